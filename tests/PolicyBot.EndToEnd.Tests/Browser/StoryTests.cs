using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class StoryTests(LabInBrowser lab)
{
    /// <summary>The story takes 20 seconds here, and many times that where other tests run beside it.</summary>
    internal static LocatorAssertionsToContainTextOptions ToItsEnd { get; } = new() { Timeout = 180_000 };

    [BrowserFact]
    public Task The_story_plays_to_its_end() => lab.PlayAsync("?fast", async page =>
    {
        await page.At("play-story").ClickAsync();

        await Assertions.Expect(page.At("narration")).ToContainTextAsync("Press \"Change one byte\"", ToItsEnd);
        await Assertions.Expect(page.At("trouble")).ToBeHiddenAsync();
        await Assertions.Expect(page.CardWith("Let it end")).ToBeVisibleAsync();
    });
}
