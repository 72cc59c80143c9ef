using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A preview shows all that is sent, and what is said with it stays.</summary>
public sealed class WholePreviewTests
{
    [Fact]
    public async Task The_preview_shows_the_policys_own_fields_and_all_other_answers_with_the_evidence()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var preview = (await office.PreviewAsync(Sal, FilledBut(
            (FieldIds.Evidence, "https://intra.contoso.example/7\nTicket: 12"), (FieldIds.ReasonKind, "technical")))).View;

        Assert.Equal("service", preview.Part("Account type"));
        Assert.Equal("Releases stop.", preview.Part("If denied"));
        Assert.Equal("Technical", preview.Part("Kind of reason"));
        Assert.Equal("https://intra.contoso.example/7\nTicket: 12", preview.Part("Evidence"));
        Assert.All(((PreviewView)preview).Parts.Where(part => part.Label is "Evidence" or "Account type"), part =>
            Assert.True(part.Quoted)); // long ones fold
    }

    [Fact]
    public async Task The_preview_says_until_when_the_draft_is_kept()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var preview = (await office.PreviewAsync(Sal)).View;

        Assert.Contains("Kept until 20 Dec 2026", preview.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_on_a_preview_whose_draft_was_forgotten_says_so_and_that_nothing_was_sent()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var preview = await office.PreviewAsync(Sal);
        var submit = preview.View.Buttons().Single(button => button.Verb == Verbs.Submit);
        office.Time.Advance(Draft.KeptFor);
        await office.SweepAsync();

        var answer = await office.AnswerAsync(Sal, preview, Office.Press(submit));

        Assert.Contains("forgotten after 30 days", answer.View.Words(), StringComparison.Ordinal);
        Assert.Contains("Nothing was sent now.", answer.View.Words(), StringComparison.Ordinal);
        Assert.Null(await office.Stored.ReadHeadAsync(submit.Id!.Value, default));
    }

    [Fact]
    public async Task What_was_noted_stays_above_the_preview_when_the_models_answer_redraws_it()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        model.Answers(RiskLabel.High); // at once, in the background
        var former = await office.TalkedToPreviewAsync();

        var preview = await office.SayAsync(Sal, "change the end date to 2 February");

        Assert.Equal(RiskLabel.High, Assert.IsType<PreviewView>(preview.View).Risk); // redrawn
        Assert.StartsWith("Noted:", preview.View.Done, StringComparison.Ordinal);
        Assert.Empty(former.View.Buttons());
    }

    [Fact]
    public async Task That_something_older_was_pressed_stays_above_the_preview_when_the_models_answer_redraws_it()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var former = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, former, Verbs.Preview, Filled);
        var old = former.View.Buttons().Single(button => button.Verb == Verbs.Submit);
        await office.AnswerAsync(Sal, former, Verbs.Edit);
        await office.AnswerAsync(Sal, former, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-deploy instead")));
        await office.AnswerAsync(Sal, former, Office.Press(old));

        model.Answers(RiskLabel.High);
        await office.Background.DrainAsync();

        Assert.Equal(RiskLabel.High, Assert.IsType<PreviewView>(former.View).Risk);
        Assert.Contains("nothing was sent", former.View.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_again_after_the_end_that_was_asked_for_leaves_the_day_empty()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var request = new ARequest { ExpiresOn = new(2026, 11, 25) };
        await office.HoldAsync(request.InReview().After(Ana.Rejects()));
        office.Time.Advance(TimeSpan.FromDays(3));
        var early = await office.PressAsync(Sal, await office.SayAsync(Sal, $"status {request.Id}"), Verbs.AskAgain);
        office.Time.Advance(TimeSpan.FromDays(7));

        var late = await office.PressAsync(Sal, await office.SayAsync(Sal, $"status {request.Id}"), Verbs.AskAgain);

        Assert.Equal("2026-11-25", early.Field(FieldIds.ExpiresOn).Value);
        Assert.Equal("", late.Field(FieldIds.ExpiresOn).Value);
        Assert.Equal(request.Title, late.Field(FieldIds.Title).Value);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://intra.contoso.example/7\nJavaScript : alert(1)")]
    [InlineData("java\u200bscript:alert(1)")]
    [InlineData("data:text/html,<script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://intra.contoso.example/7")]
    [InlineData("https:/intra")]
    public async Task Evidence_that_leads_elsewhere_than_to_the_web_is_refused_with_the_line_and_the_reason(string evidence)
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var form = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Evidence, evidence)))).View;

        Assert.EndsWith("is not taken: a link must lead to the web, with https:// or http://. Words may stand here as they are.",
            form.Field(FieldIds.Evidence).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ticket: 12, note:12 and C:\\temp")]
    [InlineData("Data: the export of May")]
    [InlineData("https://intra.contoso.example/7 (the log)")]
    public async Task Other_words_are_evidence_as_they_stand(string evidence)
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var preview = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Evidence, evidence)))).View;

        Assert.Equal(evidence, preview.Part("Evidence"));
    }
}
