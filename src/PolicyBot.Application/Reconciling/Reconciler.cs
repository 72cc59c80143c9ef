using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Makes the world match one exception's stream: what time alone brings about, assessment and routing, the linked stream of a renewal, index rows, messages,
/// and the next wake-up. Level-triggered and repeatable: it never asks what happened, only what should be and is not yet.
/// </summary>
public sealed partial class Reconciler(
    IEventStore register,
    IWork work,
    IIndex index,
    ExceptionCommits commits,
    AssessAndRoute triage,
    ModelQuestions questions,
    TimeTriggers passing,
    OutboxDispatcher delivery,
    Reminders reminders,
    Reachability reachability,
    AdministratorNotices administrators,
    HomePages homes,
    ICatalog catalog,
    TimeProvider time,
    ILogger<Reconciler> logger)
{
    /// <summary>After how many rounds a settling leaves the rest to the next one: somebody keeps changing the exception.</summary>
    private const int MostRounds = 12;

    /// <summary>Settles one exception.</summary>
    /// <param name="id">The exception; one that does not exist is settled.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; the work row that led here stays.</exception>
    public async Task ReconcileAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        var looks = new List<WakeUp>();
        for (var round = 0; round < MostRounds; round++)
        {
            var record = await register.ReadAsync(id, cancellationToken);
            if (record is null)
            {
                return; // the commit that the work row announced never came
            }

            if (await MoveOnAsync(record.Head.State, looks, cancellationToken))
            {
                continue;
            }

            var now = time.GetUtcNow();
            var state = record.Head.State;
            var events = record.Events.Select(stored => RecordedEvent.Read(stored.Json)).ToList();
            var (wanted, unwanted) = IndexHeading.For(state, events.Select(recorded => recorded.Fact));
            await index.ProjectAsync(wanted, unwanted, cancellationToken);
            if (NextLook(state, now) is { } next)
            {
                await work.AddAsync(new WakeUp(next, id.Value, WakeUp.Wake), cancellationToken);
            }

            if (await reminders.RemindAsync(state, now, cancellationToken) is { } remindAgain)
            {
                await work.AddAsync(new WakeUp(remindAgain, id.Value, WakeUp.Wake), cancellationToken);
            }

            var delivered = await delivery.DeliverAsync(record, now, cancellationToken);
            if (delivered.LookAgain is { } again)
            {
                await work.AddAsync(new WakeUp(again < now ? now : again, id.Value, WakeUp.Wake), cancellationToken);
            }

            foreach (var unreached in delivered.Unreached.Concat(await passing.GoneAsync(state, cancellationToken)).DistinctBy(one => (one.OutboxMessage.Kind, one.OutboxMessage.Person)))
            {
                await ReplaceAsync(state, unreached, looks, cancellationToken);
            }

            var after = await register.ReadHeadAsync(id, cancellationToken);
            if (after?.ETag == record.Head.ETag)
            {
                await Task.WhenAll(looks.Select(look => work.RemoveAsync(look, cancellationToken)));
                homes.Follow(state, events[^1].At);
                return; // nothing changed while the world was made to match: it matches
            }
        }

        await work.AddAsync(new WakeUp(time.GetUtcNow(), id.Value, WakeUp.Wake), cancellationToken);
        StillMoving(id);
    }

    /// <summary>What follows from head and hour by itself, as commands; true when the stream grew.</summary>
    private async Task<bool> MoveOnAsync(ExceptionState state, List<WakeUp> looks, CancellationToken cancellationToken)
    {
        if (await GrewAsync(state.Id, new ExceptionCommand.Tick { By = Actor.PolicyBot }, looks, cancellationToken))
        {
            return true;
        }

        foreach (var due in await passing.DueAsync(state, time.GetUtcNow(), cancellationToken))
        {
            if (ExceptionRules.Decide(state, due, time.GetUtcNow()) is Decision.Accepted { Facts.Count: > 0 } && await GrewAsync(state.Id, due, looks, cancellationToken))
            {
                return true;
            }
        }

        if (state.Status == Status.Submitted)
        {
            if (await questions.AskAsync(state, ReconcileAsync, cancellationToken) is not { } said)
            {
                return false; // all else about it is settled meanwhile
            }

            if (await triage.OfAsync(state, said.Answer, cancellationToken) is { } triaged)
            {
                return await GrewAsync(state.Id, new ExceptionCommand.StartReview(state.Revision, triaged) { By = Actor.PolicyBot }, looks, cancellationToken);
            }

            NobodyToReview(state.Id);
            await administrators.TellAsync($"stuck|{state.Id}", Words.ToldNobodyHeading, Words.ToldStuck.With(state.Id), cancellationToken);
        }

        if (state.Renews is { } old && await register.ReadHeadAsync(old, cancellationToken) is { } head)
        {
            ExceptionCommand command = state switch
            {
                { Grant: not null } => new ExceptionCommand.FinishRenewal(state.Id) { By = Actor.PolicyBot },
                { HasEnded: true } => new ExceptionCommand.DropRenewal(state.Id) { By = Actor.PolicyBot },
                _ => new ExceptionCommand.StartRenewal(state.Id) { By = Actor.PolicyBot },
            };
            if (ExceptionRules.Decide(head.State, command, time.GetUtcNow()) is Decision.Accepted { Facts.Count: > 0 })
            {
                List<WakeUp> itsLooks = [];
                if (await GrewAsync(old, command, itsLooks, cancellationToken))
                {
                    await work.AddAsync(new WakeUp(time.GetUtcNow(), old.Value, WakeUp.Wake), cancellationToken); // its own people have messages too
                    await Task.WhenAll(itsLooks.Select(look => work.RemoveAsync(look, cancellationToken))); // the row above comes sooner
                }
            }
        }

        return false;
    }

    private async Task<bool> GrewAsync(ExceptionId id, ExceptionCommand command, List<WakeUp> looks, CancellationToken cancellationToken)
    {
        if (command is ExceptionCommand.Tick
            && await register.ReadHeadAsync(id, cancellationToken) is { } head
            && ExceptionRules.Decide(head.State, command, time.GetUtcNow()) is Decision.Accepted { Facts.Count: 0 })
        {
            return false; // nearly always: no work row for nothing
        }

        var result = await commits.CommitAsync(id, _ => command, null, cancellationToken);
        if (result is CommitResult.Committed { Look: { } look })
        {
            looks.Add(look);
            return true;
        }

        return false;
    }

    private async Task ReplaceAsync(ExceptionState state, UnreachedPerson unreached, List<WakeUp> looks, CancellationToken cancellationToken)
    {
        if (unreached.OutboxMessage.Kind != NotificationKind.Review)
        {
            if (unreached.OutboxMessage.Kind != NotificationKind.Unreached)
            {
                await administrators.TellAsync($"dead|{state.Id}", Words.ToldDeadHeading, Words.ToldDead.With(state.Id, unreached.Code), cancellationToken);
            }

            return;
        }

        if (state.Review is not { Open: { } open } review
            || !review.Principals.Contains(unreached.OutboxMessage.Person) // a delegate: who handed over is still asked
            || review.Unreached.Any(known => known.Person == unreached.OutboxMessage.Person))
        {
            return;
        }

        var current = catalog.Current;
        var fallback = current.Group(open.GroupId ?? "")?.Fallback ?? (open.GroupId is null ? current.Review.EscalateTo : null);
        var members = fallback is null ? [] : current.Group(fallback)?.Members ?? [];
        var reachable = await reachability.AmongAsync(members, cancellationToken);
        await GrewAsync(
            state.Id,
            new ExceptionCommand.ReplaceApprover(review.Stage, unreached.OutboxMessage.Person, unreached.Code, [.. members.Where(reachable.Contains)]) { By = Actor.PolicyBot },
            looks,
            cancellationToken);
    }

    /// <summary>When (UTC) to look at it next: what time brings about, pings, reminders, and at least once a day while it has not ended.</summary>
    private DateTimeOffset? NextLook(ExceptionState state, DateTimeOffset now)
    {
        if (state is { HasEnded: true, IsEndAsked: false })
        {
            return null;
        }

        var daily = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) + TimeSpan.FromSeconds(Spread(state.Id));
        return new[] { ExceptionRules.NextByTime(state), NotificationPlan.NextPing(state, catalog.Current, now), Reminders.NextFor(state, catalog.Current, now), passing.Next(state, now), daily }
            .Where(at => at > now).Min();
    }

    // Not everything at midnight: each exception has its own second of the first hour.
    private static int Spread(ExceptionId id) => id.Value.Aggregate(17, (sum, character) => ((sum * 31) + character) % 3600);

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "{Exception}: nobody can review it. It stays received, and is tried again.")]
    private partial void NobodyToReview(ExceptionId exception);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "{Exception} keeps changing while it is settled; the rest is left to the next settling.")]
    private partial void StillMoving(ExceptionId exception);
}
