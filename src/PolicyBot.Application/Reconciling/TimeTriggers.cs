using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// What the hour brings about for one exception beyond its own state: others join a review that takes too long, reviews that were handed over, people who left.
/// It looks up and asks; the rules decide whether anything follows.
/// </summary>
public sealed class TimeTriggers(IDelegations delegations, Reachability reachability, ICatalog catalog)
{
    /// <summary>What may follow now, as commands; each leads to nothing where it has been done.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="now">The instant (UTC).</param>
    public async Task<IReadOnlyList<ExceptionCommand>> DueAsync(ExceptionState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new List<ExceptionCommand>();
        if (state.Review is { Open: not null } review)
        {
            due.Add(await DelegationsAsync(review, cancellationToken));
            if (EscalationOf(review) is var (at, group) && at <= now)
            {
                var reachable = await reachability.AmongAsync(group.Members, cancellationToken);
                due.Add(new ExceptionCommand.Escalate(review.Stage, group.Name, [.. group.Members.Where(reachable.Contains)]) { By = Actor.PolicyBot });
            }
        }

        if (OwnerAgenda.AttestationMissed(state, catalog.Current, now) is { } missed)
        {
            due.Add(new ExceptionCommand.MissAttestation(missed) { By = Actor.PolicyBot });
        }

        if (state is { IsRunning: true, OwnerLeftBy: 0 } && !(await reachability.AmongAsync([state.Owner], cancellationToken)).Contains(state.Owner))
        {
            due.Add(new ExceptionCommand.MissOwner(state.Owner, "unreachable") { By = Actor.PolicyBot });
        }

        return due;
    }

    /// <summary>When (UTC) something may follow next; null for never.</summary>
    public DateTimeOffset? Next(ExceptionState state, DateTimeOffset now) => state.Review is { Open: not null } review
        ? review.Delegates.Select(known => (DateTimeOffset?)known.Until).Append(EscalationOf(review)?.At).Where(at => at > now).Min()
        : null;

    /// <summary>Who is asked, has been asked, and can't be written to any more.</summary>
    public async Task<IReadOnlyList<UnreachedPerson>> GoneAsync(ExceptionState state, CancellationToken cancellationToken)
    {
        if (state.Review is not { Open: not null } review)
        {
            return [];
        }

        var asked = review.Asked.Except(review.Unreached.Select(known => known.Person)).ToList();
        var reachable = await reachability.AmongAsync(asked, cancellationToken);
        return [.. asked.Where(person => !reachable.Contains(person)).Select(person => new UnreachedPerson(new OutboxKey(review.OpenedBy, NotificationKind.Review, person), "unreachable"))];
    }

    private (DateTimeOffset At, Group Group)? EscalationOf(Review review)
    {
        var hours = review.Policy.Hours ?? catalog.Current.Review.Hours;
        return review.EscalatedBy == 0 && hours.EscalateTo is { } id && catalog.Current.Group(id) is { } group ? (review.OpenedAt.AddHours(hours.EscalateAfter), group) : null;
    }

    private async Task<ExceptionCommand> DelegationsAsync(Review review, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(review.Principals.Select(person => delegations.OfAsync(person, cancellationToken)));
        var standing = found.OfType<Delegation>().ToList();
        var reachable = await reachability.AmongAsync(standing.Select(one => one.To), cancellationToken);
        return new ExceptionCommand.ApplyDelegations(review.Stage, [.. standing.Where(one => reachable.Contains(one.To))]) { By = Actor.PolicyBot };
    }
}
