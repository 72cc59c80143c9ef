using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Commits a command: read the head, decide, one batch, and only then an answer. The work row that stands beside it makes sure that a host
/// reconciles the exception even if this one dies right after.
/// </summary>
/// <param name="store">The store as it stands: what is folded meets what was folded before.</param>
public sealed class ExceptionCommits(
    IEventStore store, IWork work, ICatalog catalog, IIdSource ids, TimeProvider time)
{
    /// <summary>How long a commit may take in all.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>After how long another host reconciles, if this one has not by then.</summary>
    public static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(45);

    /// <summary>Begins a commit: reads the head and puts the work row down, both beside what else is to be found out.</summary>
    /// <param name="id">The exception.</param>
    public BegunCommit Begin(ExceptionId id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wakeUp = new WakeUp(now + LookAfter, id.Value, ids.CommitId());
        return new BegunCommit(
            id, wakeUp, now, work.AddAsync(wakeUp, cancellationToken), store.ReadHeadAsync(id, cancellationToken));
    }

    /// <summary>Decides on the newest head and stores what follows.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="command">The command, made from the state it is about; made again only when another commit has changed the
    /// state.</param>
    /// <param name="notices">Messages that are out already, from the state that the commit leads to; null for none.</param>
    /// <param name="before">The commit, where it was begun already; else it begins here.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer in time. Nothing is known to be stored; what was stored all the
    /// same will be reconciled.</exception>
    public async Task<CommitResult> CommitAsync(
        ExceptionId id,
        Func<ExceptionState, ExceptionCommand> command,
        Func<ExceptionState, IReadOnlyList<OutboxMessage>>? notices,
        CancellationToken cancellationToken,
        BegunCommit? before = null)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var now = time.GetUtcNow();
        try
        {
            var begun = before?.TryTake(id, now) == true ? before : Begin(id, either.Token);
            var (wakeUp, commitId) = (begun.WakeUp, begun.WakeUp.Tag);
            var adding = begun.Adding.WaitAsync(either.Token);
            var head = await begun.Reading.WaitAsync(either.Token);
            (ExceptionCommand Command, long Version)? made = null;
            while (true)
            {
                if (head is { BrokenAt: > 0 })
                {
                    await adding;
                    await work.RemoveAsync(wakeUp, either.Token);
                    return new CommitResult.Refused(new Refusal.RecordBroken(), head.State.Resolve(catalog.Current.Directory));
                }

                var (stored, current) = (head?.State ?? ExceptionState.New(id), catalog.Current);
                var state = stored.Resolve(current.Directory);
                made = made?.Version == state.Version ? made : (command(state), state.Version);
                var wanted = made.Value.Command;
                wanted = wanted with { Subject = Subject.From(current, state, wanted.By) };
                switch (ExceptionRules.Decide(state, wanted, now))
                {
                    case Decision.Refused refused:
                        await adding;
                        await work.RemoveAsync(wakeUp, either.Token);
                        return new CommitResult.Refused(refused.Why, state);
                    case Decision.Accepted { Facts.Count: 0 }:
                        await adding;
                        await work.RemoveAsync(wakeUp, either.Token);
                        return new CommitResult.Committed(state, [], null);
                    case Decision.Accepted accepted:
                        var facts = accepted.Facts.WithIdentities(state, current.Directory).AsKnownTo(
                            stored, current.Directory, wanted.By);
                        var (next, events) = Chain(
                            stored, facts, wanted.By is PersonActor person ? person.AsProven() : wanted.By, now, commitId);
                        await adding; // the row must stand before the batch does
                        var commit = new Commit(commitId, next, head?.ETag, events, notices?.Invoke(next) ?? []);
                        if (await store.TryCommitAsync(commit, either.Token))
                        {
                            return new CommitResult.Committed(next.Resolve(current.Directory), facts, wakeUp);
                        }

                        break;
                }

                head = await store.ReadHeadAsync(id, either.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"Storing what was decided on {id} took longer than {Longest.TotalSeconds:0} s.");
        }
    }

    private static (ExceptionState Next, IReadOnlyList<StoredEvent> Events) Chain(
        ExceptionState state, IReadOnlyList<ExceptionEvent> facts, Actor by, DateTimeOffset now, string commitId)
    {
        var events = new List<StoredEvent>(facts.Count);
        foreach (var fact in facts)
        {
            var recorded = new RecordedEvent
            {
                Sequence = state.Version + 1,
                Exception = state.Id,
                At = now.ToUniversalTime(),
                Actor = fact is ExceptionEvent.Assessed or ExceptionEvent.Routed or ExceptionEvent.RoutingFailed
                    or ExceptionEvent.StageOpened or ExceptionEvent.Granted
                    ? Actor.PolicyBot
                    : by,
                CommitId = commitId,
                Fact = fact,
                Previous = state.LastHash,
            };
            var json = recorded.ToCanonicalJson();
            var hash = RecordedEvent.HashOf(json);
            events.Add(new StoredEvent(recorded.Sequence, json, hash, commitId));
            state = state.Apply(recorded, hash);
        }

        return (state, events);
    }
}

/// <summary>The result of a command.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="State">The exception as it stands now.</param>
    /// <param name="Facts">What was added; nothing when there was nothing to do.</param>
    /// <param name="Look">The work row to remove once the exception is reconciled; null for none.</param>
    public sealed record Committed(ExceptionState State, IReadOnlyList<ExceptionEvent> Facts, WakeUp? Look) : CommitResult;

    /// <summary>Nothing happened.</summary>
    /// <param name="Why">What the person is told.</param>
    /// <param name="State">The exception as it stands.</param>
    public sealed record Refused(Refusal Why, ExceptionState State) : CommitResult;
}
