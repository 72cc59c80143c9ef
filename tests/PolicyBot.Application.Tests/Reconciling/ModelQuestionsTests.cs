using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>A model that is silent, and everything else that goes on meanwhile.</summary>
public sealed class ModelQuestionsTests
{
    private readonly SlowModel _model = new();

    [Fact]
    public async Task Settling_does_not_wait_for_the_model_and_a_row_stands_in_case_that_the_host_dies()
    {
        var (office, id) = await SentAsync();

        await office.Reconciler.ReconcileAsync(id, default);

        Assert.Equal(Status.Submitted, (await office.StateAsync(id)).Status);
        Assert.Contains(office.Work.All, row => row.Subject == id.Value && row.Due <= office.Time.GetUtcNow() + ExceptionCommits.LookAfter);
    }

    [Fact]
    public async Task The_sweep_goes_on_with_others_while_the_model_is_silent_about_one()
    {
        var (office, _) = await SentAsync();
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-00000009") }.Granted());

        office.Time.Advance(TimeSpan.FromDays(200));
        var swept = office.SweepDueAsync();

        Assert.True(swept.IsCompleted);
        Assert.Equal(Status.Expired, (await office.StateAsync(ExceptionId.Parse("PX-00000009"))).Status);
    }

    [Fact]
    public async Task However_often_it_is_settled_the_model_is_asked_once_and_its_answer_counts()
    {
        var (office, id) = await SentAsync();
        await office.Reconciler.ReconcileAsync(id, default);
        await office.Reconciler.ReconcileAsync(id, default);

        _model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.Equal(
            (Status.InReview, RiskLabel.Critical), ((await office.StateAsync(id)).Status, (await office.StateAsync(id)).Assessment!.Label));
        Assert.Equal(1, _model.Asked);
        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Ana)).View);
        Assert.DoesNotContain(office.Work.All, row =>
            row.Subject == id.Value && row.Due <= office.Time.GetUtcNow() + ExceptionCommits.LookAfter);
    }

    [Fact]
    public async Task Preview_and_review_ask_once_for_words_in_the_language_of_the_requester()
    {
        var office = await Office.OpenAsync(_model, Sal, Ana);
        await office.SpeaksAsync(Sal, "de-DE");
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var preview = office.Background.Take()(default);
        var id = (await office.AnswerAsync(Sal, message, Verbs.Submit)).About!.Value;
        await office.Reconciler.ReconcileAsync(id, default);

        _model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();
        await preview;

        Assert.Equal(["de"], _model.Languages);
        Assert.Equal(Status.InReview, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task Who_chooses_another_language_has_the_model_asked_again()
    {
        var office = await Office.OpenAsync(_model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var english = office.Background.Take()(default);
        await office.SpeaksAsync(Sal, "de-DE");
        await office.PressAsync(Sal, message, Verbs.Edit);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var german = office.Background.Take()(default);

        _model.Answers(RiskLabel.Critical);
        await Task.WhenAll(english, german);

        Assert.Equal(["en", "de"], _model.Languages);
    }

    /// <summary>A request that was sent, and nothing that follows is done.</summary>
    private async Task<(Office Office, ExceptionId Id)> SentAsync()
    {
        var office = await Office.OpenAsync(_model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        office.Background.Take(); // the preview's own question
        var sent = await office.AnswerAsync(Sal, message, Verbs.Submit);
        return (office, sent.About!.Value);
    }
}
