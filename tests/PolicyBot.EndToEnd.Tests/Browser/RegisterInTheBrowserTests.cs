using System.Collections.Concurrent;
using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>The register's own pages, from the chat and back to it, in a Lab of their own.</summary>
public sealed class RegisterInTheBrowserTests(LabInBrowser lab) : IClassFixture<LabInBrowser>
{
    private const string Audra = "audit@contoso.example";
    private static readonly (int Width, int Height)[] Screens = [(1280, 900), (390, 844)];

    [BrowserFact]
    public Task An_auditor_signs_in_from_the_chat_filters_reads_a_timeline_and_is_out_after_Not_me() => lab.PlayAsync("", async page =>
    {
        await AskAsync(page, "Badge kiosk without MFA");
        await page.BecomeAsync("ana@contoso.example", "teams");
        await page.SeesAsync("Badge kiosk without MFA");
        await page.EnterAsync("comment", "One kiosk, watched, until the vendor's release.");
        await page.PressAsync("Approve");
        await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0);
        await AskAsync(page, "Camera hub without MFA");
        await page.BecomeAsync(Audra, "teams");
        await page.SayAsync("register");

        var register = await page.OpenAsync("Open the register");
        var trouble = new ConcurrentQueue<string>();
        register.PageError += (_, fault) => trouble.Enqueue(fault);
        register.Console += (_, line) =>
        {
            if (line.Type is "error" or "warning")
            {
                trouble.Enqueue(line.Text);
            }
        };
        await register.ReloadAsync(); // as a scanner that was first: nothing is used up
        await Assertions.Expect(register.GetByRole(AriaRole.Heading, new() { Name = "Sign in as Audra Itani?" })).ToBeVisibleAsync();
        await LookAsync(register, "sign-in");
        await register.Keyboard.PressAsync("Tab");
        await register.Keyboard.PressAsync("Enter"); // by keyboard alone

        var rows = register.Locator("table.list tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await LookAsync(register, "list");
        await LookAtTheOverviewAsync(register);
        await register.GetByLabel("State").SelectOptionAsync("inforce");
        await register.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        Assert.Contains("state=inforce", register.Url, StringComparison.Ordinal);
        await register.GetByRole(AriaRole.Link, new() { Name = "Badge kiosk without MFA" }).ClickAsync();
        await Assertions.Expect(register.Locator(".timeline")).ToContainTextAsync("One kiosk, watched, until the vendor's release.");
        await LookAsync(register, "record");
        Assert.Empty(trouble);

        await page.SeesAsync("You signed in to the register with Chrome");
        await page.PressAsync("Not me");
        await page.SeesAsync("signed out of the register everywhere");
        await register.ReloadAsync();
        await Assertions.Expect(register.GetByText("This session is over.")).ToBeVisibleAsync();
        Assert.DoesNotContain(trouble, line => !line.Contains("401", StringComparison.Ordinal));
        await register.CloseAsync();
    });

    // Figures with a table behind each, which the keyboard opens.
    private static async Task LookAtTheOverviewAsync(IPage register)
    {
        await register.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Assertions.Expect(register.Locator("figure")).ToHaveCountAsync(8);
        await Assertions.Expect(register.Locator(".sums dd")).ToHaveTextAsync(["1", "2", "0"]);
        await LookAsync(register, "overview");
        foreach (var summary in await register.Locator("figure summary").AllAsync())
        {
            await summary.FocusAsync();
            await register.Keyboard.PressAsync("Enter");
        }

        var table = register.GetByRole(AriaRole.Table, new() { Name = "In force, by area and risk" });
        await Assertions.Expect(table.GetByRole(AriaRole.Row, new() { Name = "Security" })).ToContainTextAsync("1");
        await LookAsync(register, "overview-numbers");
        await register.GetByRole(AriaRole.Link, new() { Name = "List" }).ClickAsync();
    }

    private async Task AskAsync(PlayedPage page, string title)
    {
        await page.BecomeAsync("sal@contoso.example", "teams");
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.PressAsync("Next");
        await page.EnterAsync("title", title);
        await page.FillTheRestAsync();
        await page.EnterAsync("expiresOn", Wish.Day(DateOnly.FromDateTime(lab.Now.DateTime).AddDays(30)));
        await page.PressAsync("Preview");
        await page.PressAsync("Submit");
        await Assertions.Expect(page.CardWith("Submit")).ToHaveCountAsync(0);
    }

    // At a desk and on a phone, in light and dark: nothing that axe finds, and nothing beyond the edge.
    private static async Task LookAsync(IPage register, string name)
    {
        foreach (var (width, height) in Screens)
        {
            await register.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await register.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await PlayedPage.IsAccessibleAsync(register, $"{name}, {width} px, {scheme}");
                if (Environment.GetEnvironmentVariable("POLICYBOT_PICTURES") is { Length: > 0 } folder)
                {
                    await register.ScreenshotAsync(new PageScreenshotOptions
                    {
                        Path = Path.Combine(folder, $"register-{name}-{width}-{scheme}.png"),
                        FullPage = true,
                    });
                }
            }

            var right = await register.EvaluateAsync<double>("document.documentElement.scrollWidth");
            Assert.True(right <= width, $"{name} at {width} px is {right} px wide.");
        }

        await register.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
        await register.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }
}
