using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Teams.Client;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Delivery;

[Collection(DeliveryOutageTests.Name)]
public sealed class RepeatedPostTests(OutageLab running) : DeliveryOutageTest(running, OutageLab.Posting)
{
    [Fact]
    public async Task A_post_in_a_channel_whose_answer_was_lost_comes_once_more_and_the_older_one_is_redrawn_by_a_press()
    {
        var lost = 0;
        Lab.Tenant.Faults.Plan = (operation, conversation, _) =>
            operation == ConnectorOperation.Send && conversation == Lab.Tenant.Channel.Id && Interlocked.Exchange(ref lost, 1) == 0
                ? ConnectorFault.DroppedAfterAccept : null;
        var id = (await Sal.AskAsync(Leave("posted in a channel"))).Id;
        await Record.UntilAsync(() => Task.FromResult(Volatile.Read(ref lost) == 1));
        for (var minutes = 0; minutes < 10; minutes += 2)
        {
            await PassAsync(TimeSpan.FromMinutes(2));
        }

        var posts = Posts(id).Count;
        await Bo.DecideAsync(id, "Reject", "A vault key does the same without it.");
        await Record.DrainAsync();
        var older = Posts(id).Where(shown => shown.Buttons.Contains("Reject")).ToList();
        var answers = new List<ClickOutcome>();
        foreach (var shown in older)
        {
            var why = new Dictionary<string, string> { ["comment"] = "Pressed on the older one of two." };
            answers.Add(await Ana.Teams.PressAsync(shown.Message, "Reject", why, Deadline));
        }

        Assert.InRange(posts, 1, 2);
        Assert.True(older.Count <= posts - 1, $"{older.Count} of {posts} posts can still be decided on.");
        Assert.All(answers, answer => Assert.NotEmpty(Assert.IsType<ClickOutcome.NoticeShown>(answer).Text));
        await Lab.Tenant.Changes.UntilAsync(
            () => Posts(id).All(shown => !shown.Buttons.Intersect(Decisions).Any()) ? id : null, Deadline);
        Assert.Single(await Record.FactsAsync(id), fact => fact == "rejected");
    }

    /// <summary>What the channel shows to a person who pressed nothing there.</summary>
    private IReadOnlyList<Shown> Posts(string id) =>
        [.. Lab.Tenant.Channel.Messages.Where(message => message is { Author: null, Deleted: false, Card: not null })
            .Select(message => new Shown(Audra, message, message.Card!)).Where(shown => shown.Text.Contains(id, StringComparison.Ordinal))];
}
