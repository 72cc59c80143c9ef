using System.Globalization;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Views.Screens;

/// <summary>Dated promises: how they stand, and the forms to show, take and return what was promised.</summary>
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
                yield return new(Words.ProofLabel.With(CatalogTime.Say(proof.At, catalog.TimeZone)), $"{proof.Comment}\n{proof.Link}", Quoted: true);
            }

            yield return promise.Proof is { Returned: true } returned
                ? new(Words.ProofReturnedLabel, returned.ReturnedBecause, Quoted: true)
                : TextPart.Paragraph(Stands(promise));
            if (promise is { IsShown: false, SuspendsAt: { } at } && state.Status == Status.Approved)
            {
                yield return TextPart.Paragraph(Words.PromiseSuspends.With(CatalogTime.Say(at, catalog.TimeZone)));
            }
        }
    }

    /// <summary>The owner shows that a promise is kept.</summary>
    public static FormView Prove(ExceptionState state, IReadOnlyDictionary<string, string>? typed = null, Refusal? why = null) => Form(
        state, state.Promises.Where(promise => !promise.Kept), Words.ProveHeading, Words.ProveLabel, Verbs.Prove, Words.Prove, typed, why,
        new FormField { Id = FieldIds.Evidence, Label = Words.ProveLink, Kind = FieldKind.Line, Required = true, MaxLength = TextLimits.Other, Placeholder = "https://", ErrorMessage = Words.RefusedLinkUnreadable });

    /// <summary>An approver of the record takes a proof, or returns it.</summary>
    public static FormView Judge(ExceptionState state, bool accepts, IReadOnlyDictionary<string, string>? typed = null, Refusal? why = null)
    {
        var form = accepts
            ? Form(state, state.Promises.Where(promise => promise.IsWaiting), Words.AcceptProofHeading, Words.CommentLabel, Verbs.AcceptProof, Words.AcceptProof, typed, why)
            : Form(state, state.Promises.Where(promise => promise.IsWaiting), Words.ReturnProofHeading, Words.ReturnProofLabel, Verbs.ReturnProof, Words.ReturnProof, typed, why);
        return form with
        {
            Intro =
            [
                .. form.Intro,
                .. state.Promises.Where(promise => promise.IsWaiting)
                    .Select(promise => new TextPart(Words.PromiseShown.With(promise.Number, promise.Text), $"{promise.Proof!.Comment}\n{promise.Proof.Link}", Quoted: true)),
            ],
        };
    }

    private static FormView Form(
        ExceptionState state,
        IEnumerable<Promise> promises,
        string heading,
        string label,
        string verb,
        string title,
        IReadOnlyDictionary<string, string>? typed,
        Refusal? why,
        params FormField[] more)
    {
        var choices = promises.Select(promise => new FieldChoice(promise.Number.ToString(CultureInfo.InvariantCulture), Shorter($"{promise.Number}. {promise.Text}"))).ToList();
        var form = ReasonForm.Of(state, heading, label, verb, title, ActionLook.Positive, TextLimits.MinimumComment, typed?.GetValueOrDefault(FieldIds.Comment));
        var at = why switch { Refusal.LinkUnreadable => FieldIds.Evidence, Refusal.NoSuchPromise or Refusal.NothingToAccept => FieldIds.Promise, _ => FieldIds.Comment };
        FormField[] fields =
        [
            new FormField
            {
                Id = FieldIds.Promise,
                Label = Words.PromiseChoice,
                Kind = FieldKind.Choice,
                Required = true,
                Choices = choices,
                Value = choices is [var first, ..] ? first.Value : null,
                ErrorMessage = Words.NotAChoice,
            },
            .. form.Fields,
            .. more,
        ];
        return form with
        {
            Fields = [.. fields.Select(field => field with
            {
                Value = typed?.GetValueOrDefault(field.Id) ?? field.Value,
                Fault = why is not null && field.Id == at ? Phrases.Refusal(why) : null,
            })],
        };
    }

    private static string Stands(Promise promise) => promise switch
    {
        { Kept: true } => Words.PromiseKept,
        { IsWaiting: true } => Words.PromiseWaits,
        { MissedBy: > 0 } => Words.PromiseMissed,
        _ => Words.PromiseOpen,
    };

    // A choice is one line; the promise stands in full above it or in the status.
    private static string Shorter(string text) => text.Length <= 70 ? text : string.Concat(text.AsSpan(0, 69), "…");
}
