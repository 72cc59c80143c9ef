using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Help, lists, one exception, its history, comments.</summary>
public sealed class ExceptionPagesTests
{
    [Theory]
    [InlineData("help")]
    [InlineData("Hello")]
    [InlineData("  HELP me please")]
    public async Task Help_says_what_it_can_do(string text)
    {
        var office = await Office.OpenAsync(Sal);

        var message = await office.SayAsync(Sal, text);

        Assert.Contains("the policies of Contoso", message.View.Words(), StringComparison.Ordinal);
        Assert.Equal(["request", "my requests", "approvals", "due", "delegate to EMAIL until DATE", "status PX-…", "history PX-…"],
            ((ListView)message.View).Lines.Select(line => line.Title));
        Assert.Equal([Verbs.Request, Verbs.Mine], message.View.Verbs());
    }

    [Theory]
    [InlineData("")]
    [InlineData("my")]
    [InlineData("please order two pizzas")]
    [InlineData("PX-12")]
    public async Task What_is_not_understood_is_said_to_be_with_what_would_be(string text)
    {
        var office = await Office.OpenAsync(Sal);

        var message = await office.SayAsync(Sal, text);

        Assert.StartsWith("I did not understand that.", message.View.Fault, StringComparison.Ordinal);
        Assert.Contains("ask for an exception", message.View.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status PX-7Q2M4X9K")]
    [InlineData("Status px7q2m4x9k")]
    [InlineData("px-7q2m4x9k")]
    public async Task An_exception_is_found_in_any_letter_case_with_or_without_the_dash(string text)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());

        var message = await office.SayAsync(Sal, text);

        Assert.Equal("PX-7Q2M4X9K · Approved", ((StatusView)message.View).Heading);
    }

    [Fact]
    public async Task Who_is_asked_to_decide_is_shown_what_they_decide_on()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var message = await office.SayAsync(Ana, "status PX-7Q2M4X9K");

        Assert.IsType<ApprovalView>(message.View);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("history")]
    public async Task Without_a_number_there_is_the_list_to_pick_from(string text)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var message = await office.SayAsync(Sal, text);
        var list = (ListView)message.View;
        var opened = await office.PressAsync(Sal, message, Verbs.Status);

        Assert.Equal("My requests", list.Heading);
        Assert.Contains("PX-7Q2M4X9K · In review", opened.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_opened_from_a_list_is_kept_current()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        var message = await office.SayAsync(Sal, "my requests");
        await office.PressAsync(Sal, message, Verbs.Status);

        await office.WishAsync(new ARequest().Id, Ana.Rejects());

        Assert.Contains("PX-7Q2M4X9K · Rejected", message.View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(Verbs.AskWithdraw, message.View.Verbs());
    }

    [Fact]
    public async Task The_newest_come_first()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-00000001") }.InReview());
        var later = new ARequest { Id = ExceptionId.Parse("PX-00000002") };
        await office.HoldAsync(ARecord.New(later.Id, ARequest.Sent.AddHours(1)).After(later.Submit(ARequest.Sent.AddHours(1))));

        var list = (ListView)(await office.SayAsync(Sal, "my requests")).View;

        Assert.Equal(["PX-00000002", "PX-00000001"], list.Lines.Select(line => line.Open!.Id!.Value.Value));
    }

    [Fact]
    public async Task History_tells_every_fact_with_who_when_and_its_receipt()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var record = new ARequest().InReview().After(Sal.Says()).After(Ana.Approves());
        await office.HoldAsync(record);

        var history = (StatusView)(await office.SayAsync(Sal, "history PX-7Q2M4X9K")).View;

        Assert.Equal(record.Events.Count, history.Parts.Count);
        Assert.Equal(
            $"1. 20 Nov 2026, 10:00: Sal Ortiz sent revision 1, until 15 Feb 2027 ({record.Events[0].Hash[..8]})", history.Parts[0].Label);
        Assert.StartsWith(
            "3. 20 Nov 2026, 10:00: PolicyBot chose the approvers by rule sec-high (", history.Parts[2].Label, StringComparison.Ordinal);
        Assert.Contains(history.Parts, part =>
            part.Label.Contains("Ana Silva approved (", StringComparison.Ordinal) && part.Text == Wishes.Fine && part.Quoted);
        Assert.Equal([Verbs.Status], history.Verbs());
    }

    [Fact]
    public async Task A_comment_is_kept_and_seen_by_everybody_concerned()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().Granted());
        var card = office.LastOf(Sal);

        await office.PressAsync(Sal, card, Verbs.AskComment);
        var empty = await office.PressAsync(Sal, card, Verbs.Comment, ("comment", "  "));
        var tooLong = await office.PressAsync(Sal, card, Verbs.Comment, ("comment", new string('x', 1001)));
        await office.PressAsync(Sal, card, Verbs.Comment, ("comment", "The vendor has moved the date."));

        Assert.Equal("This is needed.", empty.Field("comment").Fault);
        Assert.Equal(
            ("Please write at most 1000 characters.", 1001), (tooLong.Field("comment").Fault, tooLong.Field("comment").Value!.Length));
        Assert.Contains("The vendor has moved the date.", card.View.Words(), StringComparison.Ordinal);
    }
}
