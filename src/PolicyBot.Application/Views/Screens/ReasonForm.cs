using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Views.Screens;

/// <summary>Asks for one text before something is done: why it is withdrawn, how it was fixed, why it is revoked, what is to be said.</summary>
internal static class ReasonForm
{
    public static FormView Of(ExceptionState state, string heading, string label, string verb, string title, ActionLook look, int minimum, string? value = null) => new()
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
                Value = value,
                ErrorMessage = minimum > 1 ? Words.RefusedTooShort.With(minimum) : Words.FieldMissing,
            },
        ],
        Actions =
        [
            new CardAction { Verb = verb, Title = title, Id = state.Id, Revision = state.Revision, Look = look },
            Phrases.Button(Verbs.Status, Words.Back, state),
        ],
    };

    /// <summary>The same form, with what was wrong at its one field.</summary>
    public static FormView Faulty(FormView form, Refusal why) => form with { Fields = [form.Fields[0] with { Fault = Phrases.Refusal(why) }] };
}
