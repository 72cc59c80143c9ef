using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Webhooks;

/// <summary>What becomes of an endpoint that takes nothing, and of an event that is never taken.</summary>
public sealed class WebhookTroubleTests
{
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly SendOutcome Down = new SendOutcome.Later(TimeSpan.Zero, "503");
    private static readonly SendOutcome Refused = new SendOutcome.Later(TimeSpan.Zero, "400", PauseReason.Refused);

    [Fact]
    public async Task An_endpoint_that_takes_nothing_for_three_days_is_switched_off_and_administrators_hear_of_it_once()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        office.Call.Answers = (_, _) => Down;
        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));
        await office.WishAsync(Other, new ARequest { Id = Other }.Submit(office.Time.GetUtcNow()));
        await WhileAsync(office, TimeSpan.FromDays(2.9));
        Assert.Null((await office.EndpointAsync(endpoint.Id)).OffAt);
        Assert.Empty(office.MessagesOf(Deputy));

        await WhileAsync(office, TimeSpan.FromDays(1));

        var off = await office.EndpointAsync(endpoint.Id);
        Assert.NotNull(off.OffAt);
        Assert.Equal("503", off.Code);
        var told = Assert.Single(office.MessagesOf(Deputy)).View.Words();
        Assert.Contains("“sheet”", told, StringComparison.Ordinal);
        Assert.Contains($"policybot webhook test {endpoint.Id}", told, StringComparison.Ordinal);
        var posted = office.Call.Posted.Count;
        await WhileAsync(office, TimeSpan.FromDays(1));
        Assert.Equal(posted, office.Call.Posted.Count);

        // switched on by a test: nothing was lost
        office.Call.Answers = (_, _) => FakeWebhookCall.Taken;
        await office.Hooks.TryWriteAsync(WebhookEndpoints.After(off, FakeWebhookCall.Taken, office.Time.GetUtcNow()), default);
        await office.Endpoints.RefreshAsync(default);
        await WhileAsync(office, TimeSpan.FromDays(1));

        var events = (int)(await office.StateAsync(Id)).Version;
        Assert.Equal(
            Enumerable.Range(1, events).Select(number => $"{Id}-{number}"),
            office.Call.Took.Select(took => took.Sent.Id).Where(id => id.StartsWith(Id.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_switched_off_at_once_and_administrators_hear_of_it_once()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        office.Call.Answers = (_, _) => new SendOutcome.Gone("410");

        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));
        await office.WishAsync(Other, new ARequest { Id = Other }.Submit(office.Time.GetUtcNow()));
        await WhileAsync(office, TimeSpan.FromDays(1));

        Assert.NotNull((await office.EndpointAsync(endpoint.Id)).OffAt);
        Assert.Single(office.Call.Posted);
        Assert.Contains("(410)", Assert.Single(office.MessagesOf(Deputy)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_who_cannot_be_told_just_then_of_a_given_up_event_are_told_later()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        office.Teams.OnSend = _ => new SendOutcome.Later(TimeSpan.FromMinutes(1), "Http503");
        await office.HookNotices.TellGivenUpAsync(endpoint, Id, Refused, default);
        office.Teams.OnSend = _ => null;

        await office.HookNotices.TellAgainAsync(default);
        await office.HookNotices.TellAgainAsync(default); // once is enough

        Assert.Single(office.MessagesOf(Deputy), message => message.View.Summary == "A webhook was given up");
    }

    [Fact]
    public async Task An_event_that_is_refused_for_three_days_is_given_up_those_behind_it_go_on_and_it_can_be_sent_once_more()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        office.Call.Answers = (_, sent) => sent.Id == $"{Id}-2" ? Refused : FakeWebhookCall.Taken;
        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));
        await WhileAsync(office, TimeSpan.FromDays(1));
        await office.WishAsync(Id, Ana.Approves());

        for (var day = 0; day < 3; day++) // others take what is theirs meanwhile: the endpoint is alive
        {
            var other = ExceptionId.Parse($"PX-{day:D8}");
            await office.WishAsync(other, new ARequest { Id = other }.Submit(office.Time.GetUtcNow()));
            await WhileAsync(office, TimeSpan.FromDays(1));
        }

        var row = Assert.Single((await office.Stored.ReadAsync(Id, default))!.Hooks);
        Assert.Equal([2L], row.GivenUp);
        Assert.Equal((await office.StateAsync(Id)).Version, row.Through);
        Assert.Null((await office.EndpointAsync(endpoint.Id)).OffAt);
        Assert.DoesNotContain($"{Id}-2", office.Call.Took.Select(took => took.Sent.Id));
        var told = Assert.Single(office.MessagesOf(Deputy), message => message.View.Summary == "A webhook was given up");
        Assert.Contains($"webhook redeliver {endpoint.Id} --exception {Id}", told.View.Words(), StringComparison.Ordinal);

        office.Call.Answers = (_, _) => FakeWebhookCall.Taken;
        office.Call.Took.Clear();
        var redelivery = new WebhookRedelivery(office.Stored, office.Work, office.Time);
        var sent = await redelivery.RedeliverAsync(endpoint, Id, 2, default);
        await office.SweepAsync();

        var events = (int)(await office.StateAsync(Id)).Version;
        Assert.Equal(events - 1, sent);
        Assert.Equal(Enumerable.Range(2, events - 1).Select(number => $"{Id}-{number}"), office.Call.Took.Select(took => took.Sent.Id));
    }

    [Fact]
    public async Task What_happened_from_a_day_on_can_be_sent_once_more_but_nothing_confidential()
    {
        var office = await OpenAsync();
        var endpoint = await office.AddEndpointAsync();
        var hidden = ExceptionId.Parse("PX-00000001");
        await office.WishAsync(Id, new ARequest().Submit(office.Time.GetUtcNow()));
        await office.WishAsync(hidden, new ARequest { Id = hidden, Confidential = true }.Submit(office.Time.GetUtcNow()));
        await WhileAsync(office, TimeSpan.FromHours(1));
        office.Call.Took.Clear();
        var redelivery = new WebhookRedelivery(office.Stored, office.Work, office.Time);

        var sent = new List<(ExceptionId Id, int Events)>();
        await foreach (var one in redelivery.RedeliverAsync(endpoint, ARequest.Sent.AddDays(-1), default))
        {
            sent.Add(one);
        }

        await office.SweepAsync();

        var events = (int)(await office.StateAsync(Id)).Version;
        Assert.Equal([(Id, events)], sent);
        Assert.Equal(events, office.Call.Took.Count);
        Assert.Null(await redelivery.RedeliverAsync(endpoint, hidden, 1, default));
    }

    [Fact]
    public void How_an_endpoint_does_is_noted_at_most_once_an_hour_while_all_goes_well()
    {
        var now = ARequest.Sent;
        var endpoint = new WebhookEndpoint("0a1b2c3d4e5f", "sheet", new Uri("https://sheet.example/"), WebhookSecret.Draw(), now);

        var taken = WebhookEndpoints.After(endpoint, FakeWebhookCall.Taken, now);
        var failing = WebhookEndpoints.After(taken, Down, now.AddMinutes(1));

        Assert.Equal(now, taken.TakenAt);
        Assert.Same(taken, WebhookEndpoints.After(taken, FakeWebhookCall.Taken, now.AddMinutes(59)));
        Assert.Equal((now.AddMinutes(1), "503"), (failing.FailingSince, failing.Code));
        var other = WebhookEndpoints.After(failing, Refused, now.AddMinutes(2)); // what the last try said
        Assert.Equal((now.AddMinutes(1), "400"), (other.FailingSince, other.Code));
        Assert.Equal(failing, WebhookEndpoints.After(failing, Down, now.AddDays(2)));
        Assert.Null(WebhookEndpoints.After(failing, FakeWebhookCall.Taken, now.AddMinutes(2)).FailingSince);
    }

    private static ExceptionId Other { get; } = ExceptionId.Parse("PX-00000002");

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
            await office.HookNotices.TellOffAsync(default);
        }
    }
}
