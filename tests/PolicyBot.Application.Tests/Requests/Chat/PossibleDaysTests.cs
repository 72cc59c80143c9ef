namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Only days that can be taken are offered and kept. It is 20 November 2026; SEC-MFA allows until 18 February 2027.</summary>
public sealed class PossibleDaysTests
{
    private const string WithoutDay =
        "I need an exception to MFA for the build account because the vendor has no support for security keys yet";
    private const string TooLate = "This policy allows 90 days at most: until 18 Feb 2027.";

    [Theory]
    [InlineData("bis 3/4", TooLate, "")]
    [InlineData("end date 3/4", TooLate, "")]
    [InlineData("until 31 April", "There is no such day. " + TooLate, "")]
    [InlineData("ok then until 31 april", "There is no such day. " + TooLate, "")]
    [InlineData("until 2/3", null, "2027-02-03")]
    [InlineData("end date 2/3", null, "2027-02-03")]
    [InlineData("Enddatum 3/2", null, "2027-02-03")]
    [InlineData("in 2 weeks", null, "2026-12-04")]
    [InlineData("2 weeks from now", null, "2026-12-04")]
    [InlineData("in 2 Wochen", null, "2026-12-04")]
    public async Task A_day_that_may_be_two_is_that_which_the_policy_allows(string said, string? fault, string stored)
    {
        foreach (var before in new[] { [WithoutDay], new[] { WithoutDay, "service" } })
        {
            var talk = await ATalk.BeginAsync(before);

            var shown = await talk.SayAsync(said);

            Assert.Equal(fault, shown.Fault);
            Assert.Null((await talk.DraftAsync()).Talk!.Doubt);
            await talk.AssertStoredAsync($"expiresOn={stored}");
        }
    }

    [Theory]
    [InlineData("end date 2/1")]
    [InlineData("bis 2/1")]
    public async Task Where_both_days_can_be_taken_it_is_asked_which(string said)
    {
        var talk = await ATalk.BeginAsync(WithoutDay);

        var shown = await talk.SayAsync(said);

        Assert.Equal("That can be read in two ways. Which day?", shown.Fault);
        Assert.Equal(["2027-01-02", "2027-02-01"], (await talk.DraftAsync()).Talk!.Doubt!.Days);
    }

    [Theory]
    [InlineData("in 2 weeks", "2026-12-04")]
    [InlineData("in zwei Wochen", "2026-12-04")]
    [InlineData("end date 31/12", "2026-12-31")]
    public async Task A_day_said_while_the_policy_is_asked_is_kept(string said, string stored)
    {
        var talk = await ATalk.BeginAsync("I need an exception", said);

        Assert.Equal("Which policy can you not meet?", talk.Asked);
        await talk.AssertStoredAsync($"expiresOn={stored}");
    }

    [Theory]
    [InlineData("I need an exception", "until yesterday")]
    [InlineData("Ich brauche eine Ausnahme", "bis gestern")]
    [InlineData(WithoutDay, "until yesterday")]
    [InlineData(WithoutDay, "bis vorgestern")]
    public async Task A_day_that_has_passed_is_refused_at_once_with_the_reason(string first, string said)
    {
        var talk = await ATalk.BeginAsync(first);

        Assert.Equal("This day has passed. Choose a later one.", (await talk.SayAsync(said)).Fault);
        await talk.AssertStoredAsync("expiresOn=");
    }

    [Fact]
    public async Task A_policy_that_is_chosen_later_takes_the_day_that_it_allows()
    {
        var talk = await ATalk.BeginAsync("I need an exception for the build account, end date 2/3", "MFA");

        await talk.AssertStoredAsync("policyId=SEC-MFA; expiresOn=2027-02-03");
    }
}
