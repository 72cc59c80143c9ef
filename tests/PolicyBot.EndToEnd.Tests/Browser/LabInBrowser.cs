using Microsoft.Playwright;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Model;
using PolicyBot.Lab.Page;
using PolicyBot.Lab.Slack;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>The whole product on this machine and a browser in front of the Lab's page; started once for all browser tests.</summary>
public class LabInBrowser : IAsyncLifetime
{
    /// <summary>How long anything may take to appear, in milliseconds; a slow machine waits, a quick one does not.</summary>
    private const int Deadline = 45_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private PolicyBotLab? _lab;
    private LabPage? _page;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>How many requests wait as a card each: tests leave many open.</summary>
    protected virtual string FullCards => "1000";

    /// <summary>What time it is in the Lab: earlier tests may have turned its clock.</summary>
    internal DateTimeOffset Now => _lab!.Clock.Now;

    public async Task InitializeAsync()
    {
        var program = InstalledBrowser.OfThisMachine.Find() ?? throw new InvalidOperationException(InstalledBrowser.Advice);
        using var deadline = new CancellationTokenSource(Patience);
        _lab = await PolicyBotLab.StartAsync(
            new PolicyBotLabOptions
            {
                HostPort = 0,
                Workspace = new SlackWorkspaceOptions(),
                Environment = new Dictionary<string, string> { ["PolicyBot__FullCards"] = FullCards },
            },
            deadline.Token);
        _page = await LabPage.StartAsync(_lab, 0, deadline.Token);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu"], // as root in a container there is no sandbox; the only page is our own
        });
        Assertions.SetDefaultExpectTimeout(Deadline);
    }

    public Task DisposeAsync() => CloseAsync().WaitAsync(Patience); // what hangs here would keep the whole run

    private async Task CloseAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_page is not null)
        {
            await _page.DisposeAsync();
        }

        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    /// <summary>
    /// Opens the page and plays on it. When that fails, what was to be seen is kept as a picture, and the Host's last words come along.
    /// </summary>
    /// <param name="query">Of the address, such as <c>?fast</c>.</param>
    /// <param name="play">What to do, and to see.</param>
    internal async Task PlayAsync(string query, Func<PlayedPage, Task> play)
    {
        var page =
            await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout(Deadline);
        try
        {
            await page.GotoAsync(new Uri(_page!.Address, query).ToString());
            await play(new PlayedPage(page));
        }
        catch (Exception failure)
        {
            var picture = Path.Combine(AppContext.BaseDirectory, "browser-test-failed.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
            throw new InvalidOperationException(
                $"{failure.Message}{Environment.NewLine}The page looked like {picture}. The Host wrote:{Environment.NewLine}{string.Join(Environment.NewLine, _lab!.HostOutput.TakeLast(60))}", failure);
        }
        finally
        {
            await page.CloseAsync();
            _lab!.Model.Choice = ModelChoice.Usual; // the next test chooses for itself
        }
    }
}

/// <summary>One Lab and one browser for all of them, one test after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LabInBrowserTests : ICollectionFixture<LabInBrowser>
{
    public const string Name = "The Lab in a browser";
}
