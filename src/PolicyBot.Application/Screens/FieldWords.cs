using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>The words of a request's fields: what each asks, its answers, and what is wrong with an answer.</summary>
internal static class FieldWords
{
    /// <summary>A field as an input.</summary>
    public static FormField Input(RequestField field) => new()
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
        Placeholder = Example(field),
        Choices = Choices(field),
        Earliest = field.Earliest,
        Latest = field.Latest,
        ErrorMessage = ClientFault(field),
    };

    /// <summary>What a field asks.</summary>
    public static string Label(RequestField field) => field.Own?.Label ?? field.Asked?.Asks ?? field.Id switch
    {
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

    /// <summary>An example of an answer; null for none.</summary>
    public static string? Example(RequestField field) => field.Id switch
    {
        FieldIds.Title => Words.ExampleTitle,
        FieldIds.Scope => Words.ExampleScope,
        FieldIds.Controls => Words.ExampleControls,
        _ => null,
    };

    /// <summary>The answers to choose from.</summary>
    public static IReadOnlyList<FieldChoice> Choices(RequestField field) => field switch
    {
        { Asked.Choices: { } choices } => [.. choices.Select(choice => new FieldChoice(choice.Key, choice.Value))],
        { Id: FieldIds.ReasonKind } =>
        [
            new FieldChoice("business", Words.ReasonBusiness), new FieldChoice("technical", Words.ReasonTechnical),
                new FieldChoice("operational", Words.ReasonOperational),
        ],
        _ => [.. field.Choices.Select(choice => new FieldChoice(choice, choice))],
    };

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
        RequestFieldKind.Choice => Words.NotAChoice,
        RequestFieldKind.Boolean when field.Own is null => Words.NotAChoice,
        RequestFieldKind.Number => Words.NotANumber,
        RequestFieldKind.Date =>
            Phrase(field.Latest is { } latest ? new FieldFault.TooLate(field.MaxDays ?? 0, latest) : new FieldFault.NotADay()),
        _ => field.MinLength > 1 ? Words.FieldAtLeast.With(field.MinLength) : Words.FieldMissing,
    };
}
