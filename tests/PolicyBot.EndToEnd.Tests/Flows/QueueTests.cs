namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>With people of its own: what waits for them is counted.</summary>
[Collection(ProductTests.Name)]
public sealed class QueueTests(ProductLab running) : LabTest(running, running.LastCast)
{
    [Fact]
    public async Task Approvals_are_worked_off_riskiest_first_then_oldest_and_a_skipped_one_stays()
    {
        var low = (await Sal.AskAsync(Leave("leave carried over"))).Id;
        var older = (await Sal.AskAsync(HumanAccount("night shift one"))).Id;
        var newer = (await Sal.AskAsync(HumanAccount("night shift two"))).Id;
        var high = (await Sal.AskAsync(VendorAccount("contractor starts early"))).Id;
        await Task.WhenAll(new[] { low, older, newer, high }.Select(id => Ana.SeeAsync(id, "Approve")));

        var queue = await Ana.SayAsync("approvals");
        var skipped = await queue.PressAsync("Skip");
        var second = await skipped.PressAsync("Open");
        var done = await second.PressAsync("Approve", ("comment", "Two shifts only, then rest."));
        var next = await (await Ana.SayAsync("approvals")).PressAsync("Open");

        queue.Says("4 requests wait for your decision");
        queue.Says(high);
        skipped.Says(older);
        Assert.Equal(older, second.Id);
        done.Says($"Approved {older}. 3 left.");
        Assert.Contains("Next", done.Buttons);
        Assert.Equal(high, next.Id);
        foreach (var id in new[] { high, newer, low })
        {
            await Ana.DecideAsync(id, "Reject", "Not this time, see the policy.");
        }

        (await Ana.SayAsync("approvals")).Says("Nothing waits for your decision");
    }

    [Fact]
    public async Task A_request_that_was_opened_with_Next_has_no_live_button_once_somebody_else_has_decided_it()
    {
        var first = (await Sal.AskAsync(HumanAccount("opened first"))).Id;
        var second = (await Sal.AskAsync(HumanAccount("opened with next"))).Id;
        await Ana.SeeAsync(second, "Approve");
        await Record.DrainAsync();

        var queue = await (await Ana.SayAsync("approvals")).PressAsync("Open");
        var done = await queue.PressAsync("Approve", ("comment", "Agreed until the vendor delivers."));
        var opened = await done.PressAsync("Next");
        await Record.DrainAsync();
        await Bo.DecideAsync(second, "Reject", "Not this time, see the policy.");
        await Bo.ReadAsync(second, "· Rejected");
        await Record.DrainAsync();

        Assert.Equal(second, opened.Id);
        Assert.Contains("Approve", opened.Buttons);
        Assert.NotEmpty(Ana.About(second));
        Assert.All(Ana.About(second), shown => Assert.DoesNotContain("Approve", shown.Says("· Rejected").Buttons));
    }
}
