using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Says which message about an exception each person should have. It depends on the head and the time only,
/// not on single events. <see cref="NotificationViews"/> says what a message shows.
/// </summary>
public static class NotificationPlan
{
    /// <summary>
    /// The messages there should be. One that is out already is kept current; one that is not goes out, if it is still true.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="now">The instant (UTC).</param>
    public static IReadOnlyList<OutboxKey> For(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        var keys = new List<OutboxKey>();
        if (state.Origin is null)
        {
            keys.Add(new(1, NotificationKind.Received, state.Requester));
        }

        if (state.Review is { Open: not null } review)
        {
            keys.AddRange(
                review.Asked.SelectMany(
                    person => review.AskedBy(person).Select(since => new OutboxKey(since, NotificationKind.Review, person))));
            keys.AddRange(
                review.Unreached.SelectMany(
                    unreached => catalog.Roles.Administrators.Select(
                        person => new OutboxKey(unreached.Since, NotificationKind.Unreached, person))));
        }

        if (state.Review?.Open?.Channel is { Length: > 0 } && !state.Content!.Confidential)
        {
            keys.Add(new(state.Review.OpenedBy, NotificationKind.Post, default));
        }

        if (state is { ReassignedBy: > 0, IsOpen: true })
        {
            keys.AddRange(
                PolicyOwner(state, catalog).Select(person => new OutboxKey(state.ReassignedBy, NotificationKind.Reassigned, person)));
        }

        if (state.IsOwnerAsked)
        {
            keys.Add(new(state.RevisedBy, NotificationKind.OwnerAsk, state.Owner));
        }

        if (state.Status == Status.ChangesRequested)
        {
            keys.Add(new(state.ReturnedBy, NotificationKind.Returned, state.Requester));
        }

        if (state.Grant is { } grant)
        {
            if (state.Origin is null) // what was granted elsewhere is no news to its people
            {
                keys.Add(new(grant.GrantedBy, NotificationKind.Decided, state.Requester));
                keys.Add(new(grant.GrantedBy, NotificationKind.Decided, state.Owner));
                keys.AddRange(
                    PolicyOwner(state, catalog).Select(person => new OutboxKey(grant.GrantedBy, NotificationKind.PolicyOwner, person)));
            }

            keys.AddRange(
                OwnerAgenda.Due(state, catalog, now)
                    .Select(ask => new OutboxKey(grant.GrantedBy, new NotificationKind.Asked(ask.Question, ask.DaysBefore), state.Owner)));
        }

        keys.AddRange(WhileRunning(state, catalog, now));
        keys.AddRange(AtOnce(state, catalog));
        keys.AddRange(WhenEnded(state, catalog, now));
        return keys.Distinct().ToList();
    }

    /// <summary>The messages that people have or are to get: the newest of a person is the living one.</summary>
    /// <param name="wanted">What <see cref="For"/> says.</param>
    /// <param name="stored">What is out, under way or given up.</param>
    public static IReadOnlyCollection<OutboxKey> Living(IReadOnlyList<OutboxKey> wanted, IReadOnlyCollection<OutboxMessage> stored)
    {
        var never = stored.Where(notice => notice.DeadBecause.Length > 0 || notice.InDigest).Select(notice => notice.Key).ToHashSet();
        return [.. wanted.Where(key => !never.Contains(key))
            .Union(stored.Where(notice => notice.Message is not null && !never.Contains(notice.Key)).Select(notice => notice.Key))];
    }

    /// <summary>Whether a newer message of the same person says more: it shrinks, or is not sent at all.</summary>
    /// <remarks>What a person asked to be shown stays current by itself.</remarks>
    public static bool IsSuperseded(
        OutboxKey key, IReadOnlyCollection<OutboxKey> all, ExceptionState state, PolicyCatalog catalog) =>
        IsLiving(key)
        && all.Any(
            other => other.Target == key.Target
                && IsLiving(other)
                && NotificationAge.From(other, state, catalog).CompareTo(NotificationAge.From(key, state, catalog)) > 0);

    /// <summary>The channel of the message that says more than an older one.</summary>
    /// <param name="older">The older one.</param>
    /// <param name="stored">All that is stored of the exception.</param>
    /// <returns>Empty: it is the same channel, or the newer one is not out.</returns>
    public static string FindElsewhere(
        OutboxMessage older, IReadOnlyCollection<OutboxMessage> stored, ExceptionState state, PolicyCatalog catalog)
    {
        var newest = stored
            .Where(one => one is { Message: not null, DeadBecause: "" } && one.Key.Target == older.Key.Target && IsLiving(one.Key))
            .MaxBy(one => NotificationAge.From(one.Key, state, catalog));
        return newest?.Message is { } there && older.Message is { } here && there.Channel != here.Channel ? there.Channel : "";
    }

    /// <summary>The next instant (UTC) at which a message becomes due by time alone; null for none.</summary>
    public static DateTimeOffset? NextPing(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        OwnerAgenda.Next(state, catalog, now);

    private static bool IsLiving(OutboxKey key) => key.Target.IsNewestLiving && key.Kind is not NotificationKind.Shown;

    private static IEnumerable<OutboxKey> WhenEnded(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        OutboxKey To(PersonId person) => new(state.EndedBy, NotificationKind.Ended, person);
        return state.Status switch
        {
            Status.Rejected or Status.Lapsed => [new(state.EndedBy, NotificationKind.Decided, state.Requester)],
            Status.Expired =>
            [
                .. state.IsEndAsked && OwnerAgenda.EndAskedAt(state, catalog) > now ? Array.Empty<OutboxKey>() : [To(state.Owner)],
                .. PolicyOwner(state, catalog).Select(To),
                .. state.EndAnswer is { Met: false } open
                    ? Overseers(state, catalog).Select(person => new OutboxKey(open.Sequence, NotificationKind.Unconfirmed, person))
                    : [],
            ],
            Status.Revoked => [To(state.Requester), To(state.Owner), .. PolicyOwner(state, catalog).Select(To)],
            _ => [],
        };
    }

    // Where the policy has left the catalog, its area's owner is told in the policy owner's place, else the administrators.
    private static IEnumerable<PersonId> PolicyOwner(ExceptionState state, PolicyCatalog catalog) =>
        (catalog.Policy(state.Content!.PolicyId) is { } policy ? new[] { policy.Owner }
            : state.AreaId is { } area && catalog.FindArea(area) is { } found && CanBeTold(state, catalog, found.Owner) ? [found.Owner]
            : catalog.Roles.Administrators)
        .Where(person => CanBeTold(state, catalog, person));

    private static bool CanBeTold(ExceptionState state, PolicyCatalog catalog, PersonId person) =>
        !state.IsParty(person) && Access.CanSee(state, Subject.From(catalog, state, person));

    // Who must see to it when an owner does not: the policy's owner, and where that is the same person or one who may not see it, the
    // administrators.
    private static IEnumerable<PersonId> Overseers(ExceptionState state, PolicyCatalog catalog) =>
        catalog.Policy(state.Content!.PolicyId) is { } policy
            && policy.Owner != state.Owner
            && Access.CanSee(state, Subject.From(catalog, state, policy.Owner))
            ? [policy.Owner]
            : catalog.Roles.Administrators.Where(person => person != state.Owner);

    /// <summary>What was promised and what the owner should have said.</summary>
    private static List<OutboxKey> WhileRunning(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        if (!state.IsRunning)
        {
            return [];
        }

        var keys = new List<OutboxKey>();
        foreach (var promise in state.Promises.Where(promise => !promise.Kept))
        {
            if (promise.IsWaiting)
            {
                keys.AddRange(
                    state.ApproversOfRecord.Select(person => new OutboxKey(promise.Proof!.Sequence, NotificationKind.Proof, person)));
                continue;
            }

            keys.AddRange(
                promise.Proof is { Returned: true } proof
                    ? [new OutboxKey(proof.ReturnedBy, NotificationKind.ProofReturned, state.Owner)]
                    : Array.Empty<OutboxKey>());
            keys.AddRange(
                promise.MissedBy > 0
                    ? state.ApproversOfRecord.Prepend(state.Owner)
                        .Select(person => new OutboxKey(promise.MissedBy, NotificationKind.PromiseMissed, person))
                    : []);
        }

        if (state.Status == Status.Suspended)
        {
            keys.AddRange(
                PolicyOwner(state, catalog)
                    .Prepend(state.Requester)
                    .Prepend(state.Owner)
                    .Select(person => new OutboxKey(state.SuspendedBy, NotificationKind.Suspended, person)));
        }

        if (OwnerAgenda.AttestationToldAt(state, catalog) is { } told)
        {
            keys.Add(new(state.Attestations!.MissedBy, NotificationKind.AttestMissed, state.Owner));
            keys.AddRange(
                told <= now
                    ? Overseers(state, catalog)
                        .Select(person => new OutboxKey(state.Attestations.MissedBy, NotificationKind.AttestTold, person))
                    : []);
        }

        keys.AddRange(
            state.HandOver is { } proposed
                ? [new OutboxKey(proposed.Since, NotificationKind.OwnerAsk, proposed.To)]
                : Array.Empty<OutboxKey>());
        keys.AddRange(
            state.DeclinedHandOver is { } declined
                ? [new OutboxKey(declined.Since, NotificationKind.HandOverDeclined, declined.By)]
                : Array.Empty<OutboxKey>());
        keys.AddRange(
            state is { OwnerLeftBy: > 0, HandOver: null }
                ? Overseers(state, catalog).Select(person => new OutboxKey(state.OwnerLeftBy, NotificationKind.OwnerLeft, person))
                : []);
        return keys;
    }

    /// <summary>Those who will have to answer for something that started before its review hear of it at once.</summary>
    private static IEnumerable<OutboxKey> AtOnce(ExceptionState state, PolicyCatalog catalog)
    {
        if (state.Emergency is not { } started)
        {
            return [];
        }

        var later = state is { IsOpen: true, Review: { } review }
            ? review.Policy.Stages.Where(stage => stage.Number > 1).SelectMany(stage => stage.People).Select(person => person.Person)
            : [];
        var keys = later.Where(person => !state.IsParty(person))
            .Concat(PolicyOwner(state, catalog))
            .Select(person => new OutboxKey(started.StartedBy, NotificationKind.Emergency, person));
        return state.Status is Status.Rejected or Status.Lapsed
            ? keys.Concat(PolicyOwner(state, catalog).Select(person => new OutboxKey(state.EndedBy, NotificationKind.Ended, person)))
            : keys;
    }
}
