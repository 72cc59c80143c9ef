using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>What was decided is found in words, in both channels, by those who may see it.</summary>
[Collection(SlackTests.Name)]
public sealed class FindTests(SlackLab running) : SlackTest(running)
{
    [Fact]
    public async Task An_exception_is_found_by_words_in_Teams_and_in_Slack_and_opened_from_the_list()
    {
        var id = (await Sal.AskAsync(HumanAccount("findable badge reader"))).Id;
        await Bo.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();

        var mine = await Sal.SayAsync("list in force badge");
        var opened = await mine.PressAsync("Open");
        var theirs = await IanInSlack.SayAsync($"list expiring {Cast.MfaPolicy}");
        var openedThere = await IanInSlack.PressAsync(theirs, "Open");
        var audited = await Audra.SayAsync("find findab read");
        var decided = await AnaInSlack.SayAsync("suche badge");
        var strange = await FayInSlack.SayAsync("list badge");
        var help = await IanInSlack.SayAsync("help");

        mine.Says("1 found.", "findable badge reader", $"{id} · Approved");
        opened.Says($"{id} · Approved");
        theirs.Says("1 found.", "findable badge reader", $"{id} · Approved");
        openedThere.Says($"{id} · Approved");
        audited.Says("1 found.", $"{id} · Approved");
        decided.Says("1 found.", $"{id} · Approved");
        strange.Says("0 found.", "I do not know “badge”");
        Assert.DoesNotContain(id, strange.Words, StringComparison.Ordinal);
        help.Says("list …", "find TEXT");
    }
}
