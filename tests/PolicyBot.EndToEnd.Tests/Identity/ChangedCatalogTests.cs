using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ChangedCatalogTests(IdentityLab running) : IdentityTest(running, IdentityLab.ChangesCatalog)
{
    private readonly string _good = File.ReadAllText(running.CatalogPath);

    public override async Task DisposeAsync()
    {
        await TakeUpAsync(_good);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_left_the_group_cannot_decide_and_who_has_joined_is_asked()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-regrouped"))).Id;
        var card = await Ana.SeeAsync(id, "Approve");
        await TakeUpAsync(_good.Replace(
            $"members: [{Cast.Email("ana")}, {Cast.Email("bo")}]", $"members: [{Cast.Email("bo")}, {Cast.Email("fay")}]",
            StringComparison.Ordinal));

        var tried = await Ana.ExecuteAsync(card.Message, "review.approve", id, 1, ("comment", "Agreed until the vendor delivers."));
        await Fay.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.DrainAsync();

        Assert.Contains("the group that does has changed", tried.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain(Ana.About(id), shown => shown.Buttons.Contains("Approve"));
        Assert.Contains("membersChanged", await Record.FactsAsync(id));
        await Record.UntilStatusAsync(id, "approved");
    }

    [Fact]
    public async Task Who_revises_after_the_policy_has_left_the_catalog_reads_the_reviewers_comment_and_chooses_another()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-renamed-policy"))).Id;
        await Ana.DecideAsync(id, "Request changes", "Say which address it signs in from.");
        var returned = await Sal.SeeAsync(id, "Edit");
        await TakeUpAsync(_good.Replace($"{Cast.MfaPolicy}\n", $"{Cast.MfaPolicy}-NEW\n", StringComparison.Ordinal)
            .Replace($"{Cast.MfaPolicy}:", $"{Cast.MfaPolicy}-NEW:", StringComparison.Ordinal));

        var form = await returned.PressAsync("Edit");

        form.Says("Say which address it signs in from.", $"{Cast.MfaPolicy} is not in the catalog any more.");
        (await form.PressAsync("Next", ("policyId", $"{Cast.MfaPolicy}-NEW"))).Says("Say which address it signs in from.");
    }

    // The catalog is in use as soon as this host says so; the file is read every two seconds.
    private async Task TakeUpAsync(string catalog)
    {
        var before = Lab.HostOutput.Count(InUse);
        if (await File.ReadAllTextAsync(Running.CatalogPath, Deadline) != catalog)
        {
            await File.WriteAllTextAsync(Running.CatalogPath, catalog, Deadline);
            await Record.UntilAsync(() => Task.FromResult(Lab.HostOutput.Count(InUse) > before));
        }
    }

    private static bool InUse(string line) => line.Contains("is in use.", StringComparison.Ordinal);
}
