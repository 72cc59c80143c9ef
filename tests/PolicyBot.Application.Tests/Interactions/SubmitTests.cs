using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Sending it: once, and nothing is said to be lost that is not.</summary>
public sealed class SubmitTests
{
    [Fact]
    public async Task A_sent_request_is_answered_with_how_it_stands_and_who_decides()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);

        var answer = await office.AnswerAsync(Sal, message, Verbs.Submit);

        Assert.Equal($"{answer.About} is sent. You hear from me when something happens.", answer.View.Done);
        Assert.Contains(
            "Next: a decision by Security leads (ana@contoso.example), stage 1 of 1.", answer.View.Words(), StringComparison.Ordinal);
        Assert.Equal([Verbs.Nudge, Verbs.AskWithdraw, Verbs.AskComment, Verbs.History], answer.View.Verbs());
    }

    [Fact]
    public async Task The_card_it_was_sent_from_becomes_the_requesters_living_message()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        await office.PressAsync(Sal, message, Verbs.Submit);

        var asked = office.LastOf(Ana);
        await office.PressAsync(Ana, asked, Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));

        Assert.Contains("Changes requested", message.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_a_newer_one_overtook_shrinks_to_a_line_without_buttons()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        await office.PressAsync(Sal, message, Verbs.Submit);

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));

        var overtaken = Assert.IsType<StatusView>(message.View);
        Assert.Empty(overtaken.Actions);
        Assert.Empty(overtaken.Details);
        Assert.Equal(2, overtaken.Parts.Count);
        Assert.Contains("Who checks the sign-ins?", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_asks_the_approvers_at_once()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        await office.AskAsync(Sal);

        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Ana)).View);
        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Bo)).View);
        Assert.Single(office.MessagesOf(Sal)); // the card that everything happened in
    }

    [Fact]
    public async Task Submit_pressed_twice_is_one_request()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        var submit = Office.Press(message.View.Buttons()[0]);

        var first = await office.AnswerAsync(Sal, message, submit);
        var second = await office.AnswerAsync(Sal, message, submit);
        await office.Background.DrainAsync();

        Assert.Equal(first.About, second.About);
        Assert.Equal("This was sent already. Here is how it stands.", second.View.Done);
        Assert.Null(second.View.Fault);
        Assert.Equal(1, (await office.StateAsync(first.About!.Value)).Revision);
    }

    [Fact]
    public async Task Two_presses_that_both_found_the_draft_are_one_request()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        var id = message.View.Buttons()[0].Id!.Value;
        var draft = (await office.Drafts.ReadAsync(Sal.Person, id, default))!;
        var submit = Office.Press(message.View.Buttons()[0]);

        await office.AnswerAsync(Sal, message, submit);
        await office.Drafts.WriteAsync(draft, default); // as if it had not been removed yet
        var second = await office.AnswerAsync(Sal, message, submit);

        Assert.Equal("This was sent already. Here is how it stands.", second.View.Done);
        Assert.Equal(1, (await office.StateAsync(id)).Revision);
    }

    [Fact]
    public async Task When_the_register_does_not_answer_the_card_stays_and_nothing_is_lost()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        office.Register.IsOut = method => method == nameof(IEventStore.TryCommitAsync);

        var failed = await office.AnswerAsync(Sal, message, Verbs.Submit);
        office.Register.IsOut = _ => false;
        var sent = await office.AnswerAsync(Sal, message, Verbs.Submit);

        Assert.True(failed.LeavesCardUnchanged);
        Assert.Equal("The register does not answer just now. Nothing was changed; please try again in a minute.", failed.View.Summary);
        Assert.NotNull(sent.About);
    }

    [Fact]
    public async Task A_request_is_acknowledged_before_the_model_has_answered_and_assessed_after()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        var answer = await office.AnswerAsync(Sal, message, Verbs.Submit);
        var received = (await office.StateAsync(answer.About!.Value)).Status;
        model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.Contains("It is being assessed. You need not wait", answer.View.Words(), StringComparison.Ordinal);
        Assert.Equal(Status.Submitted, received);
        Assert.Equal((Status.InReview, RiskLabel.Critical),
            ((await office.StateAsync(answer.About.Value)).Status, (await office.StateAsync(answer.About.Value)).Assessment!.Label));
        Assert.Contains("In review", message.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approvers_are_asked_in_the_moment_in_which_the_models_time_is_over()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        await office.AnswerAsync(Sal, message, Verbs.Submit);
        var before = office.MessagesOf(Ana).Count;

        office.Time.Advance(TimeSpan.FromSeconds(20));
        model.Fails("timeout");
        await office.Background.DrainAsync(); // and the clock stands

        Assert.Equal(0, before);
        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Ana)).View);
    }

    [Fact]
    public async Task What_is_sent_while_its_preview_still_waits_for_the_model_is_not_asked_about_twice()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var preview = office.Background.Take()(default); // waits for the model
        var answer = await office.AnswerAsync(Sal, message, Verbs.Submit);
        await office.Reconciler.ReconcileAsync(answer.About!.Value, default);

        var settling = office.Background.DrainAsync();
        model.Answers(RiskLabel.Critical);
        await Task.WhenAll(preview, settling);

        Assert.Equal(1, model.Asked);
        Assert.Equal(RiskLabel.Critical, (await office.StateAsync(answer.About.Value)).Assessment!.Label);
    }

    [Fact]
    public async Task Where_the_model_has_answered_its_answer_is_part_of_what_is_sent()
    {
        var model = new SlowModel();
        model.Answers(RiskLabel.High);
        var office = await Office.OpenAsync(model, Sal, Ana);

        var id = await office.AskAsync(Sal);

        var record = (await office.Stored.ReadAsync(id, default))!;
        Assert.Equal(RiskLabel.High, record.Head.State.Assessment!.Label);
        Assert.Single(record.Events.Take(4).Select(stored => stored.CommitId).Distinct());
        Assert.Equal(1, model.Asked);
    }

    [Fact]
    public async Task A_named_owner_is_asked_by_a_message_of_their_own()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana);

        var id = await office.AskAsync(Sal, FilledBut((FieldIds.Owner, Pat.Person.Value)));

        var asked = Assert.Single(office.MessagesOf(Pat)).View;
        Assert.Equal([Verbs.OwnerAccept, Verbs.OwnerDecline], asked.Verbs());
        Assert.Contains(id.Value, asked.Words(), StringComparison.Ordinal);
        Assert.Contains("It becomes active only if you accept.", asked.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_asks_first_and_takes_the_request_back()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        var card = office.LastOf(Sal);

        var form = await office.PressAsync(Sal, card, Verbs.AskWithdraw);
        var tooLong = await office.PressAsync(Sal, card, Verbs.Withdraw, ("comment", new string('x', 1001)));
        await office.PressAsync(Sal, card, Verbs.Withdraw, ("comment", "We found another way."));

        Assert.False(form.Field("comment").Required);
        Assert.Equal(
            ("Please write at most 1000 characters.", 1001), (tooLong.Field("comment").Fault, tooLong.Field("comment").Value!.Length));
        Assert.Equal((Status.Withdrawn, "We found another way."),
            ((await office.StateAsync(id)).Status, (await office.StateAsync(id)).EndedBecause));
        Assert.DoesNotContain(Verbs.Approve, office.LastOf(Ana).View.Verbs());
    }
}
