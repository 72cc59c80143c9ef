using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Puts other identities in the place of those in states and facts; everything else stays. A test sees to it that none is
/// forgotten.</summary>
public static class PeopleMapping
{
    /// <summary>
    /// The state with the humans of now: what rules, cards and lists look at. What is stored and folded keeps what it holds.
    /// </summary>
    public static ExceptionState Resolve(this ExceptionState state, PeopleDirectory directory) =>
        directory.IsTrivial || state.Version == 0 ? state : state.Map(directory.Resolve);

    /// <summary>
    /// Facts that were decided on a resolved state, in the identities that the stream knows its humans by: so that what is folded meets
    /// what was folded before.
    /// </summary>
    /// <param name="facts">The facts.</param>
    /// <param name="stored">The state as it is stored.</param>
    /// <param name="directory">What the state was resolved by.</param>
    /// <param name="by">Who brings the facts about: known by what is proven, where the stream does not know them yet.</param>
    public static IReadOnlyList<ExceptionEvent> AsKnownTo(
        this IReadOnlyList<ExceptionEvent> facts, ExceptionState stored, PeopleDirectory directory, Actor by)
    {
        if (directory.IsTrivial)
        {
            return facts;
        }

        // The open stage first: that is what most facts are about.
        var known = new Dictionary<PersonId, PersonId>();
        var here = new HashSet<PersonId>();
        PersonId Note(PersonId id)
        {
            known.TryAdd(directory.Resolve(id), id);
            return id;
        }

        foreach (var asked in stored.Review?.Open is null ? [] : stored.Review.Principals.Concat(stored.Review.Left))
        {
            here.Add(Note(asked));
        }

        stored.Map(Note);
        if (by is PersonActor person)
        {
            Note(person.AsProven().Person);
        }

        return
        [
            .. facts.SelectMany(fact =>
                (fact is ExceptionEvent.DelegationEnded ended ? Ended(ended, stored, directory) : [])
                    .DefaultIfEmpty(WithAll(fact.Map(id => known.TryGetValue(directory.Resolve(id), out var one) ? one : id))))
                .Distinct(),
        ];

        // Who leaves or joins does so under every identity that the stage knows them by.
        ExceptionEvent WithAll(ExceptionEvent fact) => fact is ExceptionEvent.MembersChanged changed
            ? changed with { Left = All(changed.Left), Joined = All(changed.Joined) }
            : fact;

        IReadOnlyList<PersonId> All(IReadOnlyList<PersonId> people) =>
            [.. people.SelectMany(person => here.Where(id => directory.AreSame(id, person)).DefaultIfEmpty(person))];
    }

    // The same two humans may stand in the record by several pairs of identities: each pair ends.
    private static IEnumerable<ExceptionEvent> Ended(
        ExceptionEvent.DelegationEnded fact, ExceptionState stored, PeopleDirectory directory) =>
        (stored.Review?.Delegates ?? [])
            .Where(known => directory.AreSame(known.Principal, fact.Principal) && directory.AreSame(known.Person, fact.Delegate))
            .Select(known => fact with { Principal = known.Principal, Delegate = known.Person });

    /// <summary>Decisions with who their approver, the requester and the owner are known to be now.</summary>
    public static IReadOnlyList<ExceptionEvent> WithIdentities(
        this IReadOnlyList<ExceptionEvent> facts, ExceptionState state, PeopleDirectory directory)
    {
        return [.. facts.Select(fact => fact switch
        {
            ExceptionEvent.Approved yes => yes with { Identities = Known(yes.Approver) },
            ExceptionEvent.Rejected no => no with { Identities = Known(no.Approver) },
            ExceptionEvent.ChangesRequested back => back with { Identities = Known(back.Approver) },
            _ => fact,
        })];

        IReadOnlyList<KnownIdentity> Known(PersonId approver) =>
            [.. new[] { approver, state.Requester, state.Owner }.Distinct().Select(directory.Describe)];
    }

    internal static ExceptionState Map(this ExceptionState state, Func<PersonId, PersonId> map) => state with
    {
        Requester = map(state.Requester),
        Content = state.Content?.Map(map),
        Review = state.Review?.Map(map),
        Reviewed = state.Reviewed?.Map(map),
        Promises = [.. state.Promises.Select(promise => promise with { SetBy = map(promise.SetBy) })],
        HandOver = state.HandOver?.Map(map),
        DeclinedHandOver = state.DeclinedHandOver?.Map(map),
        Ender = state.Ender is { } ender ? ender with { By = ender.By == default ? default : map(ender.By) } : null,
        Approvers = [.. state.Approvers.Select(map).Distinct()],
        Decisions =
        [
            .. state.Decisions.Select(decision => decision with { By = map(decision.By), OnBehalfOf = map.OrNull(decision.OnBehalfOf) }),
        ],
        Remarks = [.. state.Remarks.Select(remark => remark with { By = remark.By == default ? default : map(remark.By) })],
    };

    private static Review Map(this Review review, Func<PersonId, PersonId> map) => review with
    {
        Policy = review.Policy.Map(map),
        Taken = [.. review.Taken.Select(taken => new TakenSeat(map(taken.By), map(taken.Seat)))],
        StandIns =
            [.. review.StandIns.Select(standIn => standIn with { Person = map(standIn.Person), InPlaceOf = map(standIn.InPlaceOf) })],
        Unreached = [.. review.Unreached.Select(unreached => unreached with { Person = map(unreached.Person) })],
        Delegates = [.. review.Delegates.Select(known => known with { Person = map(known.Person), Principal = map(known.Principal) })],
        Joined = [.. review.Joined.Select(map).Distinct()],
        Members = [.. review.Members.Select(member => member with { Person = map(member.Person) })],
        Reassigned = [.. review.Reassigned.Select(member => member with { Person = map(member.Person) })],
        ReassignedFrom = [.. review.ReassignedFrom.Select(map).Distinct()],
        Left = [.. review.Left.Select(map).Distinct()],
    };

    private static ReviewPolicy Map(this ReviewPolicy policy, Func<PersonId, PersonId> map) => policy with
    {
        Stages =
        [
            .. policy.Stages.Select(stage => stage with
            {
                People = [.. stage.People.Once(stage.NeedsAll, map)],
                LeftOut = [.. stage.LeftOut.Select(left => left with { Person = map(left.Person) })],
            }),
        ],
    };

    // Two identities of one human are one person. In a stage that needs all, the seat of the second stays, for the stand-in.
    private static IEnumerable<RoutedPerson> Once(this IReadOnlyList<RoutedPerson> people, bool needsAll, Func<PersonId, PersonId> map)
    {
        var seen = new HashSet<PersonId>();
        foreach (var asked in people)
        {
            var mapped = asked with { Person = map(asked.Person), InPlaceOf = map.OrNull(asked.InPlaceOf) };
            if (seen.Add(mapped.Person))
            {
                yield return mapped;
            }
            else if (needsAll)
            {
                yield return mapped with { InPlaceOf = asked.InPlaceOf ?? asked.Person };
            }
        }
    }

    private static RequestContent Map(this RequestContent content, Func<PersonId, PersonId> map) =>
        content with { OwnerEmail = map(content.OwnerEmail) };

    private static HandOver Map(this HandOver asked, Func<PersonId, PersonId> map) =>
        asked with { To = map(asked.To), By = asked.By == default ? default : map(asked.By) };

    private static PersonId? OrNull(this Func<PersonId, PersonId> map, PersonId? id) => id is { } known ? map(known) : null;

    internal static ExceptionEvent Map(this ExceptionEvent fact, Func<PersonId, PersonId> map) => fact switch
    {
        ExceptionEvent.Submitted sent => sent with { Requester = map(sent.Requester), Content = sent.Content.Map(map) },
        ExceptionEvent.Imported taken => taken with { Requester = map(taken.Requester), Content = taken.Content.Map(map) },
        ExceptionEvent.Routed routed => routed with { ReviewPolicy = routed.ReviewPolicy.Map(map) },
        ExceptionEvent.Approved yes => yes with
        {
            Approver = map(yes.Approver),
            InPlaceOf = map.OrNull(yes.InPlaceOf),
            OnBehalfOf = map.OrNull(yes.OnBehalfOf),
        },
        ExceptionEvent.Rejected no => no with
        {
            Approver = map(no.Approver),
            InPlaceOf = map.OrNull(no.InPlaceOf),
            OnBehalfOf = map.OrNull(no.OnBehalfOf),
        },
        ExceptionEvent.ChangesRequested back => back with
        {
            Approver = map(back.Approver),
            InPlaceOf = map.OrNull(back.InPlaceOf),
            OnBehalfOf = map.OrNull(back.OnBehalfOf),
        },
        ExceptionEvent.StoodIn stoodIn =>
            stoodIn with { Unreachable = map(stoodIn.Unreachable), StandIns = [.. stoodIn.StandIns.Select(map)] },
        ExceptionEvent.Escalated escalated => escalated with { Added = [.. escalated.Added.Select(map)] },
        ExceptionEvent.MembersChanged changed => changed with
        {
            Left = [.. changed.Left.Select(map)],
            Joined = [.. changed.Joined.Select(map)],
            StandIns = [.. changed.StandIns.Select(map)],
        },
        ExceptionEvent.Reassigned given => given with { From = map(given.From), To = map(given.To) },
        ExceptionEvent.Delegated delegated =>
            delegated with { Principal = map(delegated.Principal), Delegate = map(delegated.Delegate) },
        ExceptionEvent.DelegationEnded ended => ended with { Principal = map(ended.Principal), Delegate = map(ended.Delegate) },
        ExceptionEvent.OwnerAccepted accepted => new ExceptionEvent.OwnerAccepted(map(accepted.Owner)),
        ExceptionEvent.OwnerDeclined declined => new ExceptionEvent.OwnerDeclined(map(declined.Owner)),
        ExceptionEvent.HandOverProposed proposed => new ExceptionEvent.HandOverProposed(map(proposed.To)),
        ExceptionEvent.HandOverDeclined declined => new ExceptionEvent.HandOverDeclined(map(declined.To)),
        ExceptionEvent.OwnerChanged changed => new ExceptionEvent.OwnerChanged(map(changed.From), map(changed.To)),
        ExceptionEvent.OwnerLeft left => left with { Owner = map(left.Owner) },
        _ => fact,
    };
}
