using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class AddressesInTheBrowserTests(LabInBrowser lab)
{
    [BrowserFact]
    public Task The_page_says_that_three_addresses_are_one_person_and_of_others_only_the_one() => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync("cleo@contoso.example");
        await Assertions.Expect(page.At("addresses")).ToHaveTextAsync(
            "One person, 3 addresses: Teams mail cleo.marin@contoso.example Teams sign-in (UPN) cleo@contoso.example "
            + "Slack c.marin@contoso.example");
        await Assertions.Expect(page.At("person-cleo@contoso.example")).ToContainTextAsync("Compliance lead · 3 addresses");

        await page.BecomeAsync("bo@contoso.example");
        await Assertions.Expect(page.At("addresses")).ToBeHiddenAsync();
    });
}
