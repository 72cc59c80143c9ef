
namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>Six requests wait for two approvers, one in each channel: three cards each, and one that lists the others.</summary>
[Collection(LargeCatalogLabs.Name)]
public sealed class QueueCardTests(LargeCatalogLab running) : SlackTest(running)
{
    [Fact]
    public async Task From_the_fourth_on_one_card_lists_what_waits_and_shrinks_as_it_is_opened_and_decided_in_either_channel()
    {
        var ids = new List<string>();
        foreach (var title in (string[])["first", "second", "third", "fourth", "fifth", "sixth"])
        {
            ids.Add((await Sal.AskAsync(HumanAccount(title))).Id);
            await Record.DrainAsync();
        }

        var inTeams = await Bo.SeeAsync(ids[5], "Open");
        var inSlack = await AnaInSlack.SeeAsync(ids[5], "Open");
        Assert.All(ids.Take(3), id => Assert.Contains(Bo.About(id), shown => shown.Buttons.Contains("Approve")));
        Assert.All(ids.Take(3), id => Assert.Contains(AnaInSlack.About(id), message => message.Buttons.Contains("Approve")));
        Assert.All(ids.Skip(3), id => Assert.DoesNotContain(Bo.About(id), shown => shown.Buttons.Contains("Approve")));
        Assert.All(ids.Skip(3), id => Assert.DoesNotContain(AnaInSlack.About(id), message => message.Buttons.Contains("Approve")));
        inTeams.Says("3 more requests wait for your decision", ids[3], ids[4], ids[5]);
        inSlack.Says("3 more requests wait for your decision", ids[3], ids[4], ids[5]);
        Assert.Single(Bo.Cards, shown => shown.Buttons.Contains("Open"));
        Assert.Single(AnaInSlack.Messages, message => message.Buttons.Contains("Open"));
        (await Bo.SeeAsync(ids[5], shown => shown.Text.Contains("Added to your queue above", StringComparison.Ordinal)))
            .Says("With it, 3 stood there.");
        await AnaInSlack.SeeAsync(ids[5], message => message.Words.Contains("With it, 3 stood there.", StringComparison.Ordinal));

        (await inTeams.PressAsync("Next")).Says($"{ids[3]} comes as a card of its own below.", "2 more requests");
        await Bo.DecideAsync(ids[3], "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(ids[3], "approved");
        await AnaInSlack.SeeAsync(ids[5], message => message.Words.Contains("2 more requests", StringComparison.Ordinal));
        await AnaInSlack.PressAsync(inSlack, "Next");
        await AnaInSlack.DecideAsync(ids[4], "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(ids[4], "approved");
        var last = await Bo.SeeAsync(ids[5], shown => shown.Text.Contains("One more request waits", StringComparison.Ordinal));
        await last.PressAsync("Next");
        await Bo.DecideAsync(ids[5], "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(ids[5], "approved");
        await Record.DrainAsync();

        Assert.Contains(Bo.Cards, shown => shown.Text.Contains("Nothing is left in this queue.", StringComparison.Ordinal));
        Assert.Contains(AnaInSlack.Messages, message => message.Words.Contains("Nothing is left in this queue.", StringComparison.Ordinal));
        (await Bo.SayAsync("approvals")).Says("3 requests wait for your decision");
        foreach (var id in ids.Skip(3))
        {
            AssertNoLiveButton(id);
        }
    }
}
