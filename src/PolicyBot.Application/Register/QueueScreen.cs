using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>The card that lists what waits for an approver beside the cards they have, and opens each as a card of its own.</summary>
public static class QueueScreen
{
    /// <summary>The value of its buttons: what they open becomes a message of its own, and the list stays.</summary>
    internal const string Alone = "alone";

    private const int MostLines = 10;

    /// <summary>The card.</summary>
    /// <param name="queue">What stands in it, in order.</param>
    /// <param name="catalog">The catalog that serves.</param>
    public static ListView Render(IReadOnlyList<ExceptionState> queue, PolicyCatalog catalog)
    {
        if (queue.Count == 0)
        {
            return ListView.Sentence(Words.QueueCardEmpty);
        }

        var lines = queue.Take(MostLines).ToList();
        return new ListView
        {
            Summary = Words.QueueSummary.With(Phrases.Count(queue.Count), Phrases.Sentence(queue[0])),
            Heading = ShowMore.Heading(Words.QueueCardHeading, 0, lines.Count, queue.Count),
            Intro =
                [TextPart.Paragraph(queue.Count == 1 ? Words.QueueCardOne : Words.QueueCardCount.With(Phrases.Count(queue.Count)))],
            Lines =
            [
                .. lines.Select(state => new ListLine(
                    $"{state.Id}{Phrases.Mark(state.Content!)} · {state.Content!.Title}", Phrases.Waiting(state, catalog),
                    Open(state, Words.Open, ActionLook.Plain))),
            ],
            Actions = [Open(queue[0], Words.Next, ActionLook.Positive)],
        };
    }

    private static CardAction Open(ExceptionState state, string title, ActionLook look) =>
        Phrases.Button(Verbs.QueueNext, title, state, look) with { Value = Alone };
}
