using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Who gets which message in which state: few, and only while they are true.</summary>
public sealed class NotificationPlanTests
{
    private static readonly PolicyCatalog Catalog =
        TestCatalog.Contoso with { Roles = new CatalogRoles([Mallory.Person], [Deputy.Person]) };
    private static readonly ARequest OfPat = new() { Owner = Pat };

    private static readonly Dictionary<string, ARecord> States = new()
    {
        ["submitted"] = OfPat.Submitted(),
        ["inReview"] = OfPat.InReview(),
        ["ownerAccepted"] = OfPat.InReview().After(Pat.AcceptsOwnership()),
        ["oneOfTwo"] = new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview().After(Ana.Approves()),
        ["secondStage"] = new ARequest { Stages = [AStage.Needs(1, Ana, Bo), AStage.Needs(1, Ciso)] }.InReview().After(Ana.Approves()),
        ["waitingForOwner"] = OfPat.InReview().After(Ana.Approves()),
        ["replaced"] = new ARequest().InReview().After(Replaces(Ana, Ciso)),
        ["changesRequested"] = OfPat.ChangesRequested(),
        ["approved"] = OfPat.Granted(),
        ["confidential"] = new ARequest().Draft()
            .After(new ARequest().Submit(ARequest.Sent) with { Content = new ARequest().Content with { Confidential = true } })
            .After(Ana.Approves()),
        ["rejected"] = OfPat.InReview().After(Ana.Rejects()),
        ["withdrawn"] = OfPat.InReview().After(Sal.Withdraws()),
        ["lapsed"] = OfPat.InReview().Later(TimeSpan.FromHours(336)).After(Passes()),
        ["expired"] = OfPat.Granted().At(OfPat.HoldsUntil).After(Passes()),
        ["closed"] = OfPat.Granted().After(Pat.Closes()),
        ["revoked"] = OfPat.Granted().After(Ana.Revokes()),
    };

    [Theory]
    [InlineData("submitted", "received sal, ownerAsk pat")]
    [InlineData("inReview", "received sal, review ana, review bo, ownerAsk pat")]
    [InlineData("ownerAccepted", "received sal, review ana, review bo")]
    [InlineData("oneOfTwo", "received sal, review bo")]
    [InlineData("secondStage", "received sal, review ciso")]
    [InlineData("waitingForOwner", "received sal, ownerAsk pat")]
    [InlineData("replaced", "received sal, review ana, review bo, review ciso, unreached deputy")]
    [InlineData("changesRequested", "received sal, returned sal")]
    [InlineData("approved", "received sal, decided sal, decided pat, policyOwner iam")]
    [InlineData("confidential", "received sal, decided sal")]
    [InlineData("rejected", "received sal, decided sal")]
    [InlineData("withdrawn", "received sal")]
    [InlineData("lapsed", "received sal, decided sal")]
    [InlineData("expired", "received sal, decided sal, decided pat, policyOwner iam, ended pat, ended iam")]
    [InlineData("closed", "received sal, decided sal, decided pat, policyOwner iam")]
    [InlineData("revoked", "received sal, decided sal, decided pat, policyOwner iam, ended sal, ended pat, ended iam")]
    public void Each_state_has_its_messages_and_no_others(string state, string messages)
    {
        var plan = NotificationPlan.For(States[state].State, Catalog, States[state].Now);

        Assert.Equal(messages, string.Join(", ", plan.Select(key => $"{key.Kind} {key.Person.Value.Split('@')[0]}")));
    }

    [Fact]
    public void Who_asks_for_themselves_and_owns_it_is_told_once()
    {
        var plan = Plan(new ARequest().Granted());

        Assert.Single(plan, key => key.Kind == NotificationKind.Decided);
    }

    [Fact]
    public void A_policy_owner_who_asks_or_owns_is_not_told_twice()
    {
        var plan = Plan(new ARequest { Requester = Iam }.Granted());

        Assert.DoesNotContain(plan, key => key.Kind == NotificationKind.PolicyOwner);
    }

    [Fact]
    public void A_stage_that_opens_anew_asks_anew()
    {
        var first = Plan(new ARequest().InReview());
        var second = Plan(new ARequest().ChangesRequested().After(new ARequest().Submit(ARequest.Sent)));

        Assert.DoesNotContain(second.Where(key => key.Kind == NotificationKind.Review), key => first.Contains(key));
    }

    [Fact]
    public void Who_is_asked_sees_what_they_decide_on_and_who_decided_sees_how_it_stands()
    {
        var record = States["oneOfTwo"];
        OutboxKey Key(Actor person) => new(4, NotificationKind.Review, person.Person);

        var (bos, anas) = (View(Key(Bo), record), View(Key(Ana), record));

        Assert.IsType<ApprovalView>(bos);
        Assert.DoesNotContain(Verbs.QueueNext, anas.Verbs()); // unless more waited when they decided: see QueueTests
        Assert.DoesNotContain(Verbs.Approve, anas.Verbs());
    }

    [Fact]
    public void No_card_of_a_decided_request_has_a_decision_left_on_it()
    {
        foreach (
            var record in new[] { "approved", "rejected", "withdrawn", "lapsed", "expired", "closed", "revoked",
            "changesRequested" }.Select(state => States[state]))
        {
            Assert.All([Ana, Bo], person =>
                Assert.DoesNotContain(Verbs.Approve, View(new OutboxKey(4, NotificationKind.Review, person.Person), record).Verbs()));
        }
    }

    [Fact]
    public void Only_the_newest_message_of_a_person_has_buttons()
    {
        var record = new ARequest().Granted();
        var plan = Plan(record);
        var (received, decided) =
            (plan.Single(key => key.Kind == NotificationKind.Received), plan.Single(key => key.Kind == NotificationKind.Decided));

        Assert.Empty(NotificationViews.Render(received, plan, record.State, Catalog, record.Now).Buttons());
        Assert.NotEmpty(NotificationViews.Render(decided, plan, record.State, Catalog, record.Now).Buttons());
    }

    [Fact]
    public void An_older_approval_card_of_a_person_has_no_buttons_once_they_are_asked_anew()
    {
        var record = new ARequest().ChangesRequested().After(new ARequest().Submit(ARequest.Sent));
        OutboxKey old = new(4, NotificationKind.Review, Ana.Person);
        var now = Plan(record).Single(key => key.Kind == NotificationKind.Review && key.Person == Ana.Person);

        Assert.Empty(NotificationViews.Render(old, [old, now], record.State, Catalog, record.Now).Buttons());
        Assert.IsType<ApprovalView>(NotificationViews.Render(now, [old, now], record.State, Catalog, record.Now));
    }

    [Fact]
    public void A_question_to_the_owner_is_not_a_question_any_more_once_it_is_answered()
    {
        OutboxKey asked = new(1, NotificationKind.OwnerAsk, Pat.Person);

        Assert.Equal([Verbs.OwnerAccept, Verbs.OwnerDecline], View(asked, States["inReview"]).Verbs());
        Assert.DoesNotContain(Verbs.OwnerAccept, View(asked, States["ownerAccepted"]).Verbs());
        Assert.DoesNotContain(Verbs.OwnerAccept, View(asked, States["rejected"]).Verbs());
    }

    [Fact]
    public void Whoever_may_not_see_it_any_more_is_told_nothing_but_that()
    {
        var renamed = OfPat.InReview().After(Pat.DeclinesOwnership()).After(new ARequest().Submit(ARequest.Sent));

        var view = View(new OutboxKey(1, NotificationKind.OwnerAsk, Pat.Person), renamed);

        Assert.Equal("PX-7Q2M4X9K is not yours to see any more. Nothing is asked of you.", view.Summary);
        Assert.DoesNotContain("svc-build", view.Words(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<OutboxKey> Plan(ARecord record) => NotificationPlan.For(record.State, Catalog, record.Now);

    private static CardView View(OutboxKey key, ARecord record) =>
        NotificationViews.Render(key, [.. Plan(record).Append(key).Distinct()], record.State, Catalog, record.Now);
}
