using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Views;

/// <summary>Who decides and why, in one sentence, from the reasons of the route that the router finds.</summary>
public sealed class RouteSentenceTests
{
    [Theory]
    [InlineData("area: [security], risk: [medium, high]", "needs: 1",
        "Ana or Bo decide, because security requests of medium risk go to Leads.")]
    [InlineData("policy: [SEC-MFA]", "needs: 2", "Ana and Bo decide, because exceptions to Multi-factor authentication go to Leads.")]
    [InlineData("durationDays: { min: 20 }", "needs: all", "Ana and Bo decide, because requests for at least 20 days go to Leads.")]
    [InlineData("durationDays: { min: 20, max: 40 }, department: [HR]", "needs: 1",
        "Ana or Bo decide, because requests from HR for 20 to 40 days go to Leads.")]
    [InlineData("renewal: { max: 1 }, field.accountType: [vendor]", "needs: 1",
        "Ana or Bo decide, because requests with renewals so far: at most 1 with Account type “vendor” go to Leads.")]
    public void It_names_what_the_rule_asks_for_in_the_words_of_the_request(string when, string needs, string sentence) =>
        Assert.Equal(sentence, Sentence(Catalog(when, needs)));

    [Fact]
    public void What_no_rule_is_for_is_said_to_be_the_rest() => Assert.Equal(
        "Ana or Bo decide, because all other requests go to Leads.", Sentence(Catalog("risk: [critical]", "needs: 1")));

    [Fact]
    public void Several_stages_are_named_in_their_order() => Assert.Equal(
        "Ana or Bo decide, because security requests go to Leads, then Office.",
        Sentence(Catalog("area: [security]", "needs: 1 }, { group: office, needs: 1")));

    [Fact]
    public void Who_steps_in_is_named()
    {
        var catalog = Catalog("area: [security]", "needs: 2");

        Assert.Equal(
            "2 of Bo, Ciso or Deputy decide, because security requests go to Leads, and Office steps in for Leads.",
            Sentence(catalog, requester: "ana@contoso.example"));
    }

    [Fact]
    public void It_says_that_it_started_before_they_decide() => Assert.EndsWith(
        "go to Leads; it started at once, because its policy allows that in an emergency.",
        Sentence(Catalog("area: [security]", "needs: 1"), startsAtOnce: true), StringComparison.Ordinal);

    [Fact]
    public void It_is_made_in_the_language_of_the_reader()
    {
        using var german = Languages.Use("de");

        Assert.Equal(
            "Ana oder Bo entscheiden, weil Anträge im Bereich Security mit der Einstufung „mittel“ an Leads gehen.",
            Sentence(Catalog("area: [security], risk: [medium]", "needs: 1")));
    }

    private static PolicyCatalog Catalog(string when, string needs) => ACatalog.With(
        ("when: { area: [security], risk: [high, critical] }", $"when: {{ {when} }}"),
        ("      - { group: leads, needs: 1 }\n      - { group: office, needs: all }\n",
            $"      - {{ group: leads, {needs} }}\n".Replace("}, {", "}\n      - {", StringComparison.Ordinal)),
        (ACatalog.Examples, ""));

    private static string Sentence(PolicyCatalog catalog, string requester = "sal@contoso.example", bool startsAtOnce = false)
    {
        var person = PersonId.Parse(requester);
        var question = new RoutingQuestion(
            catalog.Policy("SEC-MFA")!, RiskLabel.Medium, 30, 0, "HR", new Dictionary<string, string> { ["accountType"] = "vendor" },
            person, person);
        var route = Assert.IsType<RoutingResult.Routed>(Router.Route(catalog, question, _ => true)).Route;
        var stage = route.Stages[0];
        var sentence = RouteSentence.Render(
            catalog, stage, [.. stage.People.Select(one => one.Person)], route.Stages, route.RuleId, route.Reasons, startsAtOnce);
        return new[] { "Ana", "Bo", "Ciso", "Deputy" }.Aggregate(
            sentence, (text, name) => text.Replace($"{name.ToLowerInvariant()}@contoso.example", name, StringComparison.Ordinal));
    }
}
