using PolicyBot.Core.Catalog;
using PolicyBot.Core.Conversation.Screens;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Time;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Conversation;

/// <summary>What waits for one person's decision: riskiest first, then oldest.</summary>
public sealed class WaitingApprovals(IRegister register, IIndex index, ICatalog catalog)
{
    private const int Most = 200;

    /// <summary>What waits, in order. The index only hints: each head is read.</summary>
    public async Task<IReadOnlyList<ExceptionState>> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var ids = await index.FindAsync(IndexHeading.WaitingFor(person), Most, cancellationToken);
        var heads = await Task.WhenAll(ids.Select(id => register.ReadHeadAsync(id, cancellationToken)));
        return
        [
            .. heads.Select(head => head?.State).OfType<ExceptionState>()
                .Where(state => state.Review is { } review && review.Asked.Contains(person))
                .OrderByDescending(state => state.Assessment!.Label).ThenBy(state => state.SubmittedAt).ThenBy(state => state.Id.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The queue as one card: what comes first, and buttons to open or skip it.</summary>
    /// <param name="person">Whose queue.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="reminder">Whether PolicyBot comes up with it by itself.</param>
    public async Task<CardView> OverviewAsync(PersonId person, DateTimeOffset now, bool reminder, CancellationToken cancellationToken)
    {
        var waiting = await OfAsync(person, cancellationToken);
        return Overview(waiting, 0, now, reminder ? Words.ReminderHeading : Words.QueueHeading, null);
    }

    /// <summary>The queue's card with something else than its first request on top.</summary>
    /// <param name="waiting">What waits, in order.</param>
    /// <param name="at">Which comes on top.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="heading">The heading.</param>
    /// <param name="done">What was just done.</param>
    internal ListView Overview(IReadOnlyList<ExceptionState> waiting, int at, DateTimeOffset now, string heading, string? done)
    {
        if (waiting.Count == 0)
        {
            return new ListView { Summary = Words.QueueEmpty, Done = done, Heading = heading, Intro = [TextPart.Paragraph(Words.QueueEmpty)], Lines = [] };
        }

        var top = waiting[at % waiting.Count];
        var zone = catalog.Current.TimeZone;
        return new ListView
        {
            Summary = Words.QueueSummary.With(waiting.Count, Say.Sentence(top)),
            Done = done,
            Heading = heading,
            Intro = [TextPart.Paragraph(waiting.Count == 1 ? Words.QueueOne : Words.QueueCount.With(waiting.Count))],
            Lines = [new ListLine($"{top.Id} · {top.Content!.Title}", $"{Say.Sentence(top)}\n{Words.QueueSince.With(CatalogTime.Say(top.SubmittedAt, zone), (int)(now - top.SubmittedAt).TotalDays)}", null)],
            Actions = Buttons(waiting, top),
        };
    }

    /// <summary>Next and Skip for what waits; nothing when nothing does.</summary>
    internal static IReadOnlyList<CardAction> Buttons(IReadOnlyList<ExceptionState> waiting, ExceptionState? top) => top is null
        ? []
        : [Say.Button(Verbs.QueueNext, Words.Next, top, ActionLook.Positive), .. waiting.Count > 1 ? [Say.Button(Verbs.QueueSkip, Words.Skip, top)] : Array.Empty<CardAction>()];
}
