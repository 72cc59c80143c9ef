using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Which choice an answer names.</summary>
public sealed class ChoiceAnswersTests
{
    private const string English =
        "I need an exception to MFA for svc-build until 1 February because the vendor has no support for security keys";
    private const string German =
        "Ausnahme von MFA für svc-build bis 1. Februar, weil der Hersteller noch keine Sicherheitsschlüssel unterstützt";

    [Theory]
    [InlineData("en-GB", "eu", "eu-eea")]
    [InlineData("en-GB", "EU.", "eu-eea")]
    [InlineData("en-GB", "in the EU", "eu-eea")]
    [InlineData("en-GB", "eea", "eu-eea")]
    [InlineData("en-GB", "eu/eea", "eu-eea")]
    [InlineData("de-DE", "eu", "eu-eea")]
    [InlineData("de-DE", "EU", "eu-eea")]
    [InlineData("de-DE", "in der EU", "eu-eea")]
    [InlineData("de-DE", "andere", "other")]
    public async Task The_beginning_of_a_choice_names_it(string locale, string said, string choice) =>
        Assert.Equal(choice, (await AnsweredAsync(locale, said)).Value);

    [Theory]
    [InlineData("en-GB", "not in the EU")]
    [InlineData("en-GB", "outside the EU")]
    [InlineData("en-GB", "non-eu")]
    [InlineData("en-GB", "in the")]
    [InlineData("en-GB", "e")]
    [InlineData("de-DE", "außerhalb der EU")]
    [InlineData("de-DE", "nicht eu-eea")]
    [InlineData("de-DE", "in der")]
    public async Task What_excludes_a_choice_or_says_too_little_names_none_and_is_asked_again(string locale, string said)
    {
        var (value, answer) = await AnsweredAsync(locale, said);

        Assert.Null(value);
        Assert.Contains(locale == "de-DE" ? $"„{said}“ ist keine der Antworten." : $"“{said}” is none of the answers.", answer,
            StringComparison.Ordinal);
    }

    private static async Task<(string? Value, string Answer)> AnsweredAsync(string locale, string said)
    {
        var office = await Office.OpenAsync(Sal);
        var catalog = office.Catalog.Current;
        office.Catalog.Current = catalog with
        {
            Policies =
            [
                .. catalog.Policies.Select(policy => policy.Id != "SEC-MFA" ? policy : policy with
                {
                    Fields = [new PolicyField("region", "Where", FieldType.Choice, ["eu-eea", "adequacy", "other"], Required: true)],
                }),
            ],
        };
        await office.SpeaksAsync(Sal, locale);
        await office.SayAsync(Sal, locale == "de-DE" ? German : English);

        var answer = await office.SayAsync(Sal, said);

        var draft = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        return (draft.Inputs.GetValueOrDefault(FieldIds.Own("region")), answer.View.Words());
    }
}
