using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>
/// What the guides for requesters and approvers say works as it stands there, in both languages. With <c>POLICYBOT_PICTURES</c> set it takes
/// their pictures anew.
/// </summary>
[Collection(LabInBrowserTests.Name)]
public sealed class GuidesTests(LabInBrowser lab)
{
    [BrowserFact]
    public Task The_guides_first_exception_works_as_it_is_described() => PlayAsync(
        "",
        new("Next", "Preview", "Submit", "Approve"),
        new(
            "sal@contoso.example",
            "Scanner in warehouse 3 without MFA",
            "The scanner in warehouse 3 cannot sign in with a second factor before the vendor's next release.",
            "The account svc-scan-3, inventory only",
            "It can sign in from one address only, and every use is watched.",
            "Fine until the vendor's release: one address, inventory only."));

    [BrowserFact]
    public Task The_German_guides_first_exception_works_as_it_is_described() => PlayAsync(
        ".de",
        new("Weiter", "Vorschau", "Einreichen", "Genehmigen"),
        new(
            "grete@contoso.example",
            "Scanner in Halle 3 ohne MFA",
            "Der Scanner in Halle 3 kann sich vor der nächsten Version des Herstellers nicht mit zweitem Faktor anmelden.",
            "Das Konto svc-scan-3, nur Bestand",
            "Anmeldung nur von einer Adresse, jede Nutzung wird überwacht.",
            "In Ordnung bis zur neuen Version: eine Adresse, nur Bestand."));

    private Task PlayAsync(string language, Titles titles, Request request) => lab.PlayAsync("", async page =>
    {
        if (language.Length > 0)
        {
            await page.BecomeAsync("ana@contoso.example", "teams");
            await page.SayAsync("deutsch");
            await page.SeesAsync("Deutsch");
        }

        await page.BecomeAsync(request.Requester, "teams");
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.PressAsync(titles.Next);
        await page.EnterAsync("title", request.Title);
        await page.EnterAsync("justification", request.Why);
        await page.EnterAsync("scope", request.Scope);
        await page.EnterAsync("compensatingControls", request.Controls);
        await page.EnterAsync("field.accountType", "service");
        await page.EnterAsync("expiresOn", Wish.Day(DateOnly.FromDateTime(lab.Now.DateTime).AddDays(30)));
        await PictureAsync(page.CardWith(titles.Preview), $"form{language}");
        await page.PressAsync(titles.Preview);
        await Assertions.Expect(page.CardWith(titles.Submit)).ToContainTextAsync(request.Title);
        await PictureAsync(page.CardWith(titles.Submit), $"preview{language}");
        await page.PressAsync(titles.Submit);

        await page.BecomeAsync("ana@contoso.example", "teams");
        await page.SeesAsync(request.Title);
        await PictureAsync(page.CardWith(titles.Approve), $"approval{language}");
        await page.EnterAsync("comment", request.Comment);
        await page.PressAsync(titles.Approve);
        await Assertions.Expect(page.CardWith(titles.Approve)).ToHaveCountAsync(0);
        await page.SeesAsync(request.Comment);
        await PictureAsync(page.At("card").Filter(new LocatorFilterOptions { HasText = request.Title }).Last, $"approved{language}");
        if (language.Length > 0)
        {
            await page.SayAsync("english");
        }
    });

    private static async Task PictureAsync(ILocator card, string name)
    {
        if (Environment.GetEnvironmentVariable("POLICYBOT_PICTURES") is { Length: > 0 } folder)
        {
            await card.ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    private sealed record Titles(string Next, string Preview, string Submit, string Approve);

    private sealed record Request(string Requester, string Title, string Why, string Scope, string Controls, string Comment);
}
