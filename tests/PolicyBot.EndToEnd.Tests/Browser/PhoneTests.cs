using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>Cards on the screen of a phone, 390 by 844: what a person needs stands in reach of the thumb.</summary>
[Collection(LabInBrowserTests.Name)]
public sealed class PhoneTests(LabInBrowser lab)
{
    private const int Width = 390;
    private const int Height = 844;
    private const double FirstScreen = 640;
    private const int LinesOfHelp = 12;

    private static readonly string[] Decisions = ["Approve", "Reject", "Request changes"];

    [BrowserTheory]
    [InlineData("teams", "ana@contoso.example")]
    [InlineData("slack", "bo@contoso.example")]
    public Task The_buttons_of_an_approval_stand_on_the_first_screen(string app, string approver) => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync("sal@contoso.example", "teams");
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.PressAsync("Next");
        await page.FillTheRestAsync();
        await page.PressAsync("Preview");
        var id = await PlayedPage.NumberOnAsync(page.CardWith("Submit"));
        await page.PictureAsync(page.CardWith("Submit"), $"preview-1280-{app}");
        await page.PressAsync("Submit");

        await page.BecomeAsync(approver, app);
        var card = page.CardWith("Approve").Filter(new LocatorFilterOptions { HasText = id });
        await Assertions.Expect(card).ToBeVisibleAsync();
        await page.PictureAsync(card, $"approval-1280-{app}");
        await page.ResizeAsync(Width, Height);
        await page.PictureAsync(card, $"approval-390-{app}");
        var depth = await PlayedPage.DepthAsync(card, Decisions);
        await PlayedPage.NoteAsync($"approval-390-{app}: {depth} px");

        Assert.True(depth is > 100 and <= FirstScreen, $"The buttons end {depth} px down the card.");
    });

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
