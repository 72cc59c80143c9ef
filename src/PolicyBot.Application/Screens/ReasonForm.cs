using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>
/// Asks for one text before something is done: why it is withdrawn, how it was fixed, why it is revoked, what is to be said.
/// </summary>
internal static class ReasonForm
{
    /// <summary>The form, with one field for the comment.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="heading">What is asked.</param>
    /// <param name="label">The label of the comment.</param>
    /// <param name="verb">The verb that takes the comment.</param>
    /// <param name="title">What its button says.</param>
    /// <param name="look">How its button looks.</param>
    /// <param name="minimum">The least length of the comment, in UTF-16 code units; 0: it may be left out.</param>
    public static FormView Render(
        ExceptionState state, string heading, string label, string verb, string title, ActionLook look, int minimum) => new()
        {
            Summary = $"{state.Id}: {heading}",
            Heading = $"{state.Id} · {heading}",
            Intro = [TextPart.Paragraph(state.Content!.Title) with { Quoted = true }],
            Fields =
        [
            new FormField
            {
                Id = FieldIds.Comment,
                Label = label,
                Kind = FieldKind.Text,
                Required = minimum > 0,
                MinLength = minimum,
                MaxLength = TextLimits.Other,
                ErrorMessage = minimum > 1 ? Words.RefusedTooShort.With(minimum) : Words.FieldMissing,
            },
        ],
            Actions =
        [
            new CardAction { Verb = verb, Title = title, Id = state.Id, Revision = state.Revision, Look = look },
            Phrases.Button(Verbs.Status, Words.Back, state),
        ],
        };
}
