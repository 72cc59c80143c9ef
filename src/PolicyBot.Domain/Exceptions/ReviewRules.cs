using System.Diagnostics;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What approvers and a named owner may do.</summary>
internal static class ReviewRules
{
    /// <summary>The facts that take a revision into review.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="triaged">Its assessment and route.</param>
    /// <param name="noted">The assessment that the record has of this revision; null: none yet.</param>
    public static IReadOnlyList<ExceptionEvent> Open(int revision, AssessedRoute triaged, Assessment? noted) =>
    [
        .. noted is null ? [new ExceptionEvent.Assessed(revision, triaged.Assessment)] : Array.Empty<ExceptionEvent>(),
        new ExceptionEvent.Routed(revision, triaged.ReviewPolicy),
        new ExceptionEvent.StageOpened(revision, 1),
    ];

    public static Decision Decide(ExceptionState state, ExceptionCommand command, DateTimeOffset now) =>
        DecideNow(
            command is ApplyDelegations || state.Review is not { } review ? state : state with { Review = review.At(now) }, command, now);

    private static Decision DecideNow(ExceptionState state, ExceptionCommand command, DateTimeOffset now) => command switch
    {
        StartReview triage => state.Status == Status.Submitted && state.Revision == triage.Revision
            ? new Accepted(Open(triage.Revision, triage.AssessedRoute, state.Assessment))
            : Nothing, // another command was first
        FailRouting failed => state.Status == Status.Submitted
            && state.Revision == failed.Revision
            && state.RoutingFailure != failed.Failure
                ? new Accepted(
                [
                    .. state.Assessment is null && failed.Assessment is { } made
                        ? [new ExceptionEvent.Assessed(failed.Revision, made)]
                        : Array.Empty<ExceptionEvent>(),
                    new ExceptionEvent.RoutingFailed(failed.Revision, failed.Failure.Risk, failed.Failure.Group),
                ])
                : Nothing,
        ReplaceApprover replaced => Replace(state, replaced),
        Escalate wish => DecideEscalation(state, wish),
        ApplyDelegations current => DecideDelegations(state, current, now),
        ChangeMembers changed => DecideMembers(state, changed),
        Reassign given => DecideReassignment(state, given),
        AcceptOwnership or DeclineOwnership => DecideOwner(state, command),
        Approve yes => WhyRefused(state, yes, yes.Revision, yes.Comment, now) ?? DecideApproval(state, yes, now),
        Reject no => WhyRefused(state, no, no.Revision, no.Comment, now) ?? new Accepted(
        [
            new ExceptionEvent.Rejected(
                no.Revision, state.Review!.Stage, no.By.Person, no.By.Name, InPlaceOf(state, no.By.Person), no.Comment.Trim(), no.Seen)
            {
                OnBehalfOf = state.Review.PrincipalOf(no.By.Person),
            },
        ]),
        RequestChanges back => WhyRefused(state, back, back.Revision, back.Comment, now) ?? (state.IsLastRevision(back.MaxRevisions)
            ? Refuse(new Refusal.IsLastRevision()) : null) ?? (Decision)new Accepted(
        [
            new ExceptionEvent.ChangesRequested(
                back.Revision, state.Review!.Stage, back.By.Person, back.By.Name, InPlaceOf(state, back.By.Person), back.Comment.Trim(),
                    state.Assessment?.Questions ?? [], back.Seen)
            {
                OnBehalfOf = state.Review.PrincipalOf(back.By.Person),
            },
        ]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    private static Decision? WhyRefused(ExceptionState state, ExceptionCommand command, int revision, string comment, DateTimeOffset now) =>
        RequestRules.Refuse(Access.WhyNotDecide(state, command.Subject, revision, now))
        ?? RequestRules.TextFault("comment", comment, TextLimits.MinimumComment);

    private static Decision DecideApproval(ExceptionState state, Approve yes, DateTimeOffset now)
    {
        if (yes.Shorter is { } shorter && (shorter.HoldsUntil <= now || shorter.HoldsUntil > state.HoldsUntil))
        {
            return Refuse(new Refusal.EndNotShorter(LastDay(state, null)));
        }

        var review = state.Review!;
        var until = yes.Shorter?.HoldsUntil ?? state.HoldsUntil;
        if (yes.Conditions is { } conditions
            && PromiseRules.Fault(conditions, until, LastDay(state, yes.Shorter?.ExpiresOn), now) is { } fault)
        {
            return fault;
        }

        List<ExceptionEvent> facts =
        [
            new ExceptionEvent.Approved(
                yes.Revision, review.Stage, yes.By.Person, yes.By.Name, InPlaceOf(state, yes.By.Person), yes.Comment.Trim(),
                yes.Shorter?.ExpiresOn, yes.Shorter?.HoldsUntil, review.Policy.Risk, until, yes.Seen)
            {
                OnBehalfOf = review.PrincipalOf(yes.By.Person),
                Conditions = yes.Conditions,
            },
        ];
        if (review.NextApprovalPassesStage)
        {
            if (!review.IsLastStage)
            {
                facts.Add(new ExceptionEvent.StageOpened(yes.Revision, review.Stage + 1));
            }
            else if (state.OwnerConfirmed)
            {
                facts.Add(new ExceptionEvent.Granted(until, LastDay(state, yes.Shorter?.ExpiresOn)));
            }
        }

        return new Accepted(facts);
    }

    private static Decision DecideOwner(ExceptionState state, ExceptionCommand command) => state switch
    {
        _ when Access.WhyNotAnswerOwnership(state, command.Subject) is { } why => Refuse(why),
        _ when command is DeclineOwnership => new Accepted([new ExceptionEvent.OwnerDeclined(state.Owner)]),
        { Review.Passed: true } =>
            new Accepted(
                [new ExceptionEvent.OwnerAccepted(state.Owner), new ExceptionEvent.Granted(state.HoldsUntil, LastDay(state, null))]),
        _ => new Accepted([new ExceptionEvent.OwnerAccepted(state.Owner)]),
    };

    private static Decision Replace(ExceptionState state, ReplaceApprover replaced)
    {
        if (state.Review is not { Open: not null } review || review.Stage != replaced.Stage || review.SeatFor(replaced.Person) is null)
        {
            return Nothing; // the seat is not wanted any more
        }

        var standIns =
            replaced.StandIns.Where(person =>
                !state.IsParty(person) && person != replaced.Person && review.SeatFor(person) is null
                && review.Taken.All(taken => taken.By != person)).ToList();
        return standIns.Count == 0 && review.Unreached.Any(known => known.Person == replaced.Person)
            ? Nothing // known already, and there is still no other person to ask
            : new Accepted([new ExceptionEvent.StoodIn(review.Revision, review.Stage, replaced.Person, replaced.Code, standIns)]);
    }

    private static Decision DecideEscalation(ExceptionState state, Escalate wish)
    {
        if (state.Review is not { Open: not null, EscalatedBy: 0 } review || review.Stage != wish.Stage)
        {
            return Nothing; // decided, or known already
        }

        var added = wish.Members.Distinct().Where(person => !state.IsParty(person) && !review.Principals.Contains(person)).ToList();
        return new Accepted([new ExceptionEvent.Escalated(review.Revision, review.Stage, wish.GroupName, added)]);
    }

    private static Decision DecideMembers(ExceptionState state, ChangeMembers changed)
    {
        if (state.Review is not { Open: { } open } review || review.Stage != changed.Stage)
        {
            return Nothing; // decided, or the next stage is open
        }

        var left = changed.Members.Left.Intersect(review.Principals).ToList();
        var joined = changed.Members.Joined.Where(person => !state.IsParty(person) && !review.Principals.Contains(person)).ToList();
        if (left.Count + joined.Count == 0)
        {
            return Nothing;
        }

        var free = left.Count(person => review.SeatFor(person) is not null);
        var others = review.Principals.Except(left).Concat(joined).Count(person => review.Taken.All(taken => taken.By != person));
        var isShort = open.NeedsAll ? free > joined.Count : others < open.Seats - review.Taken.Count;
        var standIns = changed.StandIns.Where(person => isShort && !state.IsParty(person) && !review.Principals.Contains(person)
            && !joined.Contains(person)).ToList();
        return new Accepted(
            [new ExceptionEvent.MembersChanged(review.Revision, review.Stage, left, joined, standIns, changed.CatalogHash)]);
    }

    private static Decision DecideReassignment(ExceptionState state, Reassign given) => state.Review switch
    {
        _ when Access.WhyNotReassign(state, given.Subject) is { } why => Refuse(why),
        _ when RequestRules.TextFault("reason", given.Reason, TextLimits.MinimumComment) is { } fault => fault,
        { } review when review.SeatFor(given.From) is null || !review.Principals.Contains(given.From) =>
            Refuse(new Refusal.NotAsked(given.From)),
        _ when given.IsBarred || state.IsParty(given.To) || given.Subject.Is(given.To) => Refuse(new Refusal.CannotBeAsked(given.To)),
        { } review when review.Principals.Contains(given.To) || review.Taken.Any(taken => taken.By == given.To) =>
            Refuse(new Refusal.IsAskedAlready(given.To)),
        { } review => new Accepted(
            [new ExceptionEvent.Reassigned(review.Revision, review.Stage, given.From, given.To, given.Reason.Trim())]),
        _ => Nothing,
    };

    private static Accepted DecideDelegations(ExceptionState state, ApplyDelegations current, DateTimeOffset now)
    {
        if (state.Review is not { Open: not null } review || review.Stage != current.Stage)
        {
            return new([]);
        }

        // One step only: a delegate can't delegate further.
        var wanted = current.Current.Where(standing =>
            standing.Until > now && standing.To != standing.Principal && !state.IsParty(standing.To)
                && review.Principals.Contains(standing.Principal)).ToList();
        var ended = review.Delegates.Where(known => !wanted.Exists(standing => Same(standing, known)));
        var begun = wanted.Where(standing => !review.Delegates.Any(known => Same(standing, known)));
        return new(
        [
            .. ended.Select(known => new ExceptionEvent.DelegationEnded(review.Revision, review.Stage, known.Principal, known.Person)),
            .. begun.Select(standing =>
                new ExceptionEvent.Delegated(
                    review.Revision, review.Stage, standing.Principal, standing.To, standing.Until, standing.Since)),
        ]);

        static bool Same(Delegation standing, Proxy known) =>
            standing.Principal == known.Principal && standing.To == known.Person && standing.Until == known.Until;
    }

    private static PersonId? InPlaceOf(ExceptionState state, PersonId by) =>
        state.Review!.SeatFor(by) is { } seat && seat != by ? seat : null;

    private static DateOnly LastDay(ExceptionState state, DateOnly? shorter) =>
        state.Decisions.Where(decision => decision.Revision == state.Revision).Select(decision => decision.ExpiresOn).Append(shorter)
            .Append(state.Content!.ExpiresOn).Min()!.Value;

    private static Refused Refuse(Refusal why) => new(why);
}
