using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>The Lab as it starts: from the fourth request on a list tells an approver of what waits.</summary>
public sealed class QueueInBrowser : LabInBrowser
{
    protected override string FullCards => "3";
}

public sealed class StoryInAQueueTests(QueueInBrowser lab) : IClassFixture<QueueInBrowser>
{
    [BrowserFact]
    public Task The_story_plays_to_its_end_where_three_requests_wait_already() => lab.PlayAsync("?fast", async page =>
    {
        await page.BecomeAsync("sal@contoso.example", "teams");
        for (var left = 1; left <= 3; left++)
        {
            await page.SayAsync("request");
            await page.EnterAsync("policyId", "SEC-ADMIN");
            await page.PressAsync("Next");
            await Assertions.Expect(page.CardWith("Preview")).ToContainTextAsync("Administrative rights");
            await page.FillTheRestAsync();
            await page.PressAsync("Preview");
            await page.PressAsync("Submit");
            await Assertions.Expect(page.CardWith("Submit")).ToHaveCountAsync(0);
        }

        await page.At("play-story").ClickAsync();

        await Assertions.Expect(page.At("narration")).ToContainTextAsync("Press \"Change one byte\"", StoryTests.ToItsEnd);
        await Assertions.Expect(page.At("trouble")).ToBeHiddenAsync();
        await Assertions.Expect(page.CardWith("Let it end")).ToBeVisibleAsync();
    });
}
