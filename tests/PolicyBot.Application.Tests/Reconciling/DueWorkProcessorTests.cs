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
        var sweep =
            new DueWorkProcessor(
                office.Work, seen, office.Reconciler, office.Left, [inbox], office.Time, NullLogger<DueWorkProcessor>.Instance);
        foreach (var (key, due) in new[] { (never, now.AddMinutes(-2)), ("good", now.AddMinutes(-1)) })
        {
            await seen.TryTakeAsync(key, key, now, default);
            await office.Work.AddAsync(new WakeUp(due, DueWorkProcessor.Inbound("teams", key), WakeUp.Wake), default);
        }

        await sweep.RunAsync(default);

        Assert.Equal([never, "good"], inbox.Worked);
        Assert.Equal(new WakeUp(now + DueWorkProcessor.Reach, DueWorkProcessor.Inbound("teams", never), WakeUp.Wake),
            Assert.Single(office.Work.All));
    }

    /// <summary>Waits for what never comes until its own patience is over, or reads what a newer version wrote.</summary>
    private sealed class Inbox : IInbox
    {
        public List<string> Worked { get; } = [];

        public string Channel => "teams";

        public Task<bool> WorkAsync(string payload, CancellationToken cancellationToken)
        {
            Worked.Add(payload);
            return payload switch
            {
                "silent" => throw new OperationCanceledException(),
                "newer" => throw new NewerFormatException(),
                _ => Task.FromResult(true),
            };
        }
    }
}
