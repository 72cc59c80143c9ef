using PolicyBot.Application.Requests.Chat;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>A request is confidential from its first words on, however they say so; words about what is confidential say nothing.</summary>
public sealed class ConfidentialWordsTests
{
    private const string English = "I need an exception to MFA for my account until 10 January because the vendor sends no keys";
    private const string German =
        "ich brauche eine Ausnahme von MFA für mein Konto bis 10. Januar, weil der Hersteller keine Schlüssel schickt";

    [Theory]
    [InlineData("confidential: " + English, English)]
    [InlineData("Confidential:" + English, English)]
    [InlineData("confidential - " + English, English)]
    [InlineData("Confidential, please. " + English, English)]
    [InlineData("(strictly confidential) " + English, English)]
    [InlineData("confidential request: " + English, English)]
    [InlineData("confidential\n" + English, English)]
    [InlineData("please keep this confidential: " + English, English)]
    [InlineData("I need a confidential exception to MFA for my account until 10 January because the vendor sends no keys", English)]
    [InlineData("Confidential MFA exception for my account until 10 January because the vendor sends no keys", English)]
    [InlineData("vertraulich: " + German, German)]
    [InlineData("Vertraulich! " + German, German)]
    [InlineData("bitte vertraulich behandeln: " + German, German)]
    [InlineData("streng vertraulich - " + German, German)]
    [InlineData("ich brauche eine vertrauliche Ausnahme von MFA für mein Konto bis 10. Januar, weil der Hersteller keine Schlüssel schickt",
        German)]
    public async Task The_first_words_make_a_request_confidential_and_the_rest_is_understood_as_without_them(string said, string without)
    {
        var plain = await (await ATalk.BeginAsync(without)).DraftAsync();
        var talk = await ATalk.BeginAsync(said);

        await talk.AssertStoredAsync("confidential=true; " + string.Join("; ",
            new[] { "policyId", "scope", "justification", "expiresOn" }.Select(field => $"{field}={plain.Inputs[field]}")));
        Assert.Contains(talk.Shown.View.Done!.Split(' '), word => word.StartsWith("Confidential", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hurried_request_that_is_confidential_is_understood_whole()
    {
        var talk = await ATalk.BeginAsync("confidential: i need an exception to mfa for a new hire starting 14 december, the phone comes " +
            "late, until end of january");

        await talk.AssertStoredAsync("confidential=true; policyId=SEC-MFA; expiresOn=2027-01-31; justification=the phone comes late");
    }

    [Fact]
    public async Task It_may_be_said_with_the_policy_too()
    {
        var talk = await ATalk.BeginAsync("I need an exception", "confidential: " + English);

        await talk.AssertStoredAsync("confidential=true; policyId=SEC-MFA; scope=my account; expiresOn=2027-01-10");
    }

    [Theory]
    [InlineData("I need an exception to MFA for access to confidential reports until 10 January because the vendor sends no keys")]
    [InlineData("I need an exception to MFA for a confidential data room until 10 January because confidential exceptions reports need it")]
    [InlineData("exception to MFA for my account until 10 January because we work on a confidential exception report")]
    [InlineData("I need a confidential data exception for my account")]
    [InlineData("Not confidential: I need an exception to MFA for my account until 10 January")]
    [InlineData("Confidential: no\nException to MFA for my account until 10 January")]
    [InlineData("Ich brauche eine Ausnahme von MFA für den Zugriff auf vertrauliche Berichte bis 10. Januar")]
    public async Task Words_about_what_is_confidential_set_nothing(string said) =>
        Assert.NotEqual("true", (await (await ATalk.BeginAsync(said)).DraftAsync()).Inputs.GetValueOrDefault("confidential"));

    [Theory]
    [InlineData("confidential: yes")]
    [InlineData("is it confidential: I wonder")]
    [InlineData("confidential reports: I need them")]
    public void Only_words_that_say_nothing_else_are_taken_from_the_start(string said) =>
        Assert.Equal((said, false), ConfidentialWords.TakeLead(said));
}
