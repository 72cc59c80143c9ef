using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>The words of a request's fields: what each asks, its answers, and what is wrong with an answer.</summary>
internal static class FieldWords
{
    private const int ShownLink = 60;

    /// <summary>A field as an input.</summary>
    /// <param name="topic">The policy's topic: examples fit it. Empty while none is chosen.</param>
    public static FormField Input(RequestField field, string topic = "") => new()
    {
        Id = field.Id,
        Label = Label(field),
        Kind = field.Kind switch
        {
            RequestFieldKind.Choice => FieldKind.Choice,
            RequestFieldKind.Number => FieldKind.Number,
            RequestFieldKind.Date => FieldKind.Date,
            RequestFieldKind.Boolean => FieldKind.Toggle,
            _ => field.MaxLength > TextLimits.Field ? FieldKind.Text : FieldKind.Line,
        },
        Required = field.Required,
        MinLength = field.MinLength,
        MaxLength = field.TakesAnyText ? field.MaxLength : 0,
        Placeholder = Example(field, topic),
        Choices = Choices(field),
        Earliest = field.Earliest,
        Latest = field.Latest,
        ErrorMessage = ClientFault(field),
    };

    /// <summary>What a field asks.</summary>
    public static string Label(RequestField field) => field.Own?.Label ?? field.Asked?.Asks.Said ?? field.Id switch
    {
        FieldIds.Area => Words.FieldArea,
        FieldIds.Title => Words.FieldTitle,
        FieldIds.Justification => Words.FieldJustification,
        FieldIds.Scope => Words.FieldScope,
        FieldIds.Controls => Words.FieldControls,
        FieldIds.ExpiresOn => field.Latest is { } latest ? Words.FieldExpiresOnUntil.With(CatalogTime.Say(latest)) : Words.FieldExpiresOn,
        FieldIds.Impact => Words.FieldImpact,
        FieldIds.Owner => Words.FieldOwner,
        FieldIds.Department => Words.LabelDepartment,
        FieldIds.Assets => Words.FieldAssets,
        FieldIds.ReasonKind => Words.LabelReasonKind,
        FieldIds.Evidence => Words.FieldEvidence,
        FieldIds.Confidential => Words.FieldConfidential,
        _ => Words.FieldPolicy,
    };

    /// <summary>An example of an answer that fits the kind of policy; null: there is none.</summary>
    /// <param name="topic">The policy's topic; empty while none is chosen.</param>
    public static string? Example(RequestField field, string topic) => (field.Id, topic) switch
    {
        (FieldIds.Title, "mfa") => Words.ExampleTitle,
        (FieldIds.Scope, "mfa") => Words.ExampleScope,
        (FieldIds.Controls, "mfa") => Words.ExampleControls,
        (FieldIds.Title, "patching") => Words.ExampleSystemsTitle,
        (FieldIds.Scope, "patching" or "admin") => Words.ExampleSystemsScope,
        (FieldIds.Controls, "patching" or "admin") => Words.ExampleSystemsControls,
        (FieldIds.Title, "spend" or "duties") => Words.ExampleMoneyTitle,
        (FieldIds.Scope, "spend" or "duties") => Words.ExampleMoneyScope,
        (FieldIds.Controls, "spend" or "duties") => Words.ExampleMoneyControls,
        (FieldIds.Title, "travel" or "perdiem" or "receipts") => Words.ExampleTravelTitle,
        (FieldIds.Scope, "travel" or "perdiem" or "receipts") => Words.ExampleTravelScope,
        (FieldIds.Controls, "travel" or "perdiem" or "receipts") => Words.ExampleTravelControls,
        (FieldIds.Title, "rest" or "training" or "screening") => Words.ExampleCrewTitle,
        (FieldIds.Scope, "rest" or "training" or "screening") => Words.ExampleCrewScope,
        (FieldIds.Controls, "rest" or "training" or "screening") => Words.ExampleCrewControls,
        (FieldIds.Title, "abroad" or "leave") => Words.ExampleOwnTitle,
        (FieldIds.Scope, "abroad" or "leave") => Words.ExampleOwnScope,
        (FieldIds.Controls, "abroad" or "leave") => Words.ExampleOwnControls,
        (FieldIds.Title, "residency" or "retention" or "encryption" or "vendor") => Words.ExampleDataTitle,
        (FieldIds.Scope, "residency" or "retention" or "encryption" or "vendor") => Words.ExampleDataScope,
        (FieldIds.Controls, "residency" or "retention" or "encryption" or "vendor") => Words.ExampleDataControls,
        _ => null,
    };

    /// <summary>The answers to choose from.</summary>
    public static IReadOnlyList<FieldChoice> Choices(RequestField field) => field switch
    {
        { Asked.Choices: { } choices } => [.. choices.Select(choice => new FieldChoice(choice.Key, choice.Value.Said))],
        { Id: FieldIds.ReasonKind } => ReasonKinds(),
        _ => [.. field.Choices.Select(choice => new FieldChoice(choice, choice))],
    };

    /// <summary>A kind of reason in words; as it is stored where there are none.</summary>
    public static string ReasonKind(string kind) => ReasonKinds().FirstOrDefault(known => known.Value == kind)?.Title ?? kind;

    private static FieldChoice[] ReasonKinds() =>
    [
        new("business", Words.ReasonBusiness), new("technical", Words.ReasonTechnical), new("operational", Words.ReasonOperational),
    ];

    /// <summary>What is wrong with an answer.</summary>
    public static string Phrase(FieldFault fault) => fault switch
    {
        FieldFault.TooShort { Minimum: var minimum, Length: var length } => Words.FieldTooShort.With(minimum, length),
        FieldFault.TooLong { Maximum: var maximum, Length: var length } => Words.FieldTooLong.With(maximum, length),
        FieldFault.NotAChoice => Words.NotAChoice,
        FieldFault.NotANumber => Words.NotANumber,
        FieldFault.NotADay => Words.DateUnreadable,
        FieldFault.Passed => Words.DatePassed,
        FieldFault.TooLate { MaxDays: var days, Latest: var latest } => Words.DateTooFar.With(Phrases.Days(days), CatalogTime.Say(latest)),
        FieldFault.RunsAlready { Until: var until } => Words.RenewalRunsAlready.With(CatalogTime.Say(until)),
        FieldFault.NotAnAddress => Words.OwnerNoAddress,
        FieldFault.NotOfWeb { Line: var line } => Words.LinkRefused.With(VisibleText.Shortened(line, ShownLink)),
        FieldFault.UnknownPolicy => Words.PolicyUnknown,
        _ => Words.FieldMissing,
    };

    /// <summary>What is wrong with several answers, by field id.</summary>
    public static IReadOnlyDictionary<string, string> Phrase(IReadOnlyDictionary<string, FieldFault> faults) =>
        faults.ToDictionary(fault => fault.Key, fault => Phrase(fault.Value), StringComparer.Ordinal);

    // The client's own text for an invalid answer.
    private static string ClientFault(RequestField field) => field.Kind switch
    {
        RequestFieldKind.Choice when field.Id == FieldIds.Policy => Words.PolicyUnknown,
        RequestFieldKind.Choice when field.Id == FieldIds.Area => Words.AreaUnknown,
        RequestFieldKind.Choice => Words.NotAChoice,
        RequestFieldKind.Boolean when field.Own is null => Words.NotAChoice,
        RequestFieldKind.Number => Words.NotANumber,
        RequestFieldKind.Date =>
            Phrase(field.Latest is { } latest ? new FieldFault.TooLate(field.MaxDays ?? 0, latest) : new FieldFault.NotADay()),
        _ => field.MinLength > 1 ? Words.FieldAtLeast.With(field.MinLength) : Words.FieldMissing,
    };
}
