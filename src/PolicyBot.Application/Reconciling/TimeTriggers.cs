using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// What the hour brings about for one exception: others join a review that takes too long, reviews that were handed over, people who left;
/// and when to look next. It looks up; the rules decide whether anything follows.
/// </summary>
public sealed class TimeTriggers(
    IDelegations delegations, Reachability reachability, ICatalog catalog, ICatalogVersions versions)
{
    /// <summary>After how long it is looked again whether what had no reviewer has one.</summary>
    public static readonly TimeSpan RoutedAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>What time alone brings about, with the instants that the calendar decides.</summary>
    /// <param name="state">The exception.</param>
    public ExceptionCommand.Tick Tick(ExceptionState state) =>
        new(OwnerAgenda.EndAnswerBy(state, catalog.Current)) { By = Actor.PolicyBot };

    /// <summary>What may follow now, as commands; each leads to nothing where it has been done.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="now">The instant (UTC).</param>
    public async Task<IReadOnlyList<ExceptionCommand>> FindDueAsync(
        ExceptionState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new List<ExceptionCommand>();
        if (state.Review is { Open: not null } review)
        {
            if (await FindMembersAsync(state, cancellationToken) is { } changed)
            {
                due.Add(changed);
            }

            due.Add(await FindDelegationsAsync(state, review, cancellationToken));
            if (FindEscalation(state, review) is var (at, group) && at <= now)
            {
                var reachable = await reachability.AmongAsync(group.Members, cancellationToken);
                var members = group.Members.Where(person => reachable.Contains(person) && !IsBarred(state, person)).ToList();
                due.Add(new ExceptionCommand.Escalate(review.Stage, group.Name, members) { By = Actor.PolicyBot });
            }
        }

        if (OwnerAgenda.AttestationMissed(state, catalog.Current, now) is { } missed)
        {
            due.Add(new ExceptionCommand.MissAttestation(missed) { By = Actor.PolicyBot });
        }

        if (state is { OwnerLeftBy: 0 } and ({ IsRunning: true } or { IsOwnerAsked: true })
            && !(await reachability.AmongAsync([state.Owner], cancellationToken)).Contains(state.Owner))
        {
            due.Add(new ExceptionCommand.MissOwner(state.Owner, "unreachable") { By = Actor.PolicyBot });
        }

        return due;
    }

    /// <summary>
    /// When (UTC) to look at it next: what time brings about, asks, reminders, and once a day while it has not ended. Null for never.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="now">The instant (UTC).</param>
    public DateTimeOffset? NextWakeUp(ExceptionState state, DateTimeOffset now)
    {
        if (state is { HasEnded: true, IsEndAsked: false })
        {
            return null;
        }

        IEnumerable<DateTimeOffset?> instants =
        [
            ExceptionRules.NextByTime(state),
            NotificationPlan.NextPing(state, catalog.Current, now),
            Reminders.NextFor(state, catalog.Current, now),
            state is { Status: Status.Submitted, RoutingFailure: not null } ? NextRouting(state, now) : null,
            .. state.Review is { Open: not null } review
                ? review.Delegates.Select(known => (DateTimeOffset?)known.Until).Append(FindEscalation(state, review)?.At)
                : [],
            WakeUp.NextDaily(state.Id, now),
        ];
        return instants.Where(at => at > now).Min();
    }

    // Of a few fixed instants the next one: a host that looks meanwhile plans the same.
    private static DateTimeOffset NextRouting(ExceptionState state, DateTimeOffset now) =>
        state.SubmittedAt + ((Math.Floor((now - state.SubmittedAt) / RoutedAgainAfter) + 1) * RoutedAgainAfter);

    private (DateTimeOffset At, Group Group)? FindEscalation(ExceptionState state, Review review)
    {
        var current = catalog.Current;
        var hours = review.Policy.Hours ?? current.Review.Hours;
        return review.EscalatedBy == 0 && hours.EscalateTo is { } id && current.Group(id) is { } group
            ? (current.CalendarOf(state.Content!.PolicyId, review.Open?.GroupId)
                .WithinHours(review.OpenedAt.AddHours(hours.EscalateAfter), current.TimeZone), group)
            : null;
    }

    private bool IsBarred(ExceptionState state, PersonId person) => StageMembers.IsBarred(catalog.Current.Directory, state, person);

    // Who joins is asked once they can be reached, as at routing. Only a host with the newest catalog writes it: one that is still to get
    // it would take it back.
    private async Task<ExceptionCommand?> FindMembersAsync(ExceptionState state, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var (left, joined) = StageMembers.Find(current, state);
        if (left.Count + joined.Count == 0)
        {
            return null;
        }

        var group = state.Review!.Open!.GroupId is { } id ? current.Group(id) : null;
        var others = left.Count == 0 ? []
            : StageMembers.FindFallbacks(current, group).SelectMany(fallback => fallback.Members)
                .Where(person => !IsBarred(state, person)).Distinct().ToList();
        var reachable = await reachability.AmongAsync(joined.Concat(others), cancellationToken);
        joined = [.. joined.Where(reachable.Contains)];
        if (left.Count + joined.Count == 0
            || (await versions.FindNewestAsync(cancellationToken) is { } newest && newest.Hash != current.Hash))
        {
            return null;
        }

        return new ExceptionCommand.ChangeMembers(
            state.Review.Stage, new StageMembers(left, joined), [.. others.Where(reachable.Contains)], current.Hash)
        {
            By = Actor.PolicyBot,
        };
    }

    private async Task<ExceptionCommand> FindDelegationsAsync(
        ExceptionState state, Review review, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(review.Principals.Select(person => delegations.OfAsync(person, cancellationToken)));
        var standing = found.OfType<Delegation>().ToList();
        var reachable = await reachability.AmongAsync(standing.Select(one => one.To), cancellationToken);
        var holding = standing.Where(one => reachable.Contains(one.To) && !IsBarred(state, one.To)).ToList();
        return new ExceptionCommand.ApplyDelegations(review.Stage, holding) { By = Actor.PolicyBot };
    }
}
