using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>axe finds nothing on the Lab's page in each of its states, at a desk and on a phone.</summary>
[Collection(LabInBrowserTests.Name)]
public sealed class AccessibilityTests(LabInBrowser lab)
{
    private static readonly (int Width, int Height) Desk = (1280, 900);
    private static readonly (int Width, int Height) Phone = (390, 844);

    [BrowserFact]
    public Task At_a_desk_a_form_a_preview_and_a_live_approval_card_in_Teams_have_no_fault_that_axe_can_find() => InTeamsAsync(Desk);

    [BrowserFact]
    public Task On_a_phone_a_form_a_preview_and_a_live_approval_card_in_Teams_have_no_fault_that_axe_can_find() => InTeamsAsync(Phone);

    [BrowserFact]
    public Task At_a_desk_the_chat_and_the_dialog_of_Slack_have_no_fault_that_axe_can_find() => InSlackAsync(Desk);

    [BrowserFact]
    public Task On_a_phone_the_chat_and_the_dialog_of_Slack_have_no_fault_that_axe_can_find() => InSlackAsync(Phone);

    private Task InTeamsAsync((int Width, int Height) size) =>
        lab.PlayAsync("", async page =>
        {
            await page.ResizeAsync(size.Width, size.Height);
            await page.IsAccessibleAsync("the first page");
            await page.At("view-mail").ClickAsync();
            await page.IsAccessibleAsync("the mails");
            await page.At("view-chat").ClickAsync();

            await page.BecomeAsync("ana@contoso.example", "teams");
            await page.SayAsync("help"); // another test may have left her in Slack, where she would be written to

            await page.BecomeAsync("sal@contoso.example", "teams");
            await page.SayAsync("request");
            await page.EnterAsync("policyId", "SEC-MFA");
            await page.PressAsync("Next");
            await page.EnterAsync("title", $"Badge kiosk {size.Width} without MFA");
            await page.FillTheRestAsync();
            await page.EnterAsync("expiresOn", Wish.Day(DateOnly.FromDateTime(lab.Now.DateTime).AddDays(30)));
            await page.IsAccessibleAsync("the form");
            await page.PressAsync("Preview");
            await Assertions.Expect(page.CardWith("Submit")).ToBeVisibleAsync();
            await page.IsAccessibleAsync("the preview");
            await page.PressAsync("Submit");

            await page.BecomeAsync("ana@contoso.example", "teams");
            await page.SeesAsync($"Badge kiosk {size.Width} without MFA");
            await page.IsAccessibleAsync("the approval card");
        });

    private Task InSlackAsync((int Width, int Height) size) => lab.PlayAsync("", async page =>
    {
        await page.ResizeAsync(size.Width, size.Height);
        await page.BecomeAsync("sal@contoso.example", "slack");
        await page.At("slack-messages").ClickAsync(); // another test may have left it at App Home
        await page.SayAsync("help");
        var request = page.SlackButtons("New request").Filter(new LocatorFilterOptions { Visible = true }).Last; // App Home has one too
        await Assertions.Expect(request).ToBeVisibleAsync();
        await page.IsAccessibleAsync("the chat");
        await request.ClickAsync();
        await Assertions.Expect(page.At("slack-modal")).ToBeVisibleAsync();
        await page.IsAccessibleAsync("the dialog");
        await page.CloseDialogAsync();
    });
}
