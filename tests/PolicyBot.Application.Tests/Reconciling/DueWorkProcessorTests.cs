using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

public sealed class DueWorkProcessorTests
{
    [Theory]
    [InlineData("silent")]
    [InlineData("newer")]
    public async Task What_can_never_be_worked_off_keeps_nothing_behind_it_waiting(string never)
    {
        var office = await Office.OpenAsync(Sal);
        var (seen, inbox, now) = (new FakeSeen(), new Inbox(), office.Time.GetUtcNow());
        foreach (var (key, due) in new[] { (never, now.AddMinutes(-2)), ("good", now.AddMinutes(-1)) })
        {
            await seen.TryTakeAsync(key, key, now, default);
            await office.Work.AddAsync(new WakeUp(due, DueWorkProcessor.Inbound("teams", key), WakeUp.Wake), default);
        }

        await SweepOf(office, seen, inbox).RunAsync(default);

        Assert.Equal([never, "good"], inbox.Worked);
        var later = Assert.Single(office.Work.All);
        Assert.Equal((now + DueWorkProcessor.Reach, DueWorkProcessor.Inbound("teams", never)), (later.Due, later.Subject));
    }

    [Fact]
    public async Task Of_two_hosts_that_find_something_that_came_in_one_works_on_it_and_is_followed_within_three_seconds_should_it_die()
    {
        var office = await Office.OpenAsync(Sal);
        var (seen, inbox, now) = (new FakeSeen(), new Inbox(), office.Time.GetUtcNow());
        await seen.TryTakeAsync("slow", "slow", now, default);
        await office.Work.AddAsync(new WakeUp(now, DueWorkProcessor.Inbound("teams", "slow"), "first"), default);
        var first = SweepOf(office, seen, inbox).RunAsync(default);

        for (var seconds = 0; seconds < 60; seconds++)
        {
            await SweepOf(office, seen, inbox).RunAsync(default).WaitAsync(TimeSpan.FromSeconds(10));
            Assert.NotEmpty(await office.Work.DueInboundAsync(office.Time.GetUtcNow() + TimeSpan.FromSeconds(3), 10, default));
            office.Time.Advance(TimeSpan.FromSeconds(1));
        }

        inbox.Slow.SetResult(true);
        await first;
        Assert.Equal(["slow"], inbox.Worked);
        Assert.DoesNotContain(office.Work.All, row => row.Due < now + DueWorkProcessor.Reach);
    }

    [Fact]
    public async Task What_came_in_waits_behind_nothing_else()
    {
        var office = await Office.OpenAsync(Sal);
        var (seen, inbox, now) = (new FakeSeen(), new Inbox(), office.Time.GetUtcNow());
        for (var number = 0; number <= DueWorkProcessor.Most; number++)
        {
            await office.Work.AddAsync(new WakeUp(now.AddMinutes(-1), $"PX-{number:D8}", WakeUp.Wake), default);
        }

        await seen.TryTakeAsync("good", "good", now, default);
        await office.Work.AddAsync(new WakeUp(now, DueWorkProcessor.Inbound("teams", "good"), "first"), default);

        await SweepOf(office, seen, inbox).RunInboundAsync(default);

        Assert.Equal(["good"], inbox.Worked);
        Assert.DoesNotContain(office.Work.All, row => row.Subject.StartsWith("in|", StringComparison.Ordinal));
    }

    private static DueWorkProcessor SweepOf(Office office, FakeSeen seen, Inbox inbox) => new(
        office.Work, seen, office.Reconciler, office.Left, [inbox], office.Time, NullLogger<DueWorkProcessor>.Instance);

    /// <summary>Waits for what never comes until its own patience is over, or reads what a newer version wrote.</summary>
    private sealed class Inbox : IInbox
    {
        public List<string> Worked { get; } = [];

        public TaskCompletionSource<bool> Slow { get; } = new();

        public string Channel => "teams";

        public Task<bool> WorkAsync(string payload, CancellationToken cancellationToken)
        {
            Worked.Add(payload);
            return payload switch
            {
                "slow" => Slow.Task,
                "silent" => throw new OperationCanceledException(),
                "newer" => throw new NewerFormatException(),
                _ => Task.FromResult(true),
            };
        }
    }
}
