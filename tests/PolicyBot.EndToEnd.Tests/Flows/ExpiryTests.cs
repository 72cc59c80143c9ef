namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ClockTests.Name)]
public sealed class ExpiryTests(ClockLab running) : LabTest(running)
{
    [Fact]
    public async Task The_owner_is_pinged_14_7_and_1_days_before_the_end_once_each_and_it_ends_with_its_last_day_in_Berlin()
    {
        var last = Today.AddDays(20);
        var id = await GrantAsync(Leave("pinged"));
        var before = Sal.About(id).Count;

        var pings = new List<string>();
        foreach (var days in new[] { 14, 7, 1 })
        {
            await PassToAsync(last.AddDays(-days), 8, 59);
            Assert.Equal(before + pings.Count, Sal.About(id).Count);
            await PassToAsync(last.AddDays(-days), 9, 1);
            pings.Add(Sal.About(id)[^1].Says("If nothing is done, it ends with").Text);
        }

        await PassToAsync(last, 23, 59);
        var onLastDay = await Record.StatusAsync(id);
        await PassToAsync(last.AddDays(1), 0, 1);

        Assert.Collection(
            pings,
            first => Assert.Contains("Ends in 14 days", first, StringComparison.Ordinal),
            second => Assert.Contains("Ends in 7 days", second, StringComparison.Ordinal),
            third => Assert.Contains("Ends tomorrow", third, StringComparison.Ordinal));
        Assert.Equal("approved", onLastDay);
        Assert.Equal("expired", await Record.StatusAsync(id));
        Assert.Equal(before + 4, Sal.About(id).Count);
        Sal.About(id)[^1].Says("· Expired: is the policy met again?", "Without an answer it counts as not confirmed");
        Assert.Equal(["Yes", "Not yet"], Sal.About(id)[^1].Buttons);
        Ian.About(id)[^1].Says("· Expired");
        Assert.All(Sal.About(id), shown => Assert.DoesNotContain("Renew", shown.Buttons));
    }

    [Fact]
    public async Task Let_it_end_silences_further_pings()
    {
        var last = Today.AddDays(20);
        var id = await GrantAsync(Leave("silenced"));
        await PassToAsync(last.AddDays(-14), 9, 1);

        var quiet = await (await Sal.SeeAsync(id, "Let it end")).PressAsync("Let it end");
        await Record.DrainAsync();
        var before = Sal.About(id).Count;
        await PassToAsync(last.AddDays(-7), 9, 1);

        quiet.Says("· Approved");
        Assert.Equal(before, Sal.About(id).Count);
        Assert.All(Sal.About(id), shown => Assert.DoesNotContain("Let it end", shown.Buttons));
        Assert.Equal("approved", await Record.StatusAsync(id));
    }

    [Fact]
    public async Task A_renewal_is_a_request_of_its_own_and_takes_over_when_it_is_approved_as_often_as_the_policy_allows()
    {
        var id = await GrantAsync(HumanAccount("renewed"));

        var form = await (await Sal.SeeAsync(id, "Renew")).PressAsync("Renew");
        var preview =
            await form.PressAsync("Preview", ("justification", "Version 9 slipped by a month; the test system already has it."),
            ("expiresOn", Wish.Day(Today.AddDays(60))));
        var renewal = (await preview.PressAsync("Submit")).Id;
        await Ana.SeeAsync(renewal, "Approve");
        await Record.DrainAsync();
        var meanwhile = (Status: await Record.StatusAsync(id), RenewedBy: (await Record.HeadAsync(id))["renewedBy"]!.GetValue<string>());
        var second = await Sal.ForceAsync(Sal.About(id)[^1].Message, "grant.renew", id, 1);
        await Ana.DecideAsync(renewal, "Approve", "One more month, then no more.");
        await Record.UntilStatusAsync(id, "renewed");
        await Record.DrainAsync();
        var usedUp = await Sal.ForceAsync(Sal.About(renewal)[^1].Message, "grant.renew", renewal, 1);

        form.Says(Wish.Justification); // what was written then, in sight
        Assert.Equal(["Preview", "Discard"], form.Buttons);
        Assert.Equal(("approved", renewal), meanwhile);
        second.Says("A renewal of this exception is asked for already.");
        usedUp.Says("which is as often as its policy allows");
        Sal.About(id).Last(shown => shown.Id == id).Says($"{renewal} has taken over."); // the renewal names it too
        Assert.Equal("approved", await Record.StatusAsync(renewal));
        Assert.Equal(1, (await Record.HeadAsync(renewal))["renewal"]!.GetValue<int>());
        Assert.DoesNotContain(Sal.About(renewal), shown => shown.Buttons.Contains("Renew"));
    }

    [Fact]
    public async Task A_renewal_that_is_rejected_leaves_the_old_exception_in_force_and_free_to_be_renewed()
    {
        var id = await GrantAsync(HumanAccount("renewal rejected"));
        var form = await (await Sal.SeeAsync(id, "Renew")).PressAsync("Renew");
        var preview =
            await form.PressAsync("Preview", ("justification", "Version 9 slipped by a month; the test system already has it."),
            ("expiresOn", Wish.Day(Today.AddDays(60))));
        var renewal = (await preview.PressAsync("Submit")).Id;

        await Ana.DecideAsync(renewal, "Reject", "Take the vendor's interim fix.");
        await Record.UntilAsync(async () => (await Record.FactsAsync(id)).Contains("renewalDropped"));
        var again = await Sal.SeeAsync(id, "Renew"); // it is reconciled after the rejection, and so is its message

        Assert.Equal("approved", await Record.StatusAsync(id));
        Assert.Contains("Close: fixed", again.Buttons);
    }
}
