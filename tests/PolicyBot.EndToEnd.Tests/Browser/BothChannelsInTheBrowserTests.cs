using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class BothChannelsInTheBrowserTests(LabInBrowser lab)
{
    private const string Sal = "sal@contoso.example";
    private const string Ana = "ana@contoso.example";
    private const string Bo = "bo@contoso.example";
    private const string Carla = "ciso@contoso.example";

    [BrowserFact]
    public Task An_exception_is_asked_for_in_Slack_sent_back_from_Teams_revised_in_Slack_and_approved_in_both() =>
        lab.PlayAsync("", async page =>
    {
        await page.At("clock-hour").ClickAsync(); // so that Slack is where Sal was last, after any play before
        await Assertions.Expect(page.At("clock-hour")).ToBeEnabledAsync();
        await page.BecomeAsync(Sal, "slack");
        await page.At("slack-shortcut").ClickAsync();
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.SubmitDialogAsync("Next");
        await page.EnterAsync("title", "MFA off for the domain administrators");
        await page.EnterAsync("justification",
            "The domain administrators of production cannot sign in with a second factor until the vendor delivers in spring.");
        await page.EnterAsync("scope", "All 12 domain administrator accounts in production");
        await page.EnterAsync("field.accountType", "human");
        await page.FillTheRestAsync();
        await page.SubmitDialogAsync("Preview");
        await page.DialogSaysAsync("CISO office");
        await page.SubmitDialogAsync("Submit");
        await page.DialogSaysAsync("is sent");
        await page.CloseDialogAsync();

        await page.BecomeAsync(Ana, "teams");
        await page.SeesAsync("MFA off for the domain administrators");
        await page.EnterAsync("comment", "Who watches these accounts meanwhile?");
        await page.PressAsync("Request changes");
        await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0);

        await page.BecomeAsync(Sal, "slack");
        await page.SlackButtons("Edit").Last.ClickAsync();
        await page.DialogSaysAsync("Who watches these accounts meanwhile?");
        await page.EnterAsync("compensatingControls", "The operations desk watches every sign-in and calls back within ten minutes.");
        await page.SubmitDialogAsync("Preview");
        await page.SubmitDialogAsync("Submit");
        await page.DialogSaysAsync("is sent");
        await page.CloseDialogAsync();

        await page.BecomeAsync(Ana, "teams");
        await page.SeesAsync("The operations desk watches every sign-in");
        await page.EnterAsync("comment", "Watched around the clock, so it can wait for spring.");
        await page.PressAsync("Approve");
        await page.BecomeAsync(Carla, "slack");
        await page.SlackButtons("Approve").Last.ClickAsync();
        await page.DialogSaysAsync("you accept the remaining risk");
        await page.EnterAsync("comment", "Accepted until the vendor delivers.");
        await page.SubmitDialogAsync("Approve");
        await page.DialogSaysAsync("Approved PX-");
        await page.CloseDialogAsync();

        await page.BecomeAsync(Sal, "slack");
        await page.SeesAsync("It is in force until the end of");
        foreach (var (email, app) in new[] { (Ana, "teams"), (Bo, "slack"), (Carla, "slack") })
        {
            await page.BecomeAsync(email, app);
            await page.SeesAsync("· Approved");
            await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0);
            await Assertions.Expect(page.SlackButtons("Approve")).ToHaveCountAsync(0);
        }
    });
}
