using Microsoft.Playwright;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class OneLifeInTheBrowserTests(LabInBrowser lab)
{
    private const string Otto = "otto@contoso.example";
    private const string Hana = "hana@contoso.example";
    private const string Jon = "jon@contoso.example";

    [BrowserFact]
    public Task An_exception_is_asked_for_sent_back_revised_approved_and_pinged_and_a_changed_byte_of_its_record_is_found() =>
        lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync(Otto);
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "HR-REMOTE");
        await page.PressAsync("Next");
        await page.EnterAsync("title", "Two months in Lisbon");
        await page.EnterAsync("justification", "My father needs care in Lisbon until spring, and my work can be done from there.");
        await page.FillTheRestAsync();
        await page.PressAsync("Preview");
        await page.SeesAsync("HR leads: 1 of");
        await page.PressAsync("Submit");

        await page.BecomeAsync(Hana);
        await page.SeesAsync("Two months in Lisbon");
        await page.EnterAsync("comment", "Who takes over the payment run meanwhile?");
        await page.PressAsync("Request changes");
        await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0);

        await page.BecomeAsync(Otto);
        await page.SeesAsync("Who takes over the payment run meanwhile?");
        await page.PressAsync("Edit");
        await page.EnterAsync("justification",
            "My father needs care in Lisbon until spring. Fay takes over the payment run; all else can be done from there.");
        await page.PressAsync("Preview");
        await page.PressAsync("Submit");

        await page.BecomeAsync(Hana);
        await page.SeesAsync("Fay takes over the payment run");
        await page.EnterAsync("comment", "The payment run is covered, so the rest can wait.");
        await page.PressAsync("Approve");
        await page.BecomeAsync(Jon);
        await page.SeesAsync("Approved");
        await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0); // asked too, and overtaken

        await page.BecomeAsync(Otto);
        await page.SeesAsync("It is in force until the end of");
        await page.At("clock-week").ClickAsync();
        await page.At("clock-week").ClickAsync();
        for (var turns = 0; turns < 10 && await page.CardWith("Let it end").CountAsync() == 0; turns++)
        {
            await page.At("clock-next").ClickAsync(); // what comes next may be another exception's
            await Assertions.Expect(page.At("clock-next")).ToBeEnabledAsync();
        }

        await Assertions.Expect(page.CardWith("Let it end")).ToContainTextAsync("reviewers need about 3 days");

        var number = await PlayedPage.NumberOnAsync(page.CardWith("Let it end"));

        await page.At("view-record").ClickAsync();
        await page.At("record-stream").SelectOptionAsync(number);
        await Assertions.Expect(page.At("head-row")).ToContainTextAsync("approved");
        await Assertions.Expect(page.At("event-row").Locator(".what")).ToHaveTextAsync([
            "submitted", "assessed", "routed", "stage opened", "changes requested",
            "submitted", "assessed", "routed", "stage opened", "approved", "granted"]);

        await page.At("change-byte").ClickAsync();
        await Assertions.Expect(page.At("verdict")).ToContainTextAsync("is another one now");
        await Assertions.Expect(page.At("verify-output")).ToContainTextAsync("event 1");
        await Assertions.Expect(page.At("verify-output")).ToContainTextAsync("exit code 1");
        await page.At("mend").ClickAsync();
        await Assertions.Expect(page.At("verify-output")).ToContainTextAsync("exit code 0");
    });
}
