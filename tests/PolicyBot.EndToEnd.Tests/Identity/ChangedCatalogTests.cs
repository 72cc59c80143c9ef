namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ChangedCatalogTests(IdentityLab running) : ChangedCatalogTest(running, IdentityLab.ChangesCatalog)
{
    [Fact]
    public async Task Who_has_left_the_group_cannot_decide_and_who_has_joined_is_asked()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-regrouped"))).Id;
        var card = await Ana.SeeAsync(id, "Approve");
        await RegroupAsync();

        var tried = await Ana.ExecuteAsync(card.Message, "review.approve", id, 1, ("comment", "Agreed until the vendor delivers."));
        await Fay.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.DrainAsync();

        Assert.Contains("the group that does has changed", tried.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain(Ana.About(id), shown => shown.Buttons.Contains("Approve"));
        Assert.Contains("membersChanged", await Record.FactsAsync(id));
        await Record.UntilStatusAsync(id, "approved");
    }

    [Fact]
    public async Task Who_was_the_requester_by_an_entry_that_has_left_the_catalog_does_not_decide_on_what_was_open_then()
    {
        await JoinAsync();
        var id = (await Fay.AskAsync(HumanAccount("svc-joined"))).Id;
        await Bo.SeeAsync(id, "Approve");
        await PartAsync();
        await Record.DrainAsync();

        var status = await Ana.SayAsync("help");
        var refused = await Ana.ForceAsync(status.Message, "review.approve", id, 1, ("comment", "I would like my own request."));
        await Bo.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");

        refused.Says("There is no such exception, or it is not yours to see."); // she is not asked, as their request is not hers any more
        Assert.Empty(Ana.About(id));
        await Record.UntilStatusAsync(id, "approved");
        // It was Fay's account that asked, and it stays hers.
        await Record.UntilAsync(async () => (await Fay.SayAsync("my requests")).Text.Contains("svc-joined", StringComparison.Ordinal));
        Assert.DoesNotContain("svc-joined", (await Ana.SayAsync("my requests")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_revises_after_the_policy_has_left_the_catalog_reads_the_reviewers_comment_and_chooses_another()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-renamed-policy"))).Id;
        await Ana.DecideAsync(id, "Request changes", "Say which address it signs in from.");
        var returned = await Sal.SeeAsync(id, "Edit");
        var next = await ReplacePolicyAsync();

        var form = await returned.PressAsync("Edit");

        form.Says("Say which address it signs in from.", $"{Cast.MfaPolicy} is not in the catalog any more.");
        (await form.PressAsync("Next", ("policyId", next))).Says("Say which address it signs in from.");
    }
}
