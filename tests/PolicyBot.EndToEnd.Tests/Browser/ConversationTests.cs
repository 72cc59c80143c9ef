using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>A Lab of its own: what is left open here is not in the way of who turns the clock or looks for what waits.</summary>
[CollectionDefinition(Name)]
public sealed class LabOnScreens : ICollectionFixture<LabInBrowser>
{
    public const string Name = "cards on a desk and on a phone";
}

/// <summary>A request as it is talked about, looked at on a desk and on a phone.</summary>
[Collection(LabOnScreens.Name)]
public sealed class ConversationTests(LabInBrowser lab)
{
    private const string Sal = "sal@contoso.example";
    private const string Decide = "decide, because";
    private static readonly (int Width, int Height)[] Screens = [(1280, 900), (390, 844)];

    [BrowserTheory]
    [InlineData("teams", Sal, "ana@contoso.example", "Ana Lima")]
    [InlineData("slack", "hana@contoso.example", "bo@contoso.example", "Bo Chen")]
    public Task One_preview_lives_the_route_has_reasons_and_what_is_open_comes_back(string app, string person, string approver, string name) =>
        lab.PlayAsync("", async page =>
        {
            var scope = $"svc-talk-{app}";
            var day = DateOnly.FromDateTime(lab.Now.DateTime).AddDays(30);
            await page.BecomeAsync(person, app);
            await OpenFormAsync(page, app);
            await page.EnterAsync("policyId", "SEC-MFA");
            await GoOnAsync(page, app, "Next");
            await page.EnterAsync("title", $"{scope} signs in without MFA");
            await page.EnterAsync("justification", "The vendor of the interface supports no second factor before version 9.");
            await page.EnterAsync("scope", $"{scope}, administrator of one application");
            await page.EnterAsync("field.accountType", "service");
            await page.EnterAsync("expiresOn", Wish.Day(day));
            await GoOnAsync(page, app, "Preview");

            var preview = app == "slack" ? page.At("slack-modal") : Card(page, "Submit").Filter(new LocatorFilterOptions { HasText = scope });
            await Assertions.Expect(preview).ToContainTextAsync(Decide);
            await LookAsync(page, preview, $"conversation-preview-{app}");
            var id = await PlayedPage.NumberOnAsync(preview);
            await GoOnAsync(page, app, "Submit");
            if (app == "slack")
            {
                await page.DialogSaysAsync("is sent");
                await page.CloseDialogAsync();
            }

            await page.BecomeAsync(approver, app);
            var approval = Card(page, "Request changes").Filter(new LocatorFilterOptions { HasText = id });
            await Assertions.Expect(approval).ToBeVisibleAsync();
            await LookAsync(page, approval, $"conversation-approval-{app}");
            await page.SayAsync($"why {id}");
            var why = page.At("card").Filter(new LocatorFilterOptions { HasText = "The rule" }).Last;
            await Assertions.Expect(why).ToContainTextAsync(name);
            await LookAsync(page, why, $"conversation-why-{app}");

            await DecideAsync(page, app, approval, "Request changes", "Who watches this account meanwhile?");
            await page.BecomeAsync(person, app);
            var back = Card(page, "Who watches this account meanwhile?").Filter(new LocatorFilterOptions { HasText = id });
            await Assertions.Expect(back).ToContainTextAsync("Edit");
            await Assertions.Expect(back).ToContainTextAsync("Still open");
            await LookAsync(page, back, $"conversation-changes-{app}");
        });

    [BrowserTheory]
    [InlineData("teams", Sal)]
    [InlineData("slack", "hana@contoso.example")]
    public Task Typed_words_move_the_preview_and_leave_nothing_that_could_be_sent_above_it(string app, string person) => lab.PlayAsync("", async page =>
    {
        var day = DateOnly.FromDateTime(lab.Now.DateTime).AddDays(30);
        await page.BecomeAsync(person, app);
        await page.SayAsync(
            $"I need an exception to MFA for svc-lobby until {Wish.Day(day)} because the vendor has no support for hardware keys before May");
        await page.SeesAsync("Answer in words");
        await page.SayAsync("service");
        await page.SeesAsync("What protects us meanwhile?");
        await page.SayAsync("skip");
        await page.SeesAsync("Which asset is it for?");
        await page.SayAsync("skip");
        await Assertions.Expect(Card(page, "Submit")).ToContainTextAsync("svc-lobby");

        await page.SayAsync($"change the end date to {Wish.Day(day.AddDays(-3))}");

        await page.SeesAsync("has changed. The newest message below says how it stands.");
        foreach (var (width, height) in Screens)
        {
            await page.ResizeAsync(width, height);
            await Assertions.Expect(page.At("card").Filter(new LocatorFilterOptions { HasText = "Nobody has seen this yet" })).ToHaveCountAsync(1);
        }

        await LookAsync(page, Card(page, "Submit"), $"conversation-moved-{app}");
        await DiscardAsync(page, app);
        await page.SeesAsync(" is gone. Nobody has seen it.");
    });

    // Once more where the page was drawn anew between press and release, and the press was lost.
    private static async Task DiscardAsync(PlayedPage page, string app)
    {
        await PressAsync(page, app, "Discard");
        try
        {
            await Assertions.Expect(Card(page, "Discard")).ToHaveCountAsync(0, new() { Timeout = 10_000 });
        }
        catch (PlaywrightException)
        {
            await PressAsync(page, app, "Discard");
        }
    }

    // The newest with this text, the title of a button included.
    private static ILocator Card(PlayedPage page, string text) => page.At("card").Filter(
        new LocatorFilterOptions { HasText = text, Visible = true }).Last;

    private static async Task OpenFormAsync(PlayedPage page, string app)
    {
        if (app == "slack")
        {
            await page.At("slack-shortcut").ClickAsync();
        }
        else
        {
            await page.SayAsync("request");
        }
    }

    private static Task GoOnAsync(PlayedPage page, string app, string button) =>
        app == "teams" ? page.PressAsync(button) : page.SubmitDialogAsync(button);

    private static Task PressAsync(PlayedPage page, string app, string button) =>
        app == "teams" ? page.PressAsync(button) : page.SlackButtons(button).Filter(new LocatorFilterOptions { Visible = true }).Last.ClickAsync();

    private static async Task DecideAsync(PlayedPage page, string app, ILocator card, string button, string comment)
    {
        if (app == "slack")
        {
            await PressAsync(page, app, button);
            await page.EnterAsync("comment", comment);
            await page.SubmitDialogAsync(button);
            await page.CloseDialogAsync();
        }
        else
        {
            await page.EnterAsync("comment", comment);
            await page.PressAsync(button);
        }

        await Assertions.Expect(card).ToHaveCountAsync(0);
    }

    // Nothing of a card leaves the screen, on a desk or a phone.
    private static async Task LookAsync(PlayedPage page, ILocator card, string name)
    {
        foreach (var (width, height) in Screens)
        {
            await page.ResizeAsync(width, height);
            await page.PictureAsync(card, $"{name}-{width}");
            var right = await card.EvaluateAsync<double>(
                "card => Math.max(...[card, ...card.querySelectorAll('*')].map(one => one.getBoundingClientRect().right))");
            Assert.True(right <= width, $"{name} at {width} px: something ends at {right} px.");
        }

        await page.ResizeAsync(Screens[0].Width, Screens[0].Height);
    }
}
