using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Webhooks;

/// <summary>Events go to endpoints in order, each until it is taken, and no message waits for that.</summary>
public sealed class WebhookDeliveryTests
{
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly SendOutcome Down = new SendOutcome.Later(TimeSpan.Zero, "Timeout");

    [Fact]
    public async Task Every_event_goes_to_every_endpoint_once_and_in_order()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var (sheet, siem) = (await office.AddEndpointAsync("sheet"), await office.AddEndpointAsync("siem"));

        await SubmitAsync(office);
        await office.Background.DrainAsync();
        await office.WishAsync(Id, Ana.Approves());
        await office.Background.DrainAsync();

        var record = (await office.Stored.ReadAsync(Id, default))!;
        var all = record.Events.Select(stored => $"{Id}-{stored.Sequence}");
        Assert.True(record.Events.Count > 4);
        Assert.All([sheet, siem], endpoint => Assert.Equal(all, TakenBy(office, endpoint)));
        Assert.All(office.Call.Took, took => Assert.Equal(took.Sent.Stored.Sequence, took.Sent.Then.Version));
        Assert.Empty(await HeldAsync(office)); // nothing is left to do
    }

    [Fact]
    public async Task Nothing_goes_out_before_the_chat_is_told_and_the_reconciling_has_ended()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.AddEndpointAsync();

        await SubmitAsync(office);

        Assert.Empty(office.Call.Posted);
        Assert.Single(office.MessagesOf(Ana));
        Assert.Single(await HeldAsync(office)); // should the host die
    }

    [Fact]
    public async Task What_happened_before_an_endpoint_was_added_is_not_sent_to_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var endpoint = await office.AddEndpointAsync();
        await office.Reconciler.ReconcileAsync(Id, default);
        await office.Background.DrainAsync();
        Assert.Empty(office.Call.Posted);

        var before = (await office.StateAsync(Id)).Version;
        await office.WishAsync(Id, Ana.Approves());
        await office.Background.DrainAsync();

        Assert.Equal($"{Id}-{before + 1}", TakenBy(office, endpoint)[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_confidential_goes_to_nobody(bool isConfidential)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.AddEndpointAsync();

        await SubmitAsync(office, new ARequest { Confidential = isConfidential });
        await office.Background.DrainAsync();

        Assert.Equal(isConfidential, office.Call.Posted.IsEmpty);
        Assert.Equal(isConfidential, (await office.Stored.ReadAsync(Id, default))!.Hooks.Count == 0);
    }

    [Fact]
    public async Task A_dead_endpoint_delays_no_message_and_no_other_endpoint()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var (dead, alive) = (await office.AddEndpointAsync("dead"), await office.AddEndpointAsync("alive"));
        office.Call.Answers = (endpoint, _) => endpoint.Id == dead.Id ? Down : FakeWebhookCall.Taken;

        for (var number = 1; number <= 20; number++)
        {
            await SubmitAsync(office, new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") });
        }

        await office.Background.DrainAsync();

        Assert.Equal(1, office.Call.Posted.Count(posted => posted.Endpoint == dead.Id)); // it is left in peace
        Assert.Equal(20, office.Call.Took.Select(took => took.Sent.Then.Id).Distinct().Count());
        Assert.All(office.Call.Took, took => Assert.Equal(alive.Id, took.Endpoint));

        office.Call.Answers = (_, _) => FakeWebhookCall.Taken;
        office.Time.Advance(TimeSpan.FromMinutes(2));
        await office.SweepAsync();

        Assert.Equal(20, office.Call.Took.Where(took => took.Endpoint == dead.Id).Select(took => took.Sent.Then.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_event_that_is_not_taken_holds_those_behind_it_and_is_tried_at_a_growing_distance()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var endpoint = await office.AddEndpointAsync();
        var tries = new List<DateTimeOffset>();
        office.Call.Answers = (_, _) =>
        {
            tries.Add(office.Time.GetUtcNow());
            return Down;
        };
        await SubmitAsync(office);
        await office.WishAsync(Id, Ana.Approves());
        await office.Background.DrainAsync();

        await WhileAsync(office, TimeSpan.FromHours(6));

        Assert.All(office.Call.Posted, posted => Assert.Equal($"{Id}-1", posted.Event));
        var pauses = tries.Zip(tries.Skip(1), (earlier, later) => later - earlier).ToList();
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
        Assert.InRange(pauses[^1], TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(61));
        Assert.InRange(tries.Count, 10, 20);

        office.Call.Answers = (_, _) => FakeWebhookCall.Taken;
        await WhileAsync(office, TimeSpan.FromHours(1.1));

        Assert.Equal(Numbered((int)(await office.StateAsync(Id)).Version), TakenBy(office, endpoint));
    }

    [Fact]
    public async Task An_endpoint_that_asks_to_stay_away_is_left_alone_for_as_long()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.AddEndpointAsync();
        office.Call.Answers = (_, _) => new SendOutcome.Later(TimeSpan.FromMinutes(30), "429", PauseReason.Throttled);
        await SubmitAsync(office);
        await office.Background.DrainAsync();

        await WhileAsync(office, TimeSpan.FromMinutes(29));
        Assert.Single(office.Call.Posted);

        await WhileAsync(office, TimeSpan.FromMinutes(2));
        Assert.Equal(2, office.Call.Posted.Count);
    }

    [Fact]
    public async Task A_row_that_another_host_has_claimed_is_left_to_it_until_its_lease_has_run_out()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var endpoint = await office.AddEndpointAsync();
        await SubmitAsync(office);
        await office.Stored.TryWriteAsync(
            Id,
            new OutboxMessage { Key = endpoint.Key, Through = 0, Attempts = 1, LeasedUntil = office.Time.GetUtcNow().AddSeconds(30) },
            default); // it died over it

        await office.Background.DrainAsync();
        Assert.Empty(office.Call.Posted);

        office.Time.Advance(TimeSpan.FromSeconds(31));
        await office.SweepAsync();

        Assert.Equal(Numbered((int)(await office.StateAsync(Id)).Version), TakenBy(office, endpoint));
    }

    [Fact]
    public async Task What_happens_while_events_are_on_their_way_follows_them()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var endpoint = await office.AddEndpointAsync();
        await SubmitAsync(office);
        var approved = false;
        office.Call.Meanwhile = async _ =>
        {
            if (!approved)
            {
                approved = true;
                await office.WishAsync(Id, Ana.Approves());
            }
        };

        await office.Background.DrainAsync();

        Assert.Equal(Numbered((int)(await office.StateAsync(Id)).Version), TakenBy(office, endpoint));
    }

    [Fact]
    public async Task A_store_that_fails_at_any_write_leaves_nothing_out()
    {
        for (var failing = 1; failing <= 6; failing++)
        {
            var office = await Office.OpenAsync(Sal, Ana, Bo);
            var endpoint = await office.AddEndpointAsync();
            await SubmitAsync(office);
            var writes = 0;
            office.Register.IsOut = method => method == "TryWriteAsync" && ++writes == failing;

            await office.Background.DrainAsync();
            office.Register.IsOut = _ => false;
            office.Time.Advance(TimeSpan.FromMinutes(3));
            await office.SweepAsync();

            var taken = TakenBy(office, endpoint);
            Assert.Equal(Numbered((int)(await office.StateAsync(Id)).Version), taken.Distinct());
        }
    }

    private static async Task SubmitAsync(Office office, ARequest? request = null)
    {
        var asked = request ?? new ARequest();
        await office.WishAsync(asked.Id, asked.Submit(office.Time.GetUtcNow()));
    }

    // Without those of commits, which a host takes away after its answer.
    private static async Task<IEnumerable<WakeUp>> HeldAsync(Office office) =>
        (await office.Work.DueAsync(office.Time.GetUtcNow() + WebhookLanes.HeldFor, 10, default))
            .Where(row => !row.Tag.StartsWith("commit", StringComparison.Ordinal));

    private static async Task WhileAsync(Office office, TimeSpan lasting)
    {
        for (var until = office.Time.GetUtcNow() + lasting; office.Time.GetUtcNow() < until;)
        {
            office.Time.Advance(TimeSpan.FromSeconds(5));
            await office.SweepAsync();
        }
    }

    private static IEnumerable<string> Numbered(int events) => Enumerable.Range(1, events).Select(number => $"{Id}-{number}");

    private static List<string> TakenBy(Office office, WebhookEndpoint endpoint) =>
        [.. office.Call.Took.Where(took => took.Endpoint == endpoint.Id).Select(took => took.Sent.Id)];
}
