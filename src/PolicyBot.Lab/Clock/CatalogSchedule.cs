using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PolicyBot.Lab.Clock;

/// <summary>What a catalog says about time, read from its file for itself: when owners are asked, and what about.</summary>
/// <param name="Zone">Days begin, end and are asked about in it.</param>
/// <param name="PingDaysBefore">How many days before the end an owner is asked whether to renew.</param>
/// <param name="Policies">By their ids.</param>
public sealed record CatalogSchedule(
    TimeZoneInfo Zone, IReadOnlyList<int> PingDaysBefore, IReadOnlyDictionary<string, PolicySchedule> Policies)
{
    /// <summary>When people work, where neither an area nor a group says otherwise.</summary>
    public OfficeHours Hours { get; init; } = OfficeHours.Default;

    /// <summary>When the members of groups work that say so, by the groups' ids.</summary>
    public IReadOnlyDictionary<string, OfficeHours> Groups { get; init; } = new Dictionary<string, OfficeHours>();

    /// <summary>What holds where a catalog says nothing.</summary>
    public static CatalogSchedule Default { get; } = new(TimeZoneInfo.Utc, [14, 7, 1], new Dictionary<string, PolicySchedule>());

    /// <summary>Reads a catalog; null when the text is none, for example while a person edits it.</summary>
    public static CatalogSchedule? TryRead(string yaml)
    {
        try
        {
            var file = new YamlStream();
            file.Load(new StringReader(yaml));
            if (file.Documents is not [{ RootNode: YamlMappingNode root }, ..] || Text(root, "timeZone") is not { } zone
                || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || found.Id != zone)
            {
                return null;
            }

            var pings = Child(root, "expiry") is YamlMappingNode expiry && Child(expiry, "pingDaysBefore") is YamlSequenceNode days
                ? [.. days.OfType<YamlScalarNode>()
                .Select(day => int.TryParse(day.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)]
                : Default.PingDaysBefore;
            var hours = OfficeHours.Default.With(Child(root, "calendar"));
            var areas = Own(root, "areas", hours);
            var policies = (Child(root, "policies") as YamlSequenceNode ?? []).OfType<YamlMappingNode>()
                .Where(policy => Text(policy, "id") is not null)
                .DistinctBy(policy => Text(policy, "id"))
                .ToDictionary(policy =>
                    Text(policy, "id")!, policy =>
                        new PolicySchedule(
                            Text(policy, "owner") ?? "", Number(policy, "reviewEveryDays"), Number(policy, "maxRenewals") ?? 0)
                        {
                            Hours = areas.GetValueOrDefault(Text(policy, "area") ?? "") ?? hours,
                        });
            return new CatalogSchedule(found, pings, policies) { Hours = hours, Groups = Own(root, "groups", hours) };
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static Dictionary<string, OfficeHours> Own(YamlMappingNode root, string list, OfficeHours otherwise) =>
        (Child(root, list) as YamlSequenceNode ?? []).OfType<YamlMappingNode>()
        .Where(one => Text(one, "id") is not null && Child(one, "calendar") is YamlMappingNode)
        .DistinctBy(one => Text(one, "id"))
        .ToDictionary(one => Text(one, "id")!, one => otherwise.With(Child(one, "calendar")));

    private static YamlNode? Child(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static string? Text(YamlMappingNode node, string name) => (Child(node, name) as YamlScalarNode)?.Value;

    private static int? Number(YamlMappingNode node, string name) =>
        int.TryParse(Text(node, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

/// <summary>What a policy says about time.</summary>
/// <param name="Owner">The policy owner's address; empty for none.</param>
/// <param name="ReviewEveryDays">The interval, in days, at which an owner attests; null: never.</param>
/// <param name="MaxRenewals">How often an exception to it is renewed at most.</param>
public sealed record PolicySchedule(string Owner, int? ReviewEveryDays, int MaxRenewals)
{
    /// <summary>When the people of its area work.</summary>
    public OfficeHours Hours { get; init; } = OfficeHours.Default;
}
