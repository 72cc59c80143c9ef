using PolicyBot.Lab.Slack;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>A product whose Host is killed while it writes into a queue card.</summary>
public sealed class QueueCrashLab() : BothChannelsLab(casts: 7)
{
    protected override bool WithModel => false;

    protected override string FullCards => "3"; // as it is where nothing is set
}

/// <summary>The Host dies in the middle of a queue card; another one goes on.</summary>
public sealed class KilledInQueueCardTests(QueueCrashLab running) : SlackTest(running), IClassFixture<QueueCrashLab>
{
    [Theory]
    [InlineData(4, "chat.postMessage", true)] // the card itself
    [InlineData(4, "chat.postMessage", false)]
    [InlineData(5, "chat.update", true)] // the card grows
    [InlineData(5, "chat.postMessage", true)] // the sentence that says so
    [InlineData(5, "chat.postMessage", false)]
    public async Task A_line_is_neither_lost_nor_doubled_at_whichever_call_the_Host_dies(int number, string method, bool isCarriedOut)
    {
        var ids = new List<string>();
        for (var before = 1; before < number; before++)
        {
            ids.Add((await Sal.AskAsync(HumanAccount($"wish {before}"))).Id);
            await Record.DrainAsync();
        }

        var preview = await Sal.FillAsync(HumanAccount($"wish {number}"));
        ids.Add(preview.Id);
        var (calls, reached) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Slack.Faults.Plan = (called, arguments) =>
        {
            if (called != method || !arguments.ToJsonString().Contains(ids[^1], StringComparison.Ordinal)
                || Interlocked.Increment(ref calls) > 1)
            {
                return null;
            }

            reached.SetResult();
            return isCarriedOut ? new SlackFault.SilentAfterAccept() : new SlackFault.Silent();
        };
        await Sal.ExecuteAsync(preview.Message, "request.submit", ids[^1], 1, preview.Seal);
        await reached.Task.WaitAsync(Deadline);
        await Lab.Host.KillAsync();
        await Lab.StartHostAsync(Deadline);
        Running.Listen();
        await PassAsync(TimeSpan.FromMinutes(31)); // beyond every lease, and every look that the dead Host had planned
        await PassAsync(TimeSpan.FromMinutes(31));

        var queue = Assert.Single(AnaInSlack.Messages, message => message.Buttons.Contains("Open"));
        Assert.All(ids.Skip(3), id => Assert.Equal(2, queue.Words.Split(id).Length));
        Assert.All(ids.Skip(3), id => Assert.DoesNotContain(AnaInSlack.About(id), message => message.Buttons.Contains("Approve")));
        Assert.All(ids.Take(3), id => Assert.Single(AnaInSlack.About(id), message => message.Buttons.Contains("Approve")));
        Assert.All(ids.Skip(4), id => Assert.Single(
            AnaInSlack.About(id), message => message.Words.Contains("Added to your queue above", StringComparison.Ordinal)));
    }

    public override Task DisposeAsync()
    {
        Slack.Faults.Plan = (_, _) => null;
        return base.DisposeAsync();
    }
}
