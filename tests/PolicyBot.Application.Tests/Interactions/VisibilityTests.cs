using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Who may see what. An exception that a person may not see is neither shown nor said to exist.</summary>
public sealed class VisibilityTests
{
    private const string Unknown = "There is no such exception, or it is not yours to see.";

    // Iam owns the policy, the CISO the area, Deputy is auditor, Mallory has nothing to do with it.
    private static readonly PolicyCatalog Catalog = TestCatalog.Contoso with { Roles = new CatalogRoles([Deputy.Person], []) };

    public static TheoryData<string> WaysToLook =>
        [Verbs.Status, Verbs.History, Verbs.AskComment, Verbs.Comment, Verbs.AskClose, Verbs.Close, Verbs.AskRevoke, Verbs.Revoke,
            Verbs.LetItEnd, Verbs.OwnerAccept, Verbs.OwnerDecline,
         Verbs.Approve, Verbs.Reject, Verbs.RequestChanges, Verbs.Revise, Verbs.AskAgain, Verbs.Renew, Verbs.AskWithdraw, Verbs.Withdraw];

    [Theory]
    [InlineData("expiresOn", "next week")]
    [InlineData("conditions", "Rotate the key")]
    public async Task A_person_who_is_not_asked_hears_that_and_not_what_is_wrong_with_their_values(string field, string value)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var inputs = new Dictionary<string, string> { ["comment"] = Wishes.Fine, [field] = value };
        var answer = await office.AnswerAsync(Sal, office.LastOf(Sal), new ButtonAction(Verbs.Approve, new ARequest().Id.Value, 1, inputs));

        Assert.Equal("You are not asked to decide on this now.", Assert.IsType<StatusView>(answer.View).Fault);
    }

    [Fact]
    public void Its_people_policy_and_area_owner_and_auditors_see_an_exception_and_nobody_else()
    {
        var exception = new ARequest { Owner = Pat }.InReview();

        Assert.Equal([Sal, Pat, Ana, Bo, Ciso, Deputy, Iam], WhoSees(exception));
    }

    [Fact]
    public void A_confidential_exception_is_hidden_from_policy_and_area_owner()
    {
        Assert.Equal([Sal, Pat, Ana, Bo, Deputy], WhoSees(Confidential(Ana, Bo)));
    }

    [Fact]
    public void A_policy_or_area_owner_who_decides_sees_a_confidential_exception()
    {
        Assert.Equal([Sal, Pat, Ana, Ciso, Deputy, Iam], WhoSees(Confidential(Ana, Ciso, Iam)));
    }

    [Fact]
    public void Who_was_asked_sees_what_became_of_it_though_somebody_else_decided()
    {
        Assert.Contains(Bo, WhoSees(new ARequest().InReview().After(Ana.Rejects())));
        Assert.Contains(Bo, WhoSees(new ARequest().Granted()));
    }

    [Fact]
    public void Who_is_to_decide_later_does_not_see_a_confidential_exception_yet()
    {
        var request = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo)] };

        var open = ConfidentialOf(request);

        Assert.DoesNotContain(Bo, WhoSees(open));
        Assert.Contains(Bo, WhoSees(open.After(Ana.Approves())));
    }

    [Fact]
    public void Who_was_named_owner_by_mistake_does_not_see_it_any_more_once_another_is_named()
    {
        var declined = new ARequest { Owner = Pat }.InReview().After(Pat.DeclinesOwnership());

        var renamed = declined.After(new ARequest().Submit(ARequest.Sent));

        Assert.Contains(Pat, WhoSees(declined));
        Assert.DoesNotContain(Pat, WhoSees(renamed));
    }

    [Theory]
    [InlineData(Verbs.Revoke)]
    [InlineData(Verbs.HandOver)]
    public async Task A_policy_owner_changes_no_confidential_exception_and_is_shown_none(string verb)
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Iam);
        var secret = ConfidentialOf(new ARequest { Owner = Pat }).After(Pat.AcceptsOwnership()).After(Ana.Approves());
        await office.HoldAsync(verb == Verbs.HandOver ? secret.After(Pat.Leaves()) : secret);
        var version = (await office.StateAsync(new ARequest().Id)).Version;

        var inputs = new Dictionary<string, string> { ["comment"] = Wishes.Fine, ["ownerEmail"] = "ana@contoso.example" };
        var answer = await office.AnswerAsync(Iam, null, new ButtonAction(verb, new ARequest().Id.Value, 1, inputs));

        Assert.Equal(version, (await office.StateAsync(new ARequest().Id)).Version);
        Assert.All(answer.View.Words().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(Unknown, line));
    }

    [Theory]
    [MemberData(nameof(WaysToLook))]
    public async Task No_button_tells_a_stranger_that_an_exception_exists(string verb)
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory);
        await office.HoldAsync(new ARequest().InReview());
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-00000009") }.Granted());

        var answers = new List<string>();
        foreach (var id in new[] { "PX-7Q2M4X9K", "PX-00000009", "PX-ZZZZZZZZ" })
        {
            var press = new ButtonAction(verb, id, 1, new Dictionary<string, string> { ["comment"] = "Let me see what you say." });
            answers.Add((await office.AnswerAsync(Mallory, null, press)).View.Words());
        }

        Assert.All(answers, answer => Assert.StartsWith(Unknown, answer, StringComparison.Ordinal));
        Assert.Single(answers.Distinct()); // the one that does not exist is answered the same
    }

    [Theory]
    [InlineData("status PX-7Q2M4X9K")]
    [InlineData("history PX-7Q2M4X9K")]
    [InlineData("PX-7Q2M4X9K")]
    [InlineData("status PX-ZZZZZZZZ")]
    [InlineData("history nonsense")]
    public async Task No_word_tells_a_stranger_that_an_exception_exists(string text)
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory);
        await office.HoldAsync(new ARequest().InReview());

        var message = await office.SayAsync(Mallory, text);

        Assert.Equal(Unknown, message.View.Summary);
    }

    [Fact]
    public async Task My_requests_are_mine()
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory, Pat);
        await office.HoldAsync(new ARequest { Owner = Pat }.InReview());

        var (sals, pats, mallorys) =
            (await office.SayAsync(Sal, "my requests"), await office.SayAsync(Pat, "My Requests"),
            await office.SayAsync(Mallory, "my requests"));

        Assert.Contains("PX-7Q2M4X9K · In review", sals.View.Words(), StringComparison.Ordinal);
        Assert.Contains("PX-7Q2M4X9K", pats.View.Words(), StringComparison.Ordinal);
        Assert.Contains("You have not asked for an exception, and you own none.", mallorys.View.Words(), StringComparison.Ordinal);
        Assert.Equal([Verbs.Request], mallorys.View.Verbs());
    }

    [Fact]
    public async Task A_stale_hint_of_the_index_shows_nobody_elses_exception()
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory);
        await office.HoldAsync(new ARequest().InReview());
        await office.Index.ProjectAsync(
            [new(Application.Ports.IndexHeading.ForPerson(Mallory.Person), ARequest.Sent, new ARequest().Id),
                new(Application.Ports.IndexHeading.WaitingFor(Mallory.Person), ARequest.Sent, new ARequest().Id)], [], default);

        var (mine, queue) = (await office.SayAsync(Mallory, "my requests"), await office.SayAsync(Mallory, "approvals"));

        Assert.DoesNotContain("PX-7Q2M4X9K", mine.View.Words() + queue.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_somebody_who_may_not_see_it_any_more_tells_nothing_new()
    {
        var office = await Office.OpenAsync(Sal, Ana, Pat);
        await office.HoldAsync(new ARequest { Owner = Pat }.InReview());
        var asked = office.LastOf(Pat);
        await office.PressAsync(Pat, asked, Verbs.OwnerDecline);

        await office.WishAsync(new ARequest().Id, new ARequest { Title = "A secret of somebody else" }.Submit(ARequest.Sent));

        Assert.Equal("PX-7Q2M4X9K is not yours to see any more. Nothing is asked of you.", asked.View.Summary);
        Assert.Empty(asked.View.Buttons());
        Assert.DoesNotContain("secret", asked.View.Words(), StringComparison.Ordinal);
    }

    private static ARecord Confidential(params Actor[] approvers) =>
        ConfidentialOf(new ARequest { Owner = Pat, Stages = [AStage.Needs(1, approvers)] });

    private static ARecord ConfidentialOf(ARequest request) =>
        request.Draft().After(request.Submit(ARequest.Sent) with { Content = request.Content with { Confidential = true } });

    private static IEnumerable<Actor> WhoSees(ARecord record) =>
        new[] { Sal, Pat, Ana, Bo, Ciso, Deputy, Iam, Mallory }.Where(person =>
            Access.CanSee(record.State, Subject.From(Catalog, record.State, person.Person)));
}
