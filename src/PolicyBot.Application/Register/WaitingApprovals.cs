using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Register;

/// <summary>What waits for one person's decision: riskiest first, then oldest.</summary>
public sealed class WaitingApprovals(IndexedExceptions indexed, ICatalog catalog)
{
    /// <summary>The value of the button on a request that was just decided: it never leads back to that one.</summary>
    internal const string Another = "another";

    /// <summary>What waits, in order.</summary>
    /// <param name="person">Whose decision it waits for.</param>
    /// <param name="except">One that is being decided and need not be read; none.</param>
    public async Task<IReadOnlyList<ExceptionState>> OfAsync(
        PersonId person, CancellationToken cancellationToken, ExceptionId except = default) =>
    [
        .. (await indexed.FindAsync(IndexHeading.WaitingFor(person), IndexedExceptions.All, cancellationToken, except))
            .Where(state => Access.CanDecide(state, Subject.From(catalog.Current, state, person)))
            .OrderByDescending(state => state.Assessment!.Label)
            .ThenBy(state => state.SubmittedAt)
            .ThenBy(state => state.Id.Value, StringComparer.Ordinal),
    ];

    /// <summary>Makes the queue as a reminder; null when nothing waits.</summary>
    /// <param name="person">Whose queue.</param>
    /// <param name="now">The instant (UTC).</param>
    public async Task<Func<CardView>?> ReminderAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken) =>
        await OfAsync(person, cancellationToken) is { Count: > 0 } waiting ? () => Overview(waiting, 0, now, Words.ReminderHeading) : null;

    /// <summary>The queue as one card: what comes on top, and buttons to open or skip it.</summary>
    /// <param name="waiting">What waits, in order.</param>
    /// <param name="at">Which comes on top.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="heading">The heading.</param>
    internal ListView Overview(IReadOnlyList<ExceptionState> waiting, int at, DateTimeOffset now, string heading)
    {
        if (waiting.Count == 0)
        {
            return ListView.Sentence(Words.QueueEmpty) with { Heading = heading, Intro = [TextPart.Paragraph(Words.QueueEmpty)] };
        }

        var top = waiting[at % waiting.Count];
        var zone = catalog.Current.TimeZone;
        var days = CatalogTime.Days(CatalogTime.Today(top.SubmittedAt, zone), CatalogTime.Today(now, zone));
        var since = Words.QueueSince.With(CatalogTime.Say(top.SubmittedAt, zone), Ago(days));
        return new ListView
        {
            Summary = Words.QueueSummary.With(waiting.Count, Phrases.Sentence(top)),
            Heading = heading,
            Intro = [TextPart.Paragraph(waiting.Count == 1 ? Words.QueueOne : Words.QueueCount.With(waiting.Count))],
            Lines = [new ListLine($"{top.Id} · {top.Content!.Title}", $"{Phrases.Sentence(top)}\n{since}", null)],
            Actions =
            [
                Phrases.Button(Verbs.QueueNext, Words.Open, top, ActionLook.Positive),
                .. waiting.Count > 1 ? [Phrases.Button(Verbs.QueueSkip, Words.Skip, top)] : Array.Empty<CardAction>(),
            ],
        };
    }

    private static string Ago(int days) => days switch
    {
        <= 0 => Words.AgoToday,
        1 => Words.AgoOneDay,
        _ => Words.AgoDays.With(days),
    };

    /// <summary>Goes on with what waits beside the exception that was just decided.</summary>
    internal static CardAction Next(ExceptionState decided) =>
        Phrases.Button(Verbs.QueueNext, Words.Next, decided, ActionLook.Positive) with { Value = Another };
}
