using System.Globalization;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>
/// The choice of a policy: one list where there are few; else the area first, because a channel refuses a form for its size. An area with
/// too many policies for one list stands in it several times, each time with some of them, by name.
/// </summary>
public sealed class PolicyMenu
{
    /// <summary>The most policies in one list: what a select of Slack takes, and a form in Teams has room for.</summary>
    public const int Most = 100;

    private const string AllAreas = "areas"; // the value of the button that leads back to them
    private const string PartMark = "/"; // no id of an area has one

    private readonly IReadOnlyList<Part> _parts;

    /// <summary>The choice among the policies of a catalog.</summary>
    public PolicyMenu(PolicyCatalog catalog)
    {
        var areas = catalog.Areas
            .Select(area => (Area: area, Policies: catalog.Policies.Where(policy => policy.AreaId == area.Id).ToList()))
            .Where(area => area.Policies.Count > 0).ToList();
        AsksArea = areas.Sum(area => area.Policies.Count) > Most;
        _parts = AsksArea
            ? [.. areas.SelectMany(area => Divide(area.Area, area.Policies))]
            : [new Part("", "", [.. areas.SelectMany(area => area.Policies.Select(policy => Choice(area.Area, policy)))])];
    }

    /// <summary>Whether the area is asked for first.</summary>
    public bool AsksArea { get; }

    /// <summary>The button that leads back to the areas, for channels that do not redraw a form while it is filled in.</summary>
    /// <param name="draft">The number of the draft.</param>
    public static CardAction Back(ExceptionId draft) => new()
    {
        Verb = Verbs.Next,
        Title = Words.OtherArea,
        Id = draft,
        Value = AllAreas,
        IgnoresInputs = true,
    };

    /// <summary>What a form said of the choice.</summary>
    /// <param name="inputs">What came back from the form, by input id.</param>
    /// <returns>The policy's id, empty for none; and where there is none, the area to show the policies of, null for all areas, and what
    /// is wrong, null for nothing. Where an area was chosen that the policy does not belong to, it was chosen later.</returns>
    public (string Policy, string? Area, string? Fault) Read(IReadOnlyDictionary<string, string> inputs)
    {
        var policy = inputs.GetValueOrDefault(FieldIds.Policy) ?? "";
        if (!AsksArea)
        {
            return (policy, null, Words.PolicyUnknown);
        }

        if (inputs.GetValueOrDefault(CardAction.ValueInput) == AllAreas)
        {
            return ("", null, null);
        }

        var part = inputs.GetValueOrDefault(FieldIds.Area) is { Length: > 0 } area ? Find(area) : null;
        return part is null ? (policy, null, Words.AreaUnknown) : (part.Has(policy) ? policy : "", part.Value, null);
    }

    /// <summary>The choice of the area.</summary>
    /// <param name="area">The area that is chosen; null for none.</param>
    public FormField Areas(string? area) => FieldWords.Input(FieldSchema.Find([], FieldIds.Area)) with
    {
        Choices = [.. _parts.Select(part => new FieldChoice(part.Value, part.Title))],
        Value = area,
    };

    /// <summary>The choice of the policy.</summary>
    /// <param name="area">The area that is chosen; null where none is asked for.</param>
    public FormField Policies(string? area) => FieldWords.Input(FieldSchema.Find([], FieldIds.Policy)) with
    {
        Choices = Find(area ?? "")?.Policies ?? [],
    };

    /// <summary>What a form of a chosen policy follows from.</summary>
    public IReadOnlyList<FormField> Around(Policy chosen)
    {
        var area = _parts.FirstOrDefault(part => part.Has(chosen.Id))?.Value;
        return [.. AsksArea ? [Areas(area)] : Array.Empty<FormField>(), Policies(area) with { Value = chosen.Id }];
    }

    private Part? Find(string area) =>
        _parts.FirstOrDefault(part => part.Value == area)
        ?? _parts.FirstOrDefault(part => part.Value.StartsWith(area + PartMark, StringComparison.Ordinal));

    private static IEnumerable<Part> Divide(Area area, List<Policy> policies)
    {
        if (policies.Count <= Most)
        {
            return [new Part(area.Id, area.Name, [.. policies.Select(policy => Choice(area, policy))])];
        }

        var lists = (policies.Count + Most - 1) / Most;
        return policies.OrderBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase).ThenBy(policy => policy.Id, StringComparer.Ordinal)
            .Chunk((policies.Count + lists - 1) / lists)
            .Select((some, at) => new Part(
                string.Create(CultureInfo.InvariantCulture, $"{area.Id}{PartMark}{at + 1}"),
                $"{area.Name}: {some[0].Name} – {some[^1].Name}",
                [.. some.Select(policy => Choice(area, policy))]));
    }

    private static FieldChoice Choice(Area area, Policy policy) => new(policy.Id, $"{area.Name}: {policy.Name}");

    private sealed record Part(string Value, string Title, IReadOnlyList<FieldChoice> Policies)
    {
        public bool Has(string policy) => Policies.Any(choice => string.Equals(choice.Value, policy, StringComparison.OrdinalIgnoreCase));
    }
}
