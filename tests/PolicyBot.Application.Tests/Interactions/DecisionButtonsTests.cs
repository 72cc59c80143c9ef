using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Decisions on a card, and the queue of those who have many.</summary>
public sealed class DecisionButtonsTests
{
    private static readonly ARequest High = new() { Id = ExceptionId.Parse("PX-00000010"), Title = "High and new" };
    private static readonly ARequest Older = new() { Id = ExceptionId.Parse("PX-00000020"), Title = "Low and old", Risk = RiskLabel.Low };
    private static readonly ARequest Newer = new() { Id = ExceptionId.Parse("PX-00000030"), Title = "Low and new", Risk = RiskLabel.Low };

    [Fact]
    public async Task A_decision_is_answered_with_what_was_done_and_how_it_stands()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());

        var answer = await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        Assert.Equal("Approved PX-7Q2M4X9K.", answer.Done);
        Assert.Contains("PX-7Q2M4X9K · Approved", answer.Words(), StringComparison.Ordinal);
        Assert.Contains("Receipt: event 5, ", answer.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(Verbs.QueueNext, answer.Verbs());
    }

    [Theory]
    [InlineData(Verbs.Approve)]
    [InlineData(Verbs.Reject)]
    [InlineData(Verbs.RequestChanges)]
    public async Task Every_decision_needs_a_comment_and_what_was_typed_is_kept(string verb)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var answer =
            (ApprovalView)await office.PressAsync(Ana, office.LastOf(Ana), verb, ("comment", " ok then  "), ("expiresOn", "2027-01-31"));

        Assert.Equal("Please write at least 10 characters.", answer.Comment.Fault);
        Assert.Null(answer.Fault);
        Assert.Equal((" ok then  ", "2027-01-31"), (answer.Comment.Value, answer.More[0].Value));
        Assert.Equal(Status.InReview, (await office.StateAsync(new ARequest().Id)).Status);
    }

    [Theory]
    [InlineData("2027-02-16", "Choose a day from today to 15 Feb 2027.")]
    [InlineData("2026-11-19", "Choose a day from today to 15 Feb 2027.")]
    [InlineData("next week", "I could not read this day. Choose a day.")]
    public async Task An_end_that_an_approver_cannot_set_is_refused_and_what_was_typed_is_kept(string end, string fault)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var answer =
            (ApprovalView)await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine), ("expiresOn", end));

        Assert.Equal((fault, Wishes.Fine, end), (answer.More[0].Fault, answer.Comment.Value, answer.More[0].Value));
        Assert.Null(answer.Comment.Fault);
    }

    [Fact]
    public async Task An_end_as_it_was_asked_for_is_no_shorter_end()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine), ("expiresOn", "2027-02-15"));

        Assert.Null((await office.StateAsync(new ARequest().Id)).Decisions.Single().ExpiresOn);
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-AT")]
    public async Task A_decision_names_the_card_it_was_made_on_in_whichever_language_and_whatever_people_are_called_meanwhile(string locale)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        var asked = office.LastOf(Ana);
        var card = (ApprovalView)asked.View;
        await office.SpeaksAsync(Ana, locale);
        await office.SayAsync(Ana, "help"); // from now on her name is known

        await office.PressAsync(Ana, asked, Verbs.Approve, ("comment", Wishes.Fine));

        var record = (await office.Stored.ReadAsync(new ARequest().Id, default))!;
        var approved = record.Events.Select(stored => RecordedEvent.Read(stored.Json).Fact).OfType<ExceptionEvent.Approved>().Single();
        Assert.Equal(Application.Screens.ApprovalScreen.Hash(card), approved.Seen);
    }

    [Fact]
    public async Task A_late_press_changes_nothing_and_says_what_happened_meanwhile()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        await office.WishAsync(new ARequest().Id, Ana.Approves());

        var late = await office.AnswerAsync(Bo, office.LastOf(Bo), Decides(Verbs.Reject, new ARequest()));

        Assert.Equal("This is not under review any more. Here is how it stands.", late.View.Fault);
        Assert.Contains(Wishes.Fine, late.View.Words(), StringComparison.Ordinal);
        Assert.Equal(Status.Approved, (await office.StateAsync(new ARequest().Id)).Status);
    }

    [Fact]
    public async Task A_press_on_an_older_revision_shows_the_newer_one_with_the_comment_kept()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var revised = new ARequest().ChangesRequested()
            .After(new ARequest { Title = "MFA off on svc-build, weekdays only" }.Submit(ARequest.Sent));
        await office.HoldAsync(revised);

        var answer = await office.AnswerAsync(Ana, office.LastOf(Ana), Decides(Verbs.Approve, new ARequest()));

        var view = Assert.IsType<ApprovalView>(answer.View);
        Assert.Equal("The request was changed meanwhile. This is revision 2; please look at it again.", view.Fault);
        Assert.Equal(("MFA off on svc-build, weekdays only", Wishes.Fine, 2), (view.Title, view.Comment.Value, view.Revision));
    }

    [Fact]
    public async Task The_requester_is_told_that_they_do_not_decide()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var answer = await office.AnswerAsync(Sal, null, Decides(Verbs.Approve, new ARequest()));

        Assert.Equal("Requester and owner do not decide on their own exception.", answer.View.Fault);
    }

    [Fact]
    public async Task Who_has_nothing_to_do_with_it_is_not_told_that_it_exists()
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory);
        await office.HoldAsync(new ARequest().InReview());

        var presses =
            new[] { Decides(Verbs.Approve, new ARequest()), Decides(Verbs.Approve, new ARequest(), revision: 7),
            Decides(Verbs.Approve, new ARequest(), end: "whenever"),
            Decides(Verbs.Approve, new ARequest { Id = ExceptionId.Parse("PX-ZZZZZZZZ") }) };

        foreach (var press in presses)
        {
            Assert.Equal("There is no such exception, or it is not yours to see.",
                (await office.AnswerAsync(Mallory, null, press)).View.Words().Split('\n')[0]);
        }
    }

    [Fact]
    public async Task When_the_register_does_not_answer_the_card_stays_with_what_was_typed()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        office.Register.IsOut = method => method == nameof(IEventStore.TryCommitAsync);

        var answer = await office.AnswerAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        Assert.True(answer.LeavesCardUnchanged);
        Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
    }

    private static async Task<Office> WithQueueAsync(params Domain.Policies.Actor[] also)
    {
        var office = await Office.OpenAsync([Sal, Ana, .. also]);
        await office.HoldAsync(Older.InReview());
        await office.HoldAsync(ARecord.New(Newer.Id, ARequest.Sent.AddMinutes(1)).After(Newer.Submit(ARequest.Sent.AddMinutes(1))));
        await office.HoldAsync(ARecord.New(High.Id, ARequest.Sent.AddMinutes(2)).After(High.Submit(ARequest.Sent.AddMinutes(2))));
        return office;
    }

    private static ButtonAction Decides(string verb, ARequest request, int revision = 1, string end = "") =>
        new(verb, request.Id.Value, revision, new Dictionary<string, string> { ["comment"] = Wishes.Fine, ["expiresOn"] = end });
}
