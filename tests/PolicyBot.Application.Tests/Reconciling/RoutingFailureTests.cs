using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>A request that no approver can review once it is assessed: its requester reads so at once, and it goes on by itself.</summary>
public sealed class RoutingFailureTests
{
    private readonly SlowModel _model = new();

    [Fact]
    public async Task The_requester_reads_at_once_who_is_missing_and_what_happens_next()
    {
        var (office, id) = await StuckAsync();

        var state = await office.StateAsync(id);
        Assert.Equal((Status.Submitted, new RoutingFailure(RiskLabel.Critical, "CISO office")), (state.Status, state.RoutingFailure));
        const string Next = "It was assessed as critical risk, and nobody in CISO office can be reached and may decide on it.";
        Assert.Contains(Next, office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("It is being assessed", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
        Assert.Contains(Next, (await office.SayAsync(Sal, $"status {id}")).View.Words(), StringComparison.Ordinal);
        Assert.Contains("nobody can review it now", office.LastOf(Deputy).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_noted_once_however_often_it_is_tried()
    {
        var (office, id) = await StuckAsync();

        for (var tries = 0; tries < 5; tries++)
        {
            office.Time.Advance(TimeTriggers.RoutedAgainAfter);
            await office.SweepAsync();
        }

        Assert.Single((await office.Stored.ReadAsync(id, default))!.Events, stored => stored.Json.Contains("routingFailed"));
        Assert.Single(office.MessagesOf(Deputy), message => message.View.Summary == "Nobody can review a request");
    }

    [Fact]
    public async Task It_goes_on_by_itself_as_soon_as_somebody_can_be_reached()
    {
        var (office, id) = await StuckAsync();
        await office.MeetAsync(Ciso);

        office.Time.Advance(TimeTriggers.RoutedAgainAfter);
        await office.SweepAsync();

        var state = await office.StateAsync(id);
        Assert.Equal((Status.InReview, null), (state.Status, state.RoutingFailure));
        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        Assert.DoesNotContain("nobody in", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_model_found_stands_when_it_is_silent_at_the_next_try()
    {
        var (office, id) = await StuckAsync();
        var asked = _model.Asked;
        _model.Fails("timeout");

        office.Time.Advance(TimeTriggers.RoutedAgainAfter);
        await office.SweepAsync();
        var before = await office.StateAsync(id);
        await office.MeetAsync(Ciso);
        office.Time.Advance(TimeTriggers.RoutedAgainAfter);
        await office.SweepAsync();

        var state = await office.StateAsync(id);
        Assert.Equal((Status.Submitted, Status.InReview), (before.Status, state.Status));
        Assert.Equal([Ciso.Person], state.Review!.Principals);
        Assert.Equal((RiskLabel.Critical, asked), (state.Assessment!.Label, _model.Asked));
    }

    [Fact]
    public async Task A_policy_that_was_taken_out_of_the_catalog_is_named()
    {
        var (office, id) = await StuckAsync();
        office.Catalog.Current = office.Catalog.Current with { Policies = [] };

        await office.Reconciler.ReconcileAsync(id, default);

        Assert.Contains(
            "The policy SEC-MFA is not in the catalog any more", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
    }

    /// <summary>The model lifts the label after the request was sent, and no member of the office that then decides can be reached.</summary>
    private async Task<(Office Office, ExceptionId Id)> StuckAsync(Action<Office>? before = null)
    {
        var office = await Office.OpenAsync(_model, Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with
        {
            Roles = new([], [Deputy.Person]),
            Groups = [.. office.Catalog.Current.Groups.Select(group => group with { Fallback = null })],
            Rules =
            [
                new RoutingRule(
                    "critical",
                    new RuleCondition { Risks = [RiskLabel.Critical] },
                    "executive",
                    [new StageRule("ciso-office", Manager: false, 1, null)]),
                .. office.Catalog.Current.Rules,
            ],
        };
        before?.Invoke(office);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        office.Background.Take(); // the preview's own question
        await office.AnswerAsync(Sal, message, Verbs.Submit);
        var sent = office.Background.DrainAsync();
        _model.Answers(RiskLabel.Critical);
        await sent;
        await office.Background.DrainAsync();
        await office.SweepAsync();
        return (office, office.Stored.AllAsync(default).ToBlockingEnumerable().Single());
    }

    [Fact]
    public async Task Administrators_whose_channel_took_nothing_are_told_at_the_next_try()
    {
        var (office, _) = await StuckAsync(office => office.Slack.OnSend = _ => new SendOutcome.Later(TimeSpan.Zero, "Http503"));
        var before = office.MessagesOf(Deputy).Count;
        office.Slack.OnSend = _ => null;

        office.Time.Advance(TimeTriggers.RoutedAgainAfter);
        await office.SweepAsync();

        Assert.Equal(0, before);
        Assert.Contains("nobody can review it now", Assert.Single(office.MessagesOf(Deputy)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_often_it_is_looked_at_meanwhile_one_next_try_is_planned()
    {
        var (office, id) = await StuckAsync();

        for (var minutes = 0; minutes < 9; minutes++)
        {
            await office.Reconciler.ReconcileAsync(id, default);
            office.Time.Advance(TimeSpan.FromSeconds(59));
        }

        var planned = office.Work.All.Where(row => row.Subject == id.Value && row.Due > office.Time.GetUtcNow()).ToList();
        Assert.Equal(ARequest.Sent + TimeTriggers.RoutedAgainAfter, Assert.Single(planned).Due);
    }
}
