using System.Globalization;
using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class YearByHandTests(LabInBrowser lab)
{
    private const string Jon = "jon@contoso.example";
    private const string Ana = "ana@contoso.example";

    [BrowserFact]
    public Task An_exception_is_approved_with_a_condition_proved_attested_renewed_and_let_to_end() => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync(Jon);
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.PressAsync("Next");
        await page.EnterAsync("title", "MFA off for the payroll robot");
        await page.EnterAsync("expiresOn", Day(50));
        await page.FillTheRestAsync();
        await page.PressAsync("Preview");
        await page.PressAsync("Submit");
        await page.BecomeAsync(Ana);
        await page.SeesAsync("MFA off for the payroll robot");
        await page.PressAsync("Conditions");
        await page.EnterAsync("conditions", "The robot signs in from its own address only");
        await page.EnterAsync("conditionsDueOn", Day(21));
        await page.EnterAsync("comment", "Fine while it signs in from there only.");
        await page.PressAsync("Approve");

        await page.BecomeAsync(Jon);
        await page.SeesAsync("It is in force until the end of");
        var id = await PlayedPage.NumberOnAsync(page.CardWith("Show that it is kept"));
        await Assertions.Expect(page.At("clock-next-event")).ToContainTextAsync($"Jon Dahl: a condition of {id} is due on");
        await page.PressAsync("Show that it is kept");
        await page.EnterAsync("comment", "The firewall's rule allows that one address.");
        await page.EnterAsync("evidence", "https://intra.contoso.example/rules/robot");
        await page.PressAsync("Show that it is kept");
        await page.BecomeAsync(Ana);
        await page.SeesAsync("The firewall's rule allows that one address.");
        await page.PressAsync("Take the proof");
        await page.EnterAsync("comment", "Seen, one address only.");
        await page.PressAsync("Take the proof");

        await page.BecomeAsync(Jon);
        await page.SeesAsync("Kept.");
        var untilAttested = await page.TurnUntilAsync("Still needed", id);
        await page.PressAsync("Still needed");
        await page.EnterAsync("comment", "The vendor has not delivered, and the rule stands.");
        await page.PressAsync("Still needed");
        await Assertions.Expect(page.CardWith("Still needed")).ToHaveCountAsync(0);

        await page.TurnUntilAsync("Let it end", id);
        await page.PressAsync("Renew");
        await page.EnterAsync("expiresOn", Day(40));
        await page.EnterAsync(
            "justification", "The vendor delivers three weeks late, confirmed in writing. The rule for the address stands.");
        await page.PressAsync("Preview");
        await page.PressAsync("Submit");
        await page.BecomeAsync(Ana);
        await page.SeesAsync("The vendor delivers three weeks late");
        await page.EnterAsync("comment", "Three more weeks, and no more.");
        await page.PressAsync("Approve");
        await page.BecomeAsync(Jon);
        await page.SeesAsync("has taken over");
        var renewal = await PlayedPage.NumberOnAsync(page.CardWith("Close: fixed"));

        await page.TurnUntilAsync("Let it end", renewal);
        await page.PressAsync("Let it end");
        await Assertions.Expect(page.CardWith("Let it end")).ToHaveCountAsync(0);
        var untilEnded = await page.TurnUntilAsync("Not yet", renewal);
        await page.PressAsync("Yes");
        await page.EnterAsync("comment", "The robot signs in with a key since Monday.");
        await page.PressAsync("Yes");
        await page.SeesAsync("Expired, and the policy is met again");

        Assert.Contains(untilAttested, words => words.Contains($"Jon Dahl: is {id} still needed?", StringComparison.Ordinal));
        Assert.Contains(untilEnded, words => words.EndsWith($"Jon Dahl: {renewal} ends", StringComparison.Ordinal));
        Assert.DoesNotContain(untilEnded, words => words.Contains($"{renewal} ends in", StringComparison.Ordinal));
        await page.At("record-stream").SelectOptionAsync(id);
        await Assertions.Expect(page.At("head-row")).ToContainTextAsync("renewed");
        await Assertions.Expect(page.At("event-row").Locator(".what")).ToHaveTextAsync([
            "submitted", "assessed", "routed", "stage opened", "approved", "granted",
            "promise proved", "promise accepted", "attested", "renewal started", "renewed"]);
    });

    private string Day(int ahead) => lab.Now.UtcDateTime.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
