using PolicyBot.EndToEnd.Tests.Slack;

namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ChangedCatalogInSlackTests(IdentityLab running) : ChangedCatalogTest(running, IdentityLab.ChangesCatalogInSlack)
{
    [Fact]
    public async Task Who_has_left_the_group_cannot_decide_in_Slack_and_who_has_joined_is_asked_there()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-regrouped"));
        var card = await AnaInSlack.SeeAsync(id, "Approve");
        var dialog = await AnaInSlack.OpenAsync(card, "Approve", view => view.Inputs.Contains("comment"));
        await RegroupAsync();

        var tried = await AnaInSlack.SubmitAsync(dialog, ("comment", "Agreed until the vendor delivers."));
        await FayInSlack.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.DrainAsync();

        tried.Says("the group that does has changed");
        Assert.DoesNotContain(AnaInSlack.About(id), message => message.Buttons.Contains("Approve"));
        Assert.Contains("membersChanged", await Record.FactsAsync(id));
        await Record.UntilStatusAsync(id, "approved");
    }

    [Fact]
    public async Task Who_revises_in_Slack_after_the_policy_has_left_the_catalog_reads_the_reviewers_comment_and_chooses_another()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-renamed-policy"));
        await AnaInSlack.DecideAsync(id, "Request changes", "Say which address it signs in from.");
        var returned = await SalInSlack.SeeAsync(id, "Edit");
        var next = await ReplacePolicyAsync();

        var form = await SalInSlack.OpenAsync(returned, "Edit", view => view.Inputs.Contains("policyId"));

        form.Says("Say which address it signs in from.", $"{Cast.MfaPolicy} is not in the catalog any more.");
        (await SalInSlack.SubmitAsync(form, ("policyId", next))).Says("Say which address it signs in from.");
    }
}
