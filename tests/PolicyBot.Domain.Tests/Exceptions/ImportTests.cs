using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>What was granted elsewhere is in force here, and no decision is invented for it.</summary>
public sealed class ImportTests
{
    [Fact]
    public void What_is_imported_is_in_force_until_its_end_with_no_review_and_no_approver()
    {
        var state = AnImport.Record().State;

        Assert.Equal((Status.Approved, 1, 1L), (state.Status, state.Revision, state.Version));
        Assert.True(state.IsInForce(new ARequest().HoldsUntil.AddTicks(-1)));
        Assert.False(state.IsInForce(new ARequest().HoldsUntil));
        Assert.Equal(new Grant(new ARequest().HoldsUntil, new(2027, 2, 15), ARequest.Sent, 1, LetToEnd: false), state.Grant);
        Assert.Equal(("Adi Min", 7, RiskLabel.High), (state.ImportedBy, state.Origin!.Line, state.Risk));
        Assert.Empty(state.Decisions);
        Assert.Empty(state.Approvers);
        Assert.Null(state.Review);
        Assert.False(state.IsPrecedent);
    }

    [Fact]
    public void Only_an_administrator_who_is_neither_requester_nor_owner_imports()
    {
        var draft = new ARequest().Draft();
        var import = AnImport.Of("one");

        Assert.Equal(new Refusal.NotAnAdministrator(), draft.Refuses(import with { Subject = Subject.From(AnImport.Administrator, Roles.Auditor) }));
        Assert.Equal(new Refusal.NotAnAdministrator(), draft.Refuses(import with { Requester = AnImport.Administrator.Person }));
        Assert.Equal(
            new Refusal.NotAnAdministrator(),
            draft.Refuses(import with { Content = import.Content with { OwnerEmail = AnImport.Administrator.Person } }));
    }

    [Fact]
    public void The_same_again_changes_nothing_also_after_it_has_ended()
    {
        var imported = AnImport.Record();
        var ended = imported.At(new ARequest().HoldsUntil).After(Wishes.Passes());

        Assert.Equal(Decision.Nothing, imported.Try(AnImport.Of("one")));
        Assert.Equal(Decision.Nothing, ended.Try(AnImport.Of("one")));
    }

    [Fact]
    public void An_exception_that_is_there_is_never_imported_over()
    {
        Assert.Equal(new Refusal.AlreadySubmitted(), AnImport.Record().Refuses(AnImport.Of("another")));
        Assert.Equal(new Refusal.AlreadySubmitted(), new ARequest().InReview().Refuses(AnImport.Of("one")));
    }

    [Fact]
    public void What_is_over_is_not_imported()
    {
        var late = new ARequest().Draft().At(new ARequest().HoldsUntil);

        Assert.Equal(new Refusal.HasEnded(Status.Expired), late.Refuses(AnImport.Of("one")));
    }

    [Fact]
    public void It_lives_on_as_any_other_owner_attests_hands_over_renews_and_closes_the_policy_owner_revokes_and_it_expires()
    {
        var imported = AnImport.Record();

        Assert.Equal(new DateOnly(2026, 12, 20), imported.After(Pat.Attests(new(2026, 12, 20))).State.Attestations!.AttestedFor);
        Assert.Equal(Ciso.Person, imported.After(Pat.HandsOver(Ciso)).After(Ciso.AcceptsOwnership()).State.Owner);
        Assert.Equal(Status.Renewed, imported.After(Wishes.StartsRenewal(ExceptionId.Parse("PX-00000001")))
            .After(Wishes.FinishesRenewal(ExceptionId.Parse("PX-00000001"))).State.Status);
        Assert.Equal(Status.Closed, imported.After(Sal.Closes()).State.Status);
        Assert.Equal(Status.Revoked, imported.After(Iam.Revokes(roles: Roles.PolicyOwner)).State.Status);
        Assert.Equal(Status.Expired, imported.At(new ARequest().HoldsUntil).After(Wishes.Passes()).State.Status);
        Assert.Null(Access.WhyNotRenew(
            imported.State, Subject.From(Pat, Roles.None), TestCatalog.Contoso.Policy("SEC-MFA"), ARequest.Sent));
    }

    [Fact]
    public void A_number_that_follows_from_a_text_is_the_same_each_time_and_another_for_another_text()
    {
        var ids = Enumerable.Range(0, 1_000).Select(number => ExceptionId.Derive($"line {number}")).ToList();

        Assert.Equal(ExceptionId.Parse("PX-WERC8GMR"), ExceptionId.Derive("")); // e3b0c442 98…
        Assert.Equal(1_000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(id, ExceptionId.Parse(id.Value)));
    }
}
