using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>What an owner says while an exception lives and after it, and who owns it.</summary>
public sealed class KeepingTests
{
    private static readonly PolicyCatalog Every30Days = TestCatalog.Contoso with
    {
        Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 30 })],
    };

    private static readonly ARecord Granted = new ARequest { Owner = Pat }.Granted(); // 20 Nov 2026 to 15 Feb 2027

    [Theory]
    [InlineData("2026-12-20T07:59:59Z", null)] // 08:59:59 in Berlin
    [InlineData("2026-12-20T08:00:00Z", "2026-12-20")]
    [InlineData("2027-01-19T08:00:00Z", "2027-01-19")]
    [InlineData("2027-02-14T08:00:00Z", "2027-01-19")] // nothing new in the last 14 days
    public void An_owner_is_asked_every_so_many_days_but_not_in_the_last_14(string now, string? due)
    {
        Assert.Equal(due is null ? null : DateOnly.Parse(due, null), OwnerAgenda.AttestationDue(Granted.State, Every30Days, At(now)));
    }

    [Fact]
    public void Who_has_attested_is_asked_again_only_when_the_next_is_due()
    {
        var attested = Granted.At(At("2026-12-21T10:00:00Z")).After(Pat.Attests(new(2026, 12, 20)));

        Assert.Null(OwnerAgenda.AttestationDue(attested.State, Every30Days, At("2027-01-19T07:00:00Z")));
        Assert.NotNull(OwnerAgenda.AttestationDue(attested.State, Every30Days, At("2027-01-19T08:00:00Z")));
        Assert.Equal(new Refusal.NothingToAttest(), attested.Refuses(Pat.Attests(new(2026, 12, 20))));
        Assert.Equal(new Refusal.NotTheOwner(), Granted.Refuses(Sal.Attests(new(2026, 12, 20))));
    }

    [Fact]
    public void A_missed_attestation_warns_the_owner_after_three_days_and_tells_the_policy_owner_after_seven()
    {
        Assert.Null(OwnerAgenda.AttestationMissed(Granted.State, Every30Days, At("2026-12-23T07:59:59Z")));
        Assert.Equal(new(2026, 12, 20), OwnerAgenda.AttestationMissed(Granted.State, Every30Days, At("2026-12-23T08:00:00Z")));

        var missed = Granted.At(At("2026-12-23T08:00:00Z")).After(Wishes.MissesAttestation(new(2026, 12, 20)));

        Assert.Null(OwnerAgenda.AttestationMissed(missed.State, Every30Days, At("2026-12-24T08:00:00Z")));
        Assert.Equal([(NotificationKind.AttestMissed, Pat.Person)], Told(missed, "2026-12-27T07:59:59Z"));
        Assert.Equal(
            [(NotificationKind.AttestMissed, Pat.Person), (NotificationKind.AttestTold, Iam.Person)], Told(missed, "2026-12-27T08:00:00Z"));
        Assert.Empty(Told(missed.After(Pat.Attests(new(2026, 12, 20))), "2026-12-28T08:00:00Z"));
    }

    [Fact]
    public void After_the_end_the_owner_says_whether_the_policy_is_met_again()
    {
        var over = Expired();

        var met = over.After(Pat.Confirms());

        Assert.Equal(new EndAnswer(true, "Signed in with the new key.", met.State.Version), met.State.EndAnswer);
        Assert.Equal(new Refusal.NothingToConfirm(Status.Expired), met.Refuses(Pat.DeniesMet()));
        Assert.Equal(new Refusal.NotTheOwner(), over.Refuses(Sal.Confirms()));
        Assert.Equal(new Refusal.NothingToConfirm(Status.Closed), Granted.After(Pat.Closes()).Refuses(Pat.Confirms()));
    }

    [Fact]
    public void Not_yet_or_three_days_of_silence_goes_to_the_policy_owner()
    {
        var over = Expired();
        var silent = over.Later(TimeSpan.FromDays(3)).After(Wishes.Passes());

        Assert.Equal(over.Now.AddDays(3), ExceptionRules.NextByTime(over.State));
        Assert.IsType<ExceptionEvent.Unconfirmed>(silent.Facts[^1]);
        Assert.Null(ExceptionRules.NextByTime(silent.State));
        foreach (var record in new[] { silent, over.After(Pat.DeniesMet()) })
        {
            Assert.Contains(NotificationPlan.For(record.State, TestCatalog.Contoso, record.Now), key =>
                key.Kind == NotificationKind.Unconfirmed && key.Person == Iam.Person);
            Assert.True(record.After(Pat.Confirms()).State.EndAnswer!.Met); // late is better than never
        }
    }

    [Fact]
    public void An_owner_hands_over_and_the_new_one_accepts()
    {
        var asked = Granted.After(Pat.HandsOver(Mallory));

        var changed = asked.After(Mallory.AcceptsOwnership());

        Assert.Equal(Pat.Person, asked.State.Owner);
        Assert.Equal((Mallory.Person, (HandOver?)null), (changed.State.Owner, changed.State.HandOver));
        Assert.Equal(Pat.Person, asked.After(Mallory.DeclinesOwnership()).State.Owner);
        Assert.Equal(new Refusal.NotTheOwner(), changed.Refuses(Pat.LetsItEnd()));
    }

    [Fact]
    public void Nobody_who_decides_on_it_comes_to_own_it_and_nobody_else_hands_it_over()
    {
        Assert.Equal(new Refusal.OwnerDecides(Bo.Person), Granted.Refuses(Pat.HandsOver(Bo)));
        Assert.Equal(new Refusal.OwnsAlready(Pat.Person), Granted.Refuses(Pat.HandsOver(Pat)));
        Assert.Equal(new Refusal.NotTheOwner(), Granted.Refuses(Sal.HandsOver(Mallory)));
        Assert.Equal(new Refusal.NotTheOwner(), Granted.Refuses(Iam.HandsOver(Mallory, roles: Roles.PolicyOwner))); // its owner is there
    }

    [Fact]
    public void Once_the_owner_has_left_the_policy_owner_names_another()
    {
        var left = Granted.After(Pat.Leaves());

        var changed = left.After(Iam.HandsOver(Mallory, roles: Roles.PolicyOwner)).After(Mallory.AcceptsOwnership());

        Assert.Contains(NotificationPlan.For(left.State, TestCatalog.Contoso, left.Now), key =>
            key.Kind == NotificationKind.OwnerLeft && key.Person == Iam.Person);
        Assert.Equal((Mallory.Person, 0L), (changed.State.Owner, changed.State.OwnerLeftBy));
        Assert.DoesNotContain(NotificationPlan.For(changed.State, TestCatalog.Contoso, changed.Now), key =>
            key.Kind == NotificationKind.OwnerLeft);
    }

    [Fact]
    public void Where_the_policy_owner_owns_it_asks_for_it_or_may_not_see_it_somebody_is_asked_to_name_an_owner_all_the_same()
    {
        var confidential = new ARequest().Draft()
            .After(new ARequest().Submit(ARequest.Sent) with { Content = new ARequest().Content with { Confidential = true } })
            .After(Ana.Approves());

        Assert.Equal(TestCatalog.Contoso.Roles.Administrators, Asked(new ARequest { Requester = Iam }.Granted().After(Iam.Leaves())));
        Assert.Equal([Iam.Person],
            Asked(new ARequest { Requester = Iam, Owner = Pat }.InReview().After(Pat.AcceptsOwnership()).After(Ana.Approves())
                .After(Pat.Leaves())));
        Assert.Equal(TestCatalog.Contoso.Roles.Administrators, Asked(confidential.After(Sal.Leaves())));

        static IEnumerable<Domain.Policies.PersonId> Asked(ARecord left) =>
            NotificationPlan.For(left.State, TestCatalog.Contoso, left.Now).Where(key => key.Kind == NotificationKind.OwnerLeft)
                .Select(key => key.Person);
    }

    [Fact]
    public void What_is_suspended_is_handed_over_and_revoked_like_what_is_in_force()
    {
        var due = new DateOnly(2026, 12, 15);
        var suspended = new ARequest().InReview().After(Ana.ApprovesOn(due, "Rotate the key.")).At(At("2026-12-15T23:00:00Z"))
            .After(Wishes.Passes()).Later(TimeSpan.FromDays(3)).After(Wishes.Passes());

        var changed = suspended.After(Sal.HandsOver(Mallory)).After(Mallory.AcceptsOwnership());
        var left = suspended.After(Sal.Leaves());

        Assert.Equal((Status.Suspended, Mallory.Person), (changed.State.Status, changed.State.Owner));
        Assert.Contains(NotificationPlan.For(left.State, TestCatalog.Contoso, left.Now), key =>
            key.Kind == NotificationKind.OwnerLeft && key.Person == Iam.Person);
        Assert.Equal(Status.Revoked, suspended.After(Ana.Revokes()).State.Status);
    }

    [Fact]
    public void Whoever_offered_it_is_told_that_it_was_declined_until_somebody_else_is_asked()
    {
        var declined = Granted.After(Pat.HandsOver(Mallory)).After(Mallory.DeclinesOwnership());
        var named = Granted.After(Pat.Leaves()).After(Iam.HandsOver(Mallory, roles: Roles.PolicyOwner)).After(Mallory.DeclinesOwnership());

        Assert.Equal([Pat.Person], Told(declined));
        Assert.Equal([Iam.Person], Told(named));
        Assert.Empty(Told(declined.After(Pat.HandsOver(Sal))));
        Assert.Empty(Told(declined.After(Pat.Closes())));

        static IEnumerable<Domain.Policies.PersonId> Told(ARecord record) =>
            NotificationPlan.For(record.State, TestCatalog.Contoso, record.Now)
            .Where(key => key.Kind == NotificationKind.HandOverDeclined).Select(key => key.Person);
    }

    [Fact]
    public void A_new_owner_gets_the_pings_that_are_to_come_and_not_those_of_before()
    {
        var changed = Granted.After(Pat.HandsOver(Mallory)).At(At("2027-02-03T12:00:00Z")).After(Mallory.AcceptsOwnership());

        Assert.DoesNotContain(NotificationPlan.For(changed.State, TestCatalog.Contoso, At("2027-02-04T08:00:00Z")), key => key.Kind.IsPing);
        Assert.Contains(NotificationPlan.For(changed.State, TestCatalog.Contoso, At("2027-02-08T08:00:00Z")), key =>
            key.Kind == NotificationKind.Parse("ping-7") && key.Person == Mallory.Person);
    }

    private static ARecord Expired() => Granted.At(new ARequest().HoldsUntil).After(Wishes.Passes());

    private static IEnumerable<(NotificationKind, PersonId)> Told(ARecord record, string now) =>
        NotificationPlan.For(record.State, Every30Days, At(now))
        .Where(key => key.Kind == NotificationKind.AttestMissed || key.Kind == NotificationKind.AttestTold)
        .Select(key => (key.Kind, key.Person));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
