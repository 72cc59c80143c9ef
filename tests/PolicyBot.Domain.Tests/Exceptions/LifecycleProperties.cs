using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;
using static PolicyBot.Domain.Exceptions.ExceptionEvent;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>
/// What always holds, for all commands of all people in all orders. It is read from the record alone, not from the state that the rules
/// use.
/// </summary>
public sealed class LifecycleProperties
{
    [Fact]
    public void Nothing_is_granted_without_every_approval_of_its_route_by_different_people() => Holds(record =>
        Grants(record).All(grant => grant.Route.Stages.All(stage =>
            grant.ApprovalsOf(stage).Select(yes => yes.Approver).Distinct().Count() >= stage.Seats
            && (!stage.NeedsAll
            || grant.ApprovalsOf(stage).Select(yes => yes.InPlaceOf ?? yes.Approver).ToHashSet().SetEquals(SeatsOf(stage))))));

    [Fact]
    public void Nobody_approves_in_a_stage_who_was_not_asked_in_it() => Holds(record =>
        Grants(record)
            .All(grant =>
                grant.Route.Stages.All(stage => grant.ApprovalsOf(stage).All(yes => grant.AskedIn(stage).Contains(yes.Approver)))));

    [Fact]
    public void Nobody_decides_both_in_person_and_through_a_delegate() => Holds(record =>
        Grants(record).All(grant => grant.Route.Stages.All(stage =>
        {
            var voices = grant.ApprovalsOf(stage).Select(yes => yes.OnBehalfOf ?? yes.Approver).ToList();
            return voices.Distinct().Count() == voices.Count;
        })));

    [Fact]
    public void No_approval_is_the_requesters_or_the_owners() => Holds(record =>
        Grants(record)
            .SelectMany(grant =>
                grant.Approvals, (grant, yes) => yes.Approver != grant.Sent.Requester && yes.Approver != grant.Sent.Content.OwnerEmail)
                    .All(foreign => foreign));

    [Fact]
    public void No_approval_of_an_older_revision_counts() => Holds(record =>
        Grants(record).All(grant => grant.Approvals.All(yes => yes.Revision == grant.Sent.Revision)));

    [Fact]
    public void Nothing_is_granted_without_the_owners_word() => Holds(record =>
        Grants(record)
            .All(grant =>
                grant.Sent.Content.OwnerEmail == grant.Sent.Requester || grant.LastWordOf(grant.Sent.Content.OwnerEmail) is OwnerAccepted));

    [Fact]
    public void Nothing_is_granted_for_longer_than_anybody_allowed() => Holds(record =>
        Grants(record)
            .All(grant => grant.Granted.HoldsUntil == grant.Approvals.Select(yes => yes.HoldsUntil).Append(grant.Sent.HoldsUntil).Min()));

    [Fact]
    public void Nothing_is_granted_twice() => Holds(record => record.Facts.OfType<Granted>().Count() <= 1);

    [Fact]
    public void Nothing_is_in_force_that_was_neither_granted_nor_started_at_once_or_has_ended() => Holds(record =>
        !record.State.IsInForce(record.Now)
        || (!record.Facts.Any(Ends)
            && (record.Facts.OfType<Granted>().SingleOrDefault()?.HoldsUntil
            ?? record.Facts.OfType<EmergencyStarted>().Single().HoldsUntil) > record.Now));

    [Fact]
    public void Nothing_is_in_force_while_it_is_suspended() => Holds(record =>
        record.Facts.LastOrDefault(fact => fact is Suspended or Resumed) is not Suspended || !record.State.IsInForce(record.Now));

    [Fact]
    public void Nothing_starts_at_once_that_is_critical_or_waits_for_somebody_elses_word() => Holds(record =>
        !record.Facts.OfType<EmergencyStarted>().Any()
        || (record.Facts.OfType<Assessed>().First().Assessment.Label < Domain.Policies.RiskLabel.Critical
            && record.Facts.OfType<Submitted>().First() is var sent && sent.Content.OwnerEmail == sent.Requester));

    [Fact]
    public void What_started_at_once_and_was_not_approved_is_over_within_its_hours() => Holds(record =>
        !record.Facts.OfType<EmergencyStarted>().Any() || record.Facts.OfType<Granted>().Any()
        || record.Facts.OfType<EmergencyStarted>().Single().HoldsUntil > record.Now || !record.State.IsInForce(record.Now));

    [Fact]
    public void Nobody_owns_it_who_did_not_take_it() => Holds(record => Recorded(record).All(recorded =>
        recorded.Fact is not OwnerChanged changed
            || (recorded.Actor.Person == changed.To && !record.State.Approvers.Contains(changed.To))));

    [Fact]
    public void No_promise_is_kept_by_the_word_of_who_made_it() => Holds(record => Recorded(record).All(recorded =>
        recorded.Fact is not (PromiseAccepted or PromiseReturned)
            || record.Facts.OfType<Approved>().Any(yes => yes.Approver == recorded.Actor.Person)));

    [Fact]
    public void Nothing_but_words_follows_an_end() =>
        Holds(record =>
            record.Facts.SkipWhile(fact => !Ends(fact)).Skip(1).All(fact => fact is Commented or MetAgain or NotMetYet or Unconfirmed));

    [Fact]
    public void Revisions_count_up_from_one() => Holds(record =>
        record.Facts.OfType<Submitted>().Select((sent, index) => sent.Revision == index + 1).All(inOrder => inOrder));

    [Fact]
    public void Whoever_decided_is_who_the_record_says() => Holds(record => Recorded(record).All(recorded => recorded.Fact switch
    {
        Approved yes => recorded.Actor.Person == yes.Approver,
        Rejected no => recorded.Actor.Person == no.Approver,
        ChangesRequested back => recorded.Actor.Person == back.Approver,
        OwnerAccepted yes => recorded.Actor.Person == yes.Owner,
        OwnerDeclined no => recorded.Actor.Person == no.Owner,
        _ => true,
    }));

    [Fact]
    public void The_chain_is_whole_and_reading_it_back_folds_to_the_same_state() => Holds(record =>
        ChainVerifier.Verify(record.State.Id, record.Events, record.State) == new ChainVerdict.Ok(
            record.Events.Count, record.Events[^1].Hash));

    [Fact]
    public void These_lives_come_to_every_end_there_is()
    {
        var ends = new HashSet<Status>();
        for (var round = 0; round < 20 && ends.Count < Enum.GetValues<Status>().Length; round++) // some are rare
        {
            ends.UnionWith(ALife.Any.Generator.Sample(1500).Select(life => life.Live().State.Status));
        }

        Assert.Empty(Enum.GetValues<Status>().Except(ends));
    }

    private static void Holds(Func<ARecord, bool> property) =>
        Check.One(
            Tries.Of(250), Prop.ForAll(ALife.Any, life => property(life.Live())));

    private static IEnumerable<RecordedEvent> Recorded(ARecord record) => record.Events.Select(stored => RecordedEvent.Read(stored.Json));

    private static bool Ends(ExceptionEvent fact) => fact is Rejected or Withdrawn or Closed or Revoked or Expired or Lapsed or Renewed;

    private static HashSet<PersonId> SeatsOf(RoutedStage stage) => [.. stage.People.Select(person => person.InPlaceOf ?? person.Person)];

    private static IEnumerable<AGrant> Grants(ARecord record)
    {
        var facts = record.Facts;
        for (var index = 0; index < facts.Count; index++)
        {
            if (facts[index] is Granted granted)
            {
                var before = facts.Take(index).ToList();
                var sent = before.OfType<Submitted>().Last();
                yield return new AGrant(granted, sent, [.. before.SkipWhile(fact => fact != sent)], before);
            }
        }
    }

    /// <summary>A grant with what led to it.</summary>
    /// <param name="Since">What happened since the revision was sent.</param>
    /// <param name="Before">Everything that happened before.</param>
    private sealed record AGrant(Granted Granted, Submitted Sent, IReadOnlyList<ExceptionEvent> Since, IReadOnlyList<ExceptionEvent> Before)
    {
        public ReviewPolicy Route => Since.OfType<Routed>().Single().ReviewPolicy;

        public IReadOnlyList<Approved> Approvals => [.. Since.OfType<Approved>()];

        public IEnumerable<Approved> ApprovalsOf(RoutedStage stage) => Approvals.Where(yes => yes.Stage == stage.Number);

        public HashSet<PersonId> AskedIn(RoutedStage stage) =>
            [
                .. stage.People.Select(person => person.Person),
                .. Since.OfType<StoodIn>().Where(fact => fact.Stage == stage.Number).SelectMany(fact => fact.StandIns),
                .. Since.OfType<Escalated>().Where(fact => fact.Stage == stage.Number).SelectMany(fact => fact.Added),
                .. Since.OfType<Delegated>().Where(fact => fact.Stage == stage.Number).Select(fact => fact.Delegate),
            ];

        public ExceptionEvent? LastWordOf(PersonId owner) => Before.LastOrDefault(fact => fact switch
        {
            OwnerAccepted yes => yes.Owner == owner,
            OwnerDeclined no => no.Owner == owner,
            _ => false,
        });
    }
}
