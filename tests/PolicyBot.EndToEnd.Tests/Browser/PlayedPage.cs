using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>What a person can do on the Lab's page.</summary>
internal sealed partial class PlayedPage(IPage page)
{
    /// <summary>The newest card of the open chat that has this button.</summary>
    public ILocator CardWith(string button) =>
        page.GetByTestId("card").Filter(new LocatorFilterOptions { Has = Button(button) }).Last;

    public ILocator At(string testId) => page.GetByTestId(testId);

    /// <summary>Opens a person's chat.</summary>
    public Task BecomeAsync(string email) => At($"person-{email}").ClickAsync();

    /// <summary>Opens a person's chat in one of the two.</summary>
    /// <param name="email">Who.</param>
    /// <param name="app"><c>teams</c> or <c>slack</c>.</param>
    public async Task BecomeAsync(string email, string app)
    {
        await BecomeAsync(email);
        var chosen = At($"switch-{app}");
        await chosen.ClickAsync();
        await page.WaitForFunctionAsync( // the page may just then be drawn for the person: who sees that it was not heard presses again
            "button => button.getAttribute('aria-pressed') === 'true' || (button.click(), false)",
            await chosen.ElementHandleAsync(),
            new PageWaitForFunctionOptions { PollingInterval = 500 });
    }

    /// <summary>The buttons of the open Slack chat that have this title; the newest last.</summary>
    public ILocator SlackButtons(string title) =>
        At("slack-button").Filter(new LocatorFilterOptions { HasTextRegex = new Regex($"^{Regex.Escape(title)}$") });

    /// <summary>Looks at the page on a screen of this size.</summary>
    public Task ResizeAsync(int width, int height) => page.SetViewportSizeAsync(width, height);

    /// <summary>Keeps a picture where one is asked for: <c>POLICYBOT_PICTURES</c> names the folder.</summary>
    public async Task PictureAsync(ILocator what, string name)
    {
        if (Environment.GetEnvironmentVariable("POLICYBOT_PICTURES") is { Length: > 0 } folder)
        {
            await Assertions.Expect(what).ToBeVisibleAsync();
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    /// <summary>Keeps a figure beside the pictures, where they are asked for.</summary>
    public static Task NoteAsync(string figure) => Environment.GetEnvironmentVariable("POLICYBOT_PICTURES") is { Length: > 0 } folder
        ? File.AppendAllTextAsync(Path.Combine(folder, "figures.txt"), figure + Environment.NewLine)
        : Task.CompletedTask;

    /// <summary>How far down a card the lowest of these buttons ends, in pixels.</summary>
    public static Task<double> DepthAsync(ILocator card, params string[] buttons) => card.EvaluateAsync<double>(
        """
        (card, titles) => {
          const bottom = (title) => [...card.querySelectorAll("button")].find((one) => one.textContent.trim() === title).getBoundingClientRect().bottom;
          return Math.max(...titles.map(bottom)) - card.getBoundingClientRect().top;
        }
        """, buttons);

    /// <summary>How many lines of text a card shows.</summary>
    public static Task<int> LinesAsync(ILocator card) => card.EvaluateAsync<int>(
        """
        (card) => {
          const bottoms = [];
          const words = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
          while (words.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(words.currentNode);
            if (words.currentNode.textContent.trim() && !words.currentNode.parentElement.closest("button")) {
              for (const line of range.getClientRects()) if (line.height > 0) bottoms.push(line.bottom);
            }
          }
          bottoms.sort((one, other) => one - other); // bold and plain words of a line end within a pixel or two
          return bottoms.filter((bottom, at) => at === 0 || bottom - bottoms[at - 1] > 6).length;
        }
        """);

    /// <summary>Waits until the open dialog says this.</summary>
    public Task DialogSaysAsync(string text) => Assertions.Expect(At("slack-modal")).ToContainTextAsync(text);

    /// <summary>Presses the open dialog's own button, once it has this title.</summary>
    public Task SubmitDialogAsync(string title) => At("slack-submit").Filter(new LocatorFilterOptions { HasText = title }).ClickAsync();

    /// <summary>Closes the open dialog.</summary>
    public Task CloseDialogAsync() => At("slack-close").ClickAsync();

    /// <summary>Says something to the bot as the one whose chat is open, by keyboard.</summary>
    public async Task SayAsync(string text)
    {
        await At("composer").FillAsync(text);
        await At("composer").PressAsync("Enter");
    }

    /// <summary>Types into an input of the newest card that has it, or picks from its list.</summary>
    public async Task EnterAsync(string input, string value)
    {
        var field = At($"input-{input}").Last.Locator("input, textarea, select").First;
        if (await field.EvaluateAsync<string>("element => element.tagName") == "SELECT")
        {
            await field.SelectOptionAsync(value);
        }
        else if (await field.GetAttributeAsync("type") == "radio")
        {
            await At($"input-{input}").Last.Locator($"input[value='{value}']").CheckAsync();
        }
        else
        {
            await field.FillAsync(value);
        }
    }

    /// <summary>Fills what is still empty in the newest card that can be filled.</summary>
    public Task FillTheRestAsync() => At("fill-example").Last.ClickAsync();

    /// <summary>Presses a button of the newest card that has it.</summary>
    public Task PressAsync(string button) =>
        CardWith(button).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    /// <summary>Follows the newest link of a card that has this title, and takes the page that it opens beside.</summary>
    public async Task<IPage> OpenAsync(string title)
    {
        var opened = await page.Context.RunAndWaitForPageAsync(() =>
            At("card").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = title, Exact = true }).Last.ClickAsync());
        await opened.WaitForURLAsync(address => address != "about:blank"); // where it begins
        return opened;
    }

    /// <summary>Waits until the open chat has a card that says this.</summary>
    public Task SeesAsync(string text) =>
        Assertions.Expect(page.GetByTestId("card").Filter(new LocatorFilterOptions { HasText = text }).Last).ToBeVisibleAsync();

    /// <summary>Presses <c>Next event</c> until the open chat has a card about an exception with this button.</summary>
    /// <returns>What stood beside the clock before each press.</returns>
    public async Task<IReadOnlyList<string>> TurnUntilAsync(string button, string id)
    {
        var foretold = new List<string>();
        var wanted = CardWith(button).Filter(new LocatorFilterOptions { HasText = id });
        while (await wanted.CountAsync() == 0)
        {
            Assert.True(foretold.Count < 40, $"{button} was not to be seen after these: {string.Join(Environment.NewLine, foretold)}");
            foretold.Add(await At("clock-next-event").InnerTextAsync());
            await At("clock-next").ClickAsync();
            await Assertions.Expect(At("clock-next")).ToBeEnabledAsync(); // the Host has done what became due by then
            await Assertions.Expect(At("clock-next-event")).Not.ToHaveTextAsync(foretold[^1]);
        }

        return foretold;
    }

    /// <summary>Fails with what axe finds on the page as it stands, and where.</summary>
    public Task IsAccessibleAsync(string where) => IsAccessibleAsync(page, where);

    /// <summary>Fails with what axe finds on a page as it stands, and where.</summary>
    public static async Task IsAccessibleAsync(IPage page, string where)
    {
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0); // a pressed card is dimmed until it is answered
        await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))");
        var found = (await page.RunAxe()).Violations;
        Assert.True(found.Length == 0, $"{where}:{Environment.NewLine}" + string.Join(
            Environment.NewLine, found.SelectMany(rule => rule.Nodes.Take(3).Select(node => $"{rule.Id}: {rule.Help}: {node.Html}"))));
    }

    /// <summary>The number of the exception that this card is about.</summary>
    public static async Task<string> NumberOnAsync(ILocator card) => Number().Match(await card.InnerTextAsync()).Value;

    [GeneratedRegex("PX-[0-9A-Z]{8}")]
    private static partial Regex Number();

    private ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
