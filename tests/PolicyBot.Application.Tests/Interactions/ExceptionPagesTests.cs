using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
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
        Assert.Equal(["request", "my requests", "approvals", "due", "delegate to EMAIL until DATE", "status PX-…", "why PX-…",
            "history PX-…"],
            ((ListView)message.View).Intro.Skip(1).Select(part => part.Label));
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
    public async Task A_long_list_is_sorted_before_it_is_cut_says_how_many_there_are_and_goes_on()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var index = 0;
        ExceptionId Hold(Func<ARequest, ARecord> make)
        {
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{++index:00000000}") };
            var record = make(request);
            office.Stored.TryCommitAsync(new Commit($"seed-{index}", record.State, null, record.Events, []), default).GetAwaiter().GetResult();
            office.Index.ProjectAsync(
                [new IndexEntry(IndexHeading.ForPerson(Sal.Person), ARequest.Sent.AddMinutes(index), request.Id)], [], default).GetAwaiter().GetResult();
            return request.Id;
        }

        var granted = Hold(request => request.Granted());
        var returned = Hold(request => request.ChangesRequested());
        for (var number = 0; number < 46; number++)
        {
            Hold(request => request.InReview().After(Ana.Rejects()));
        }

        var message = await office.SayAsync(Sal, "my requests");
        var first = (ListView)message.View;
        var second = (ListView)await office.PressAsync(Sal, message, Verbs.More, (CardAction.ValueInput, ValueOf(first)));
        var third = (ListView)await office.PressAsync(Sal, message, Verbs.More, (CardAction.ValueInput, ValueOf(second)));
        var last = (ListView)await office.PressAsync(Sal, message, Verbs.More, (CardAction.ValueInput, ValueOf(third)));
        ListView[] pages = [first, second, third, last];

        Assert.Equal(
            ["My requests: 15 of 48", "My requests: 16–30 of 48", "My requests: 31–45 of 48", "My requests: 46–48 of 48"],
            pages.Select(page => page.Heading));
        Assert.Equal([returned, granted], first.Lines.Take(2).Select(line => line.Open!.Id!.Value));
        Assert.Equal(48, pages.SelectMany(page => page.Lines).Select(line => line.Open!.Id).Distinct().Count());
        Assert.DoesNotContain(last.Actions, action => action.Verb == Verbs.More);

        static string ValueOf(ListView list) => list.Actions.Single(action => action.Verb == Verbs.More).Value!;
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
            part.Label.Contains("Ana Silva approved (", StringComparison.Ordinal)
            && part.Text.StartsWith(Wishes.Fine, StringComparison.Ordinal) && part.Quoted);
        Assert.Equal([Verbs.Status], history.Verbs());
    }

    [Fact]
    public async Task Status_and_history_show_all_that_was_decided_on_also_after_the_decision()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var conditions = new Conditions(["Rotate the key."], new DateOnly(2026, 12, 15), ARequest.Sent.AddDays(26));
        await office.HoldAsync(WithModel.InReview().After(Ana.Approves() with { Conditions = conditions }));
        string[] decidedOn =
        [
            "Sign-in only from 10.0.4.12.", // the control
            "A core system, with one control in the policy's place.", // the reason for the risk
            "the vendor has no support for keys", // a fact's quotation
            "ana@contoso.example: member of Security leads", // a reviewer with the reason
            "Rotate the key.",
            "Catalog version 5f70bf18a086.",
            "The build account cannot use keys before March.", // the summary
            "Model: gpt-5-mini, instructions assess-1a2b3c4d.",
        ];

        var status = (StatusView)(await office.SayAsync(Sal, "status PX-7Q2M4X9K")).View;
        var history = (await office.SayAsync(Sal, "history PX-7Q2M4X9K")).View.Words();

        Assert.Equal("PX-7Q2M4X9K · Approved", status.Heading);
        Assert.All(decidedOn, text => Assert.Contains(text, status.Words(), StringComparison.Ordinal));
        Assert.All(decidedOn, text => Assert.Contains(text, history, StringComparison.Ordinal));
        Assert.Contains("Remaining risk accepted by ana@contoso.example: high, until 15 Feb 2027.", status.Words(), StringComparison.Ordinal);
        Assert.Contains("Remaining risk accepted: high.", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why PX-7Q2M4X9K")]
    [InlineData("Why px7q2m4x9k?")]
    public async Task Why_says_in_plain_words_which_rule_matched_why_none_before_it_and_who_was_left_out(string text)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var stage = AStage.Needs(1, Ana, Bo) with
        {
            LeftOut = [new LeftOut(Ciso.Person, LeftOutReason.Owner), new LeftOut(Iam.Person, LeftOutReason.Unreachable)],
            SteppedIn = [new SteppingIn("CISO office", "Security leads", SteppingInReason.Unreachable)],
        };
        var reasons = new RouteReasons(
            [new SkippedRule("sec-low", new ConditionTerm(ConditionSubject.Risk, ["low"]) { Actual = "high" })],
            [new ConditionTerm(ConditionSubject.Area, ["security"]) { Actual = "Security" }]);
        await office.HoldAsync((new ARequest { Stages = [stage], Reasons = reasons }).InReview());

        var words = (await office.SayAsync(Sal, text)).View.Words();

        Assert.Contains(
            "decide, because security requests go to Security leads, and CISO office steps in for Security leads.",
            words, StringComparison.Ordinal);
        Assert.Contains("Rule sec-high matches: area Security.", words, StringComparison.Ordinal);
        Assert.Contains("Rule sec-low does not match: the risk is high, and the rule is for low.", words, StringComparison.Ordinal);
        Assert.Contains("is not asked: they would own the exception.", words, StringComparison.Ordinal);
        Assert.Contains("is not asked: no channel reaches them.", words, StringComparison.Ordinal);
        Assert.Contains("CISO office steps in for Security leads: somebody there cannot be reached.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_is_answered_from_the_sentences_that_an_older_record_keeps_and_after_the_decision_too()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());

        var words = (await office.SayAsync(Sal, "why PX-7Q2M4X9K")).View.Words();

        Assert.Contains("because rule sec-high of the catalog asks for them.", words, StringComparison.Ordinal);
        Assert.Contains("sec-high: area security, risk high.", words, StringComparison.Ordinal);
        Assert.Contains("ana@contoso.example: member of Security leads", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_is_not_answered_to_those_who_may_not_see_it()
    {
        var office = await Office.OpenAsync(Sal, Mallory);
        await office.HoldAsync(new ARequest().InReview());

        Assert.DoesNotContain("sec-high", (await office.SayAsync(Mallory, "why PX-7Q2M4X9K")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sentence_stands_on_the_preview_and_on_the_card_that_is_decided_on()
    {
        const string Sentence = "decide, because all requests go to Security leads.";
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var preview = await office.PreviewAsync(Sal);
        var shown = preview.View.Words();

        await office.PressAsync(Sal, preview, Verbs.Submit);

        Assert.Contains(Sentence, shown, StringComparison.Ordinal);
        Assert.Contains(Sentence, office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
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

    private static ARequest WithModel { get; } = new()
    {
        Model = new ModelResult(
            "The build account cannot use keys before March.", RiskLabel.High, "A core system.", [], [], "gpt-5-mini", "assess",
            "assess-1a2b3c4d", null, null, 900),
        Known = [new AssessedFact("controls", "one", FactSource.Text, "justification", "the vendor has no support for keys")],
    };
}
