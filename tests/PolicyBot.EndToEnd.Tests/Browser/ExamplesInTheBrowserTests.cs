using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class ExamplesInTheBrowserTests(LabInBrowser lab)
{
    [BrowserFact]
    public Task An_example_fits_the_policy_that_was_chosen_in_either_channel_and_a_decision_on_any() => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync("sal@contoso.example", "teams");
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "FIN-SPEND");
        await page.PressAsync("Next");
        await Assertions.Expect(page.CardWith("Preview")).ToContainTextAsync("Purchases, budget and prepayment");
        await page.FillTheRestAsync();
        await page.PressAsync("Preview");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync("One quote for the spindle");
        await Assertions.Expect(page.CardWith("Submit")).Not.ToContainTextAsync("Chicago");
        await page.PressAsync("Submit");

        await page.BecomeAsync("fay@contoso.example");
        await page.SeesAsync("One quote for the spindle");
        await page.FillTheRestAsync();
        await page.PressAsync("Request changes");
        await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0);

        await page.BecomeAsync("sal@contoso.example", "slack");
        await page.At("slack-shortcut").ClickAsync();
        await page.EnterAsync("policyId", "HR-REST");
        await page.SubmitDialogAsync("Next");
        await page.DialogSaysAsync("Nobody works more than ten hours a day");
        await page.FillTheRestAsync();
        await page.SubmitDialogAsync("Preview");
        await page.DialogSaysAsync("Shorter rest while the cold store moves");
        await page.CloseDialogAsync();
    });
}
