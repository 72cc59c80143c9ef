using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Finds several exceptions in one sentence: "one to MFA for the kiosk and one for the patch deadline on db-7, both until 31/12". Pure.
/// </summary>
internal static partial class SeveralRequests
{
    private const int Most = 4;

    /// <summary>Takes a text apart.</summary>
    /// <returns>What is said of each exception; one member, the text itself, where it asks for one.</returns>
    public static IReadOnlyList<RequestPart> Split(string text, PolicyCatalog catalog, DateOnly today)
    {
        var joints = Joint().Matches(text);
        if (joints.Count is > 0 and < Most && SplitAt(text, joints, catalog, today) is { } parts)
        {
            return parts;
        }

        var named = Plural().Match(text) is { Success: true } plural ? PolicyWords.Find(plural.Groups["list"].Value, catalog) : [];
        return named.Count is > 1 and <= Most
            ? [.. named.Select(policy => new RequestPart(text, policy))] : [new RequestPart(text, null)];
    }

    private static IReadOnlyList<RequestPart>? SplitAt(string text, MatchCollection joints, PolicyCatalog catalog, DateOnly today)
    {
        var pieces = new List<string>();
        var from = 0;
        foreach (Match joint in joints)
        {
            pieces.Add(text[from..joint.Index]);
            from = joint.Index + joint.Length;
        }

        // What is said of all of them stands at the end: "both until 31/12", "because …", or a day that no other piece has.
        var last = text[from..];
        var shared = Shared().Match(last);
        var common = shared.Success ? last[shared.Index..] : "";
        pieces.Add(shared.Success ? last[..shared.Index] : last);
        if (common.Length == 0 && DateWords.Find(last, today).LastOrDefault(day => day.Lead is DayLead.Until or DayLead.For) is { } day
            && pieces.SkipLast(1).All(piece => DateWords.InText(piece, today) is null))
        {
            common = $", {last[day.Start..]}";
        }

        var policies = pieces.Select(piece =>
            PolicyWords.Find(piece, catalog) is { Count: > 0 } named ? named : PolicyStems.Find(piece, catalog)).ToList();
        return policies.TrueForAll(found => found.Count == 1) && policies.Select(found => found[0]).Distinct().Count() == policies.Count
            ? [.. pieces.Zip(policies, (piece, found) => new RequestPart(piece.TrimEnd(' ', ',') + common, found[0]))]
            : null;
    }

    [GeneratedRegex(
        @"[\s,;]+(?:and|und|plus)\s+(?:also|auch|noch|additionally|zusätzlich)\s+(?=(?:to|from|of|on|zu|zur|zum|von|vom|bei)\b)|" +
        @"[\s,;]+(?:and|und|plus|as well as|sowie)\s+(?:also\s+|noch\s+|then\s+)?(?=(?:one|another(?:\s+one)?|a second(?:\s+one)?|" +
        @"an(?:other)?\s+(?:exception|exemption|waiver)|an?\s+exception|eine|noch eine|eine weitere|eine zweite)\s+(?:\S+\s+)?" +
        @"(?:to|from|for|of|on|zu|zur|zum|von|vom|für|bei)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"[\s,;.]+(?:both|each|all of them|all three|beide|jeweils|alle)\b[\s\S]*$|[\s,;.]+(?:because|since|weil|da|wegen)\s[\s\S]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shared();

    [GeneratedRegex(
        @"\b(?:exceptions|exemptions|waivers|ausnahmen|(?:two|three|both|zwei|drei|beide)\s+(?:exception|ausnahme)\w*)\s+(?:to|from|of|" +
        @"von|vom|zu)" +
        @"\s+(?<list>(?:(?!\b(?:for|until|till|because|since|or|für|bis|weil|oder)\b)(?:[^.;?!\n]|(?<=\d)\.)){3,200})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plural();
}

/// <summary>What a sentence says of one exception.</summary>
/// <param name="Text">The words about it.</param>
/// <param name="Policy">The policy; null where the words alone say which.</param>
internal sealed record RequestPart(string Text, Policy? Policy)
{
    /// <summary>Whether the sentence says that it is to be confidential.</summary>
    public bool IsConfidential { get; init; }
}
