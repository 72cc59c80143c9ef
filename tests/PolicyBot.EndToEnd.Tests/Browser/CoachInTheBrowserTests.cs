using Microsoft.Playwright;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Browser;

[Collection(LabInBrowserTests.Name)]
public sealed class CoachInTheBrowserTests(LabInBrowser lab)
{
    private const string Typed = "The vendor of the payroll interface supports no second factor before version 9.";
    private const string Scope = "svc-payroll, administrator of the domain";
    private const string Answer = "Sign-in only from 10.0.4.12, watched by the operations desk.";

    [BrowserFact]
    public Task A_thin_request_is_helped_along_by_three_questions_and_a_correction_and_approved() => lab.PlayAsync("", async page =>
    {
        await page.BecomeAsync("sal@contoso.example", "teams");
        await page.SayAsync("request");
        await page.EnterAsync("policyId", "SEC-MFA");
        await page.PressAsync("Next");
        await page.EnterAsync("title", "Payroll interface without MFA");
        await page.EnterAsync("justification", Typed);
        await page.EnterAsync("scope", Scope);
        await page.EnterAsync("field.accountType", "service");
        await page.EnterAsync("expiresOn", Wish.Day(DateOnly.FromDateTime(lab.Now.DateTime).AddDays(30)));
        await page.PressAsync("Preview");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync("CISO office"); // a domain administrator, as it was read
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync("“svc-payroll, administrator of the domain”");

        await page.PressAsync("Answer 3 questions");
        await Assertions.Expect(page.At("card").Last.Locator("textarea")).ToHaveCountAsync(3);
        await page.EnterAsync("answer.controls", Answer);
        await page.PressAsync("Add answers");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync(Answer);

        await page.PressAsync("Not right?");
        await page.EnterAsync("fact.systems", "application");
        await page.PressAsync("Save");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync("Medium risk");
        await Assertions.Expect(page.CardWith("Submit")).Not.ToContainTextAsync("CISO office");
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync(Typed); // untouched, as all that was typed
        await Assertions.Expect(page.CardWith("Submit")).ToContainTextAsync(Scope);
        await page.PressAsync("Submit");

        await page.BecomeAsync("ana@contoso.example", "teams");
        await page.SeesAsync("Payroll interface without MFA");
        await page.SeesAsync(Answer);
        await page.SeesAsync("understood before");
        await page.EnterAsync("comment", "One address, watched, and no rights in the domain.");
        await page.PressAsync("Approve");
        await Assertions.Expect(page.CardWith("Approve")).ToHaveCountAsync(0);
    });
}
