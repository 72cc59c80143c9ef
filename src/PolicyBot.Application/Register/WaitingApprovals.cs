using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Register;

/// <summary>
/// What waits for one person's decision, or for their look at a proof of its owner: what started before its review first, then riskiest,
/// then oldest.
/// </summary>
public sealed class WaitingApprovals(IndexedExceptions indexed, IIndex index, IListings listings, ICatalog catalog)
{
    /// <summary>The value of the button on a request that was just decided: it never leads back to that one.</summary>
    internal const string Another = "another";

    /// <summary>What waits, in order.</summary>
    /// <param name="person">Whom it waits for.</param>
    public Task<IReadOnlyList<ExceptionState>> OfAsync(PersonId person, CancellationToken cancellationToken) =>
        UnderAsync(
            IndexHeading.WaitingFor(person), IndexedExceptions.All, default, state => IsUpTo(state, person), cancellationToken);

    /// <summary>
    /// What waits, in order, as rows of lists show it: a few questions, however many they are. It may be behind by what is just being
    /// reconciled; what is shown alone is to be read (<see cref="ReadAsync"/>).
    /// </summary>
    /// <param name="person">Whose decision it waits for.</param>
    public async Task<List<ExceptionState>> ListAsync(PersonId person, CancellationToken cancellationToken)
    {
        var directory = catalog.Current.Directory;
        var find = index.FindAsync(IndexHeading.WaitingFor(person), IndexedExceptions.All, cancellationToken);
        // What lapses first is first: it is open.
        var rows = await Task.WhenAll(directory.IdentitiesOf(person).Distinct().Select(ListingKey.OfPerson).Select(theirs =>
            listings.FindAsync(theirs, theirs + ListingKey.Ended, ExceptionLists.MostRead, cancellationToken)));
        var listed = rows.SelectMany(some => some).Select(row => row.State.Resolve(directory))
            .Where(state => (state.IsOpen || state.ProofSince is not null) && !state.IsParty(person))
            .DistinctBy(state => state.Id).ToDictionary(state => state.Id);
        var ids = await find;
        var others = await indexed.ReadAsync([.. ids.Where(id => !listed.ContainsKey(id))], cancellationToken);
        return [.. InOrder(ids.Where(listed.ContainsKey).Select(id => listed[id]).Concat(others.Where(state => IsUpTo(state, person))))];
    }

    /// <summary>One of them as it stands now, as the person is shown it; null: it waits no longer.</summary>
    public async Task<ExceptionState?> ReadAsync(ExceptionId id, PersonId person, CancellationToken cancellationToken) =>
        (await indexed.ReadAsync([id], cancellationToken)).FirstOrDefault(state => IsUpTo(state, person)) is { } waiting
            ? await indexed.ShowToAsync(waiting, state => Subject.From(catalog.Current, state, person), cancellationToken)
            : null;

    /// <summary>
    /// How many wait, as the index has it: one look, however many they are. It may be behind by what is just being reconciled.
    /// </summary>
    /// <param name="person">Whose decision they wait for.</param>
    /// <param name="except">One that is being decided and does not count.</param>
    public async Task<int> CountAsync(PersonId person, ExceptionId except, CancellationToken cancellationToken) =>
        (await index.FindAsync(IndexHeading.WaitingFor(person), IndexedExceptions.All, cancellationToken)).Count(id => id != except);

    /// <summary>What was submitted last of what waits.</summary>
    /// <param name="person">Whose decision it waits for.</param>
    /// <param name="most">How many are looked at.</param>
    /// <param name="except">One that is left out.</param>
    public Task<IReadOnlyList<ExceptionState>> NewestAsync(
        PersonId person, int most, ExceptionId except, CancellationToken cancellationToken) =>
        UnderAsync(IndexHeading.WaitingFor(person), most, except, state => WaitsFor(state, person), cancellationToken);

    /// <summary>What waits and stands in the person's queue card, in order.</summary>
    public Task<IReadOnlyList<ExceptionState>> QueuedAsync(PersonId person, CancellationToken cancellationToken) =>
        UnderAsync(
            IndexHeading.QueuedFor(person), IndexedExceptions.All, default, state => WaitsFor(state, person), cancellationToken);

    /// <summary>The queue card as it should be now.</summary>
    /// <param name="queue">What stands in it, in order.</param>
    public ListView Card(IReadOnlyList<ExceptionState> queue) => QueueScreen.Render(queue, catalog.Current);

    /// <summary>Whether an exception waits for a person's decision.</summary>
    public bool WaitsFor(ExceptionState state, PersonId person) =>
        Access.CanDecide(state, Subject.From(catalog.Current, state, person));

    private bool IsUpTo(ExceptionState state, PersonId person) =>
        WaitsFor(state, person) || Access.WhyNotJudgeProof(state, Subject.From(catalog.Current, state, person)) is null;

    private async Task<IReadOnlyList<ExceptionState>> UnderAsync(
        string heading, int most, ExceptionId except, Func<ExceptionState, bool> keep, CancellationToken cancellationToken) =>
        [.. InOrder(await indexed.FindAsync(heading, most, cancellationToken, except, keep))];

    /// <summary>
    /// Where the queue goes on after a decision: what was passed over waits until the others are through, what came since does not.
    /// </summary>
    /// <param name="waiting">What waits, in order.</param>
    /// <param name="decided">The exception that was decided.</param>
    /// <returns>Its place; -1: nothing else waits.</returns>
    internal static int FindNext(List<ExceptionState> waiting, ExceptionState decided)
    {
        var since = decided.Decisions is [.., var last] ? last.At : DateTimeOffset.MaxValue;
        var next = waiting.FindIndex(state =>
            state.Id != decided.Id && (state.SubmittedAt > since || Order.Compare(state, decided) > 0));
        return next >= 0 ? next : waiting.FindIndex(state => state.Id != decided.Id);
    }

    /// <summary>The exception, whether it waits or not; null where there is none.</summary>
    internal async Task<ExceptionState?> FindAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await indexed.ReadAsync([id], cancellationToken) is [var found, ..] ? found : null;

    private static IOrderedEnumerable<ExceptionState> InOrder(IEnumerable<ExceptionState> waiting) => waiting.Order(Order);

    private static readonly Comparer<ExceptionState> Order = Comparer<ExceptionState>.Create((one, other) =>
        IsEmergency(other).CompareTo(IsEmergency(one)) is not 0 and var started ? started
        : Comparer<RiskLabel?>.Default.Compare(other.Assessment?.Label, one.Assessment?.Label) is not 0 and var risk ? risk
        : one.SubmittedAt.CompareTo(other.SubmittedAt) is not 0 and var age ? age
        : string.CompareOrdinal(one.Id.Value, other.Id.Value));

    // Once it is decided, what waits of it is a proof, and no hurry.
    private static bool IsEmergency(ExceptionState state) => state is { IsOpen: true, Emergency: not null };

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
        var from = top.ProofSince ?? top.SubmittedAt;
        var days = CatalogTime.Days(CatalogTime.Today(from, zone), CatalogTime.Today(now, zone));
        var since = (top.ProofSince is null ? Words.QueueSince : Words.QueueProof).With(CatalogTime.Say(from, zone), Ago(days));
        var hasProofs = waiting.Any(state => state.ProofSince is not null);
        return new ListView
        {
            Summary = (hasProofs ? Words.QueueProofSummary : Words.QueueSummary)
                .With(Phrases.Count(waiting.Count), Phrases.Sentence(top)),
            Heading = heading,
            Intro = [TextPart.Paragraph(waiting.Count == 1
                ? hasProofs ? Words.QueueProofOne : Words.QueueOne
                : (hasProofs ? Words.QueueProofCount : Words.QueueCount).With(Phrases.Count(waiting.Count)))],
            Lines = [new ListLine(
                $"{top.Id}{Phrases.Mark(top.Content!)} · {top.Content!.Title}", $"{Phrases.Waiting(top, catalog.Current)}\n{since}", null)],
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
