using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>
/// The card of a stage in a shared channel: with decision buttons while the stage is open, with one line for the result after. It shows
/// nothing that is private to one reader.
/// </summary>
public static class ChannelPostScreen
{
    /// <summary>The view.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="openedBy">The event that opened the stage it was posted for.</param>
    public static CardView Render(ExceptionState state, PolicyCatalog catalog, long openedBy) => state switch
    {
        { Content.Confidential: true } => ListView.Sentence(Words.PostHidden.With(state.Id)), // was not when it was posted
        { Review: { Open: not null } review } when review.OpenedBy == openedBy => ApprovalScreen.Render(state, catalog),
        _ => Decided(state, catalog),
    };

    private static StatusView Decided(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Summary = $"{state.Id}: {Phrases.Status(state)}. {state.Content!.Title}",
        Heading = $"{state.Id} · {Phrases.Status(state)}",
        Tone = Tone.Neutral,
        Parts =
        [
            TextPart.Paragraph(state.Content.Title) with { Quoted = true },
            new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
            .. StatusScreen.WhenItEnds(state, catalog),
            .. state.Decisions.Where(decision => decision.Revision == state.Revision)
            .Select(decision => TextPart.Paragraph(Phrases.Decision(decision, catalog))),
            TextPart.Paragraph(Words.PostOver),
        ],
    };
}
