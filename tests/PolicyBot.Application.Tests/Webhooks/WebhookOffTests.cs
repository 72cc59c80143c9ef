using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Webhooks;

/// <summary>What is not lost when an endpoint is off, lags behind, or an event cannot be made.</summary>
public sealed class WebhookOffTests
{
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly SendOutcome Down = new SendOutcome.Later(TimeSpan.Zero, "503");

    [Fact]
    public async Task The_last_event_of_an_exception_that_ends_while_an_endpoint_is_off_comes_once_it_is_on()
    {
        var office = await OpenAsync();
        await office.HoldAsync(new ARequest().Granted());
        var endpoint = await office.AddEndpointAsync();
        await office.StandsAsync((await office.EndpointAsync(endpoint.Id)) with { OffAt = office.Time.GetUtcNow() });
        await office.WishAsync(Id, Sal.Closes());
        await WhileAsync(office, TimeSpan.FromDays(3)); // no row from before it ended is left

        Assert.Empty(office.Call.Posted);
        await office.StandsAsync((await office.EndpointAsync(endpoint.Id)) with { OffAt = null });
        await WhileAsync(office, TimeSpan.FromDays(1.1));

        Assert.Equal(Status.Closed, (await office.StateAsync(Id)).Status);
        Assert.Equal($"{Id}-{(await office.StateAsync(Id)).Version}", office.Call.Took.Last().Sent.Id);
        Assert.Empty(await office.Work.DueAsync(office.Time.GetUtcNow().AddYears(1), 10, default)); // nothing is looked at for ever
    }

    [Fact]
    public async Task The_last_event_that_itself_switches_the_endpoint_off_comes_once_it_is_on()
    {
        var office = await OpenAsync();
        await office.HoldAsync(new ARequest().Granted());
        var endpoint = await office.AddEndpointAsync();
        office.Call.Answers = (_, _) => new SendOutcome.Gone("410");
        await office.WishAsync(Id, Sal.Closes());
        await WhileAsync(office, TimeSpan.FromDays(3));
        Assert.Single(office.Call.Posted);

        office.Call.Answers = (_, _) => FakeWebhookCall.Taken;
        await office.StandsAsync((await office.EndpointAsync(endpoint.Id)) with { OffAt = null });
        await WhileAsync(office, TimeSpan.FromDays(1.1));

        Assert.Equal($"{Id}-{(await office.StateAsync(Id)).Version}", office.Call.Took.Last().Sent.Id);
    }

    [Fact]
    public async Task Sending_from_a_later_event_on_leaves_out_none_that_was_never_sent()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow())); // and nothing went out yet: no row

        var sent = await new WebhookRedelivery(office.Stored, office.Work, office.Time).RedeliverAsync(endpoint, Id, 4, default);
        await office.SweepAsync();

        var events = (int)(await office.StateAsync(Id)).Version;
        Assert.Equal(events, sent);
        Assert.Equal(
            Enumerable.Range(1, events).Select(number => $"{Id}-{number}"),
            office.Call.Took.Select(took => took.Sent.Id).Distinct());
    }

    [Fact]
    public async Task What_becomes_confidential_while_it_waits_its_turn_is_not_sent()
    {
        var office = await OpenAsync();
        await office.AddEndpointAsync();
        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));
        office.Time.Advance(TimeSpan.FromSeconds(5));
        await office.Commits.CommitAsync(Id, _ => Ana.SendsBack(), null, default);
        await office.Commits.CommitAsync(Id, _ => new ARequest { Confidential = true }.Submit(office.Time.GetUtcNow()), null, default);
        Assert.True((await office.StateAsync(Id)).Content!.Confidential);

        await office.Background.DrainAsync();

        Assert.Empty(office.Call.Posted);
    }

    [Fact]
    public async Task An_endpoint_that_took_something_in_a_batch_is_not_switched_off_by_what_it_refused_behind_it()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        var since = office.Time.GetUtcNow().AddDays(-4);
        await office.StandsAsync((await office.EndpointAsync(endpoint.Id)) with { FailingSince = since, Code = "503" });
        office.Call.Answers = (_, sent) => sent.Stored.Sequence == 1 ? FakeWebhookCall.Taken : Down;

        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));
        await office.Background.DrainAsync();

        var stands = await office.EndpointAsync(endpoint.Id);
        Assert.Null(stands.OffAt);
        Assert.True(stands.FailingSince > since);
    }

    [Fact]
    public async Task Administrators_whom_no_message_reached_hear_later_that_an_endpoint_is_off_and_then_once()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        await office.StandsAsync((await office.EndpointAsync(endpoint.Id)) with { OffAt = office.Time.GetUtcNow(), Code = "410" });
        (office.Teams.OnSend, office.Slack.OnSend) = (_ => Down, _ => Down);
        await office.HookNotices.TellOffAsync(default);
        Assert.Empty(office.MessagesOf(Deputy));

        (office.Teams.OnSend, office.Slack.OnSend) = (_ => null, _ => null);
        for (var minutes = 0; minutes < 300; minutes++)
        {
            office.Time.Advance(TimeSpan.FromMinutes(1));
            await office.HookNotices.TellOffAsync(default);
        }

        Assert.Contains("(410)", Assert.Single(office.MessagesOf(Deputy)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_cannot_be_made_is_given_up_after_three_days_with_administrators_told_and_the_endpoint_stays_on()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        office.Call.Answers = (_, sent) =>
            sent.Stored.Sequence == 2 ? throw new InvalidOperationException("a fault") : FakeWebhookCall.Taken;
        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));

        await WhileAsync(office, TimeSpan.FromDays(3.2));

        Assert.Equal([2L], Assert.Single((await office.Stored.ReadAsync(Id, default))!.Hooks).GivenUp);
        Assert.Contains($"{Id}-3", office.Call.Took.Select(took => took.Sent.Id));
        var stands = await office.EndpointAsync(endpoint.Id);
        Assert.Equal((null, null), (stands.OffAt, stands.FailingSince));
        var told = Assert.Single(office.MessagesOf(Deputy), message => message.View.Summary == "A webhook was given up");
        Assert.Contains("(notMade)", told.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lane_goes_on_after_turns_whose_end_failed()
    {
        var office = await OpenAsync();
        await office.HoldAsync(new ARequest().InReview());
        var record = (await office.Stored.ReadAsync(Id, default))!;
        var lane = new WebhookLane("none", office.HookDelivery, office.Time);
        for (var time = 0; time <= WebhookLane.AtOnce; time++)
        {
            Assert.True(lane.Add(new WebhookTurn(record, new WebhookLook(Id, [], null, false, null), office.Time.GetUtcNow())).NeedsRun);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => lane.RunAsync((_, _, _) => throw new InvalidOperationException("a fault"), default));
        }
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        return office;
    }

    private static async Task WhileAsync(Office office, TimeSpan lasting)
    {
        for (var until = office.Time.GetUtcNow() + lasting; office.Time.GetUtcNow() < until;)
        {
            office.Time.Advance(TimeSpan.FromMinutes(10));
            await office.SweepAsync();
        }
    }
}
