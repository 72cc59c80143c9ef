using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>Cards on the screen of a phone, 390 by 844: what a person needs stands in reach of the thumb.</summary>
[Collection(LabOnScreens.Name)]
public sealed class PhoneTests(LabInBrowser lab)
{
    private const int Width = 390;
    private const int Height = 844;
    private const double FirstScreen = 640;
    private const int LinesOfHelp = 12;

    private static readonly string[] Decisions = ["Approve", "Reject", "Request changes"];

    [BrowserTheory]
    [InlineData("teams", "ana@contoso.example", "form")]
    [InlineData("slack", "bo@contoso.example", "form")]
    [InlineData("teams", "ana@contoso.example", "chat")]
    [InlineData("slack", "bo@contoso.example", "chat")]
    public Task The_three_buttons_of_an_approval_stand_high_up(string app, string approver, string way) => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync("sal@contoso.example", "teams");
        await (way == "form" ? FillInAsync(page) : TalkAsync(page));
        var id = await PlayedPage.NumberOnAsync(page.CardWith("Submit"));
        await page.PictureAsync(page.CardWith("Submit"), $"preview-1280-{app}-{way}");
        await page.PressAsync("Submit");

        await page.BecomeAsync(approver, app);
        var card = page.At("card").Filter(new LocatorFilterOptions { HasText = id }).Last;
        await Assertions.Expect(card).ToContainTextAsync("Request changes");
        await page.PictureAsync(card, $"approval-1280-{app}-{way}");
        await page.ResizeAsync(Width, Height);
        await page.ResizeAsync(Width, 1500);
        await page.PictureAsync(card, $"approval-390-{app}-{way}");
        await page.ResizeAsync(Width, Height);
        var depth = await PlayedPage.DepthAsync(card, Decisions);
        await PlayedPage.NoteAsync($"approval-390-{app}-{way}: {depth} px");

        Assert.True(depth is > 100 and <= FirstScreen, $"The buttons end {depth} px down the card.");
        await page.ResizeAsync(1280, 900);
        await page.BecomeAsync("ana@contoso.example", "teams");
        await page.SeesAsync(id);
        await page.EnterAsync("comment", "Fine until the vendor delivers.");
        await page.PressAsync("Approve"); // other tests look for what waits
        await Assertions.Expect(page.CardWith("Approve").Filter(new LocatorFilterOptions { HasText = id })).ToHaveCountAsync(0);
    });

    private static async Task FillInAsync(PlayedPage page)
    {
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.PressAsync("Next");
        await page.EnterAsync("title", "MFA off on svc-build for a phone");
        await page.FillTheRestAsync();
        await page.PressAsync("Preview");
    }

    // The sentence of the README, and the answers that it leads to.
    private async Task TalkAsync(PlayedPage page)
    {
        var day = Wish.Day(DateOnly.FromDateTime(lab.Now.DateTime).AddDays(60));
        await page.SayAsync($"I need an exception to MFA for the build account until {day}, the vendor has no support yet");
        await page.SeesAsync("Why can the policy not be met?");
        await page.SayAsync("The vendor of the build server supports no second factor before version 9, which comes in January.");
        await page.SeesAsync("Account type?");
        await page.SayAsync("service");
        await page.SeesAsync("What protects us meanwhile?");
        await page.SayAsync("Sign-in only from 10.0.4.12, and the password rotates weekly");
        await page.SeesAsync("Which asset is it for?");
        await page.SayAsync("build-01");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync("the build account");
        await page.SayAsync("make it confidential");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync("· Confidential ·");
    }

    [BrowserTheory]
    [InlineData("teams")]
    [InlineData("slack")]
    public Task Help_is_read_at_a_glance(string app) => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync("sal@contoso.example", app);
        await page.SayAsync("help");
        var card = page.At("card").Filter(new LocatorFilterOptions { HasText = "This is what I can do" }).Last;
        await Assertions.Expect(card).ToBeVisibleAsync();
        await page.ResizeAsync(Width, Height);
        await page.PictureAsync(card, $"help-390-{app}");
        var lines = await PlayedPage.LinesAsync(card);
        await PlayedPage.NoteAsync($"help-390-{app}: {lines} lines");

        Assert.True(lines is > 5 and <= LinesOfHelp, $"Help has {lines} lines.");
    });
}
