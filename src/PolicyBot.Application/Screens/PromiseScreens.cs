using System.Globalization;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>Dated promises: how they stand, and the choice of one.</summary>
internal static class PromiseScreens
{
    /// <summary>How each promise stands.</summary>
    public static IEnumerable<TextPart> Lines(ExceptionState state, PolicyCatalog catalog)
    {
        foreach (var promise in state.Promises)
        {
            yield return new(Words.PromiseLabel.With(promise.Number, CatalogTime.Say(promise.DueOn)), promise.Text, Quoted: true);
            if (promise.Proof is { } proof)
            {
                yield return new(
                    Words.ProofLabel.With(CatalogTime.Say(proof.At, catalog.TimeZone)), $"{proof.Comment}\n{proof.Link}", Quoted: true);
            }

            yield return promise.Proof is { Returned: true } returned
                ? new(Words.ProofReturnedLabel, returned.ReturnedBecause, Quoted: true)
                : TextPart.Paragraph(state.HasEnded && !promise.Kept
                    ? promise.IsShown ? Words.PromiseUnseen : Words.PromiseLeft
                    : Stands(promise, catalog.NameOf(state.Owner)));
            if (promise is { IsShown: false, SuspendsAt: { } at } && state.Status == Status.Approved && at < state.HoldsUntil)
            {
                yield return TextPart.Paragraph(Words.PromiseSuspends.With(CatalogTime.Say(at, catalog.TimeZone)));
            }
        }
    }

    /// <summary>On which conditions the exception was approved that a request is to renew: they end with it unless they are set again.
    /// </summary>
    public static IEnumerable<TextPart> Earlier(IReadOnlyList<EarlierCondition>? conditions) => conditions is null ? [] :
    [
        new(
            Words.EarlierConditions,
            string.Join("\n", conditions.Select(one => Words.EarlierCondition.With(one.Text, CatalogTime.Say(one.DueOn)))),
            Quoted: true),
        TextPart.Paragraph(Words.EarlierConditionsEnd),
    ];

    /// <summary>A form about one promise: the choice of the promise before the form's own fields.</summary>
    /// <param name="promises">What can be chosen.</param>
    /// <param name="form">The form.</param>
    public static FormView Form(IEnumerable<Promise> promises, FormView form)
    {
        var choices = promises
            .Select(promise =>
                new FieldChoice(promise.Number.ToString(CultureInfo.InvariantCulture), Shorter($"{promise.Number}. {promise.Text}")))
            .ToList();
        var choice = new FormField
        {
            Id = FieldIds.Promise,
            Label = Words.PromiseChoice,
            Kind = FieldKind.Choice,
            Required = true,
            Choices = choices,
            Value = choices is [var first, ..] ? first.Value : null,
            ErrorMessage = Words.NotAChoice,
        };
        return form with { Fields = [choice, .. form.Fields] };
    }

    /// <summary>The number of the promise that was chosen; 0 for none.</summary>
    public static int Number(FormValues values) =>
        int.TryParse(values.Text(FieldIds.Promise), NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? chosen : 0;

    private static string Stands(Promise promise, string owner) => promise switch
    {
        { Kept: true } => Words.PromiseKept,
        { IsWaiting: true } => Words.PromiseWaits,
        { MissedBy: > 0 } => Words.PromiseMissed,
        _ => Words.PromiseOpen.With(owner),
    };

    // A choice is one line; the promise stands in full above it or in the status.
    private static string Shorter(string text) => text.Length <= 70 ? text : string.Concat(text.AsSpan(0, 69), "…");
}
