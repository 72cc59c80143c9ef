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

        await Assertions.Expect(page.At("stop-story"))
            .ToHaveTextAsync("Close", new LocatorAssertionsToHaveTextOptions { Timeout = WholeYear });
        await Assertions.Expect(page.At("trouble")).ToBeHiddenAsync();
        await Assertions.Expect(page.At("narration")).ToContainTextAsync("That was a year");
        await Assertions.Expect(page.At("record-stream").Locator("option").First).ToContainTextAsync("expired");
    });

    [BrowserFact]
    public Task A_year_that_is_stopped_leaves_everything_as_it_is_and_can_be_played_again() => lab.PlayAsync("", async page =>
    {
        await page.At("play-year").ClickAsync();
        await Assertions.Expect(page.At("play-story")).ToBeDisabledAsync();
        await Assertions.Expect(page.At("narration")).ToContainTextAsync("An exception is temporary");

        await page.At("stop-story").ClickAsync();

        await Assertions.Expect(page.At("narration")).ToContainTextAsync("Stopped. Everything stays as it is");
        await Assertions.Expect(page.At("trouble")).ToBeHiddenAsync();
        await Assertions.Expect(page.At("play-year")).ToBeEnabledAsync();
        await Assertions.Expect(page.At("play-story")).ToBeEnabledAsync();
    });
}
