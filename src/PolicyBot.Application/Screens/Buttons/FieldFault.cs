using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>What was wrong, and at which field.</summary>
/// <param name="Field">The field's id; empty: no field's.</param>
/// <param name="Sentence">What the person is told.</param>
internal sealed record FieldFault(string Field, string Sentence)
{
    /// <summary>A refusal at the field that it is about.</summary>
    /// <param name="why">The refusal.</param>
    /// <param name="catalog">Knows what people are called.</param>
    public static FieldFault From(Refusal why, PolicyCatalog catalog) => new(FieldOf(why), Phrases.Refusal(why, catalog));

    /// <summary>A form once more, with the typed values and the fault at its field.</summary>
    /// <returns>Null: the fault is about no field of the form.</returns>
    public CardView? On(CardView? form, FormValues values) => form switch
    {
        ApprovalView card => (values.IsFromQueue ? card.InQueue() : card) with
        {
            Fault = Field.Length == 0 ? Sentence : null,
            Comment = Refill(card.Comment, values),
            More = [.. card.More.Select(field => Refill(field, values))],
        },
        FormView view when view.Fields.Any(field => field.Id == Field) => view with
        {
            Fields = [.. view.Fields.Select(field => Refill(field, values))],
        },
        _ => null,
    };

    private static string FieldOf(Refusal why) => why switch
    {
        Refusal.TooLong { Field: FieldIds.Conditions } or Refusal.TooManyConditions => FieldIds.Conditions,
        Refusal.ConditionsIncomplete or Refusal.ConditionsDueOutside => FieldIds.ConditionsDueOn,
        Refusal.EndNotShorter or Refusal.EndUnreadable => FieldIds.ExpiresOn,
        Refusal.LinkUnreadable => FieldIds.Evidence,
        Refusal.NoSuchPromise or Refusal.NothingToAccept => FieldIds.Promise,
        Refusal.OwnerDecides or Refusal.OwnsAlready or Refusal.OwnerUnreachable => FieldIds.Owner,
        Refusal.TooShort or Refusal.TooLong => FieldIds.Comment,
        _ => "",
    };

    private FormField Refill(FormField field, FormValues values) =>
        field with { Value = Typed(field, values), Fault = field.Id == Field ? Sentence : null };

    // A day that can't be read leaves the one that was chosen before.
    private static string? Typed(FormField field, FormValues values) => values.Inputs.GetValueOrDefault(field.Id) switch
    {
        { Length: > 0 } typed when field.Kind == FieldKind.Date =>
            RequestField.TryParseDay(typed, out var day) ? RequestField.FormatDay(day) : field.Value ?? typed,
        var typed => typed ?? field.Value,
    };
}
