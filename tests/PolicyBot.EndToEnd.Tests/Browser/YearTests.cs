using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class YearTests(LabInBrowser lab)
{
    private const int WholeYear = 480_000; // milliseconds; some thirty turns of the clock, each with what the Host does then

    [BrowserFact]
    public Task A_year_plays_to_its_end() => lab.PlayAsync("?fast", async page =>
    {
        await page.At("play-year").ClickAsync();

        await Assertions.Expect(page.At("stop-story")).ToHaveTextAsync("Close", new LocatorAssertionsToHaveTextOptions { Timeout = WholeYear });
        await Assertions.Expect(page.At("trouble")).ToBeHiddenAsync();
        await Assertions.Expect(page.At("narration")).ToContainTextAsync("That was a year");
        await Assertions.Expect(page.At("record-stream").Locator("option").First).ToContainTextAsync("expired");
    });
}
