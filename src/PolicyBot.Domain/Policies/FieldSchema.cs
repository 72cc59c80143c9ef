namespace PolicyBot.Domain.Policies;

/// <summary>The fields of a request: forms, chat and check read this one list.</summary>
public static class FieldSchema
{
    /// <summary>The kinds of reason, as stored.</summary>
    public static IReadOnlyList<string> ReasonKinds { get; } = ["business", "technical", "operational"];

    /// <summary>The fields in the order of the form: the policy first, those under <i>More</i> last.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="policy">The chosen policy; null as long as none is chosen.</param>
    /// <param name="today">The day of submission in the catalog's time zone.</param>
    public static IReadOnlyList<RequestField> For(PolicyCatalog catalog, Policy? policy, DateOnly today) =>
    [
        new() { Id = FieldIds.Policy, Kind = RequestFieldKind.Choice, Required = true },
        new() { Id = FieldIds.Title, Required = true, MinLength = 3, MaxLength = TextLimits.Title },
        new()
        {
            Id = FieldIds.Justification,
            Required = true,
            MinLength = policy?.MinimumJustification ?? Policy.DefaultMinimumJustification,
            MaxLength = TextLimits.Justification,
        },
        new() { Id = FieldIds.Scope, Required = true, MinLength = 3, MaxLength = TextLimits.Other },
        new() { Id = FieldIds.Controls, MaxLength = TextLimits.Other },
        .. policy?.Fields.Select(From) ?? [],
        .. policy is null ? [] : catalog.Assessment.FindAsked(policy).Select(asked => From(asked.Fact, asked.Wording)),
        new()
        {
            Id = FieldIds.ExpiresOn,
            Kind = RequestFieldKind.Date,
            Required = true,
            MaxLength = TextLimits.Field,
            Earliest = today,
            Latest = policy?.LatestEnd(today),
            MaxDays = policy?.MaxDays,
        },
        new() { Id = FieldIds.Impact, MaxLength = TextLimits.Other, IsMore = true },
        new() { Id = FieldIds.Owner, Kind = RequestFieldKind.Person, MaxLength = TextLimits.Title, IsMore = true },
        new()
        {
            Id = FieldIds.Department,
            Kind = catalog.Departments.Count > 0 ? RequestFieldKind.Choice : RequestFieldKind.Text,
            MaxLength = TextLimits.Title,
            Choices = catalog.Departments,
            IsMore = true,
        },
        new() { Id = FieldIds.Assets, Kind = RequestFieldKind.Lines, MaxLength = TextLimits.Other, IsMore = true },
        new() { Id = FieldIds.ReasonKind, Kind = RequestFieldKind.Choice, MaxLength = TextLimits.Title, Choices = ReasonKinds,
            IsMore = true },
        new() { Id = FieldIds.Evidence, Kind = RequestFieldKind.Lines, MaxLength = TextLimits.Other, IsMore = true, TakesLinks = true },
        new() { Id = FieldIds.Confidential, Kind = RequestFieldKind.Boolean, MaxLength = TextLimits.Field, IsMore = true },
    ];

    /// <summary>The field of an id; a field that must be chosen for an id that the schema does not have.</summary>
    public static RequestField Find(IReadOnlyList<RequestField> fields, string id) =>
        fields.FirstOrDefault(field => field.Id == id) ?? new RequestField { Id = id, Kind = RequestFieldKind.Choice, Required = true };

    private static RequestField From(PolicyField own) => new()
    {
        Id = FieldIds.Own(own.Id),
        Kind = own.Type switch
        {
            FieldType.Choice => RequestFieldKind.Choice,
            FieldType.Number => RequestFieldKind.Number,
            FieldType.Date => RequestFieldKind.Date,
            FieldType.Boolean => RequestFieldKind.Boolean,
            _ => RequestFieldKind.Text,
        },
        Required = own.Required,
        MaxLength = TextLimits.Field,
        Choices = own.Choices,
        Own = own,
    };

    private static RequestField From(string fact, FactWording wording) => new()
    {
        Id = FieldIds.Fact(fact),
        Kind = RequestFieldKind.Choice,
        Choices = [.. wording.Choices.Keys],
        Asked = wording,
    };
}
