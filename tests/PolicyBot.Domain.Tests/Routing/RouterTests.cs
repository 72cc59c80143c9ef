using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;
using static PolicyBot.Domain.Tests.Routing.ARoutingQuestion;

namespace PolicyBot.Domain.Tests.Routing;

public sealed class RouterTests
{
    [Fact]
    public void A_high_risk_goes_to_the_leads_and_then_to_the_office()
    {
        var route = new ARoutingQuestion(ACatalog.With()) { Risk = RiskLabel.High }.Route();

        Assert.Equal(("high", "executive"), (route.RuleId, route.Tier));
        Assert.Equal([(1, "leads", 1, false), (2, "office", 2, true)],
            route.Stages.Select(stage => (stage.Number, stage.GroupId!, stage.Seats, stage.NeedsAll)));
        Assert.Equal(["ana@contoso.example", "bo@contoso.example"], Names(route.Stages[0]));
    }

    [Fact]
    public void Routing_says_why_each_earlier_rule_did_not_match()
    {
        var route = new ARoutingQuestion(ACatalog.With()).Route();

        Assert.Equal(
            [
                "Rule high does not match: the risk is medium, and the rule is for high or critical.",
                "Rule default matches: it is for everything that is left.",
                "Stage 1, Leads: 1 of ana@contoso.example, bo@contoso.example must approve.",
            ],
            RouteExplanation.Render(route));
    }

    [Theory]
    [InlineData("area: [finance]", "the policy is one of Security, and the rule is for finance")]
    [InlineData("policy: [FIN-SPEND]", "the policy is SEC-MFA, and the rule is for FIN-SPEND")]
    [InlineData("risk: [low, high, critical]", "the risk is medium, and the rule is for low, high or critical")]
    [InlineData("department: [HR]", "the department is Sales, and the rule is for HR")]
    [InlineData("durationDays: { min: 31 }", "it lasts 30 days, and the rule is for at least 31")]
    [InlineData("durationDays: { max: 29 }", "it lasts 30 days, and the rule is for at most 29")]
    [InlineData("durationDays: { min: 1, max: 29 }", "it lasts 30 days, and the rule is for 1 to 29")]
    [InlineData("renewal: { min: 1 }", "renewals so far are 0, and the rule is for at least 1")]
    [InlineData("field.accountType: [vendor]", "Account type is human, and the rule is for vendor")]
    public void Every_condition_can_be_missed(string when, string because)
    {
        var catalog = ACatalog.With(("area: [security], risk: [high, critical]", when), (ACatalog.Examples, ""));

        var route = new ARoutingQuestion(catalog) { Department = "Sales", Fields = { ["accountType"] = "human" } }.Route();

        Assert.Equal("default", route.RuleId);
        Assert.Equal($"Rule high does not match: {because}.", RouteExplanation.Render(route)[0]);
    }

    [Theory]
    [InlineData("area: [SECURITY]")]
    [InlineData("policy: [sec-mfa]")]
    [InlineData("risk: [medium]")]
    [InlineData("department: [HR, SALES]")]
    [InlineData("durationDays: { min: 30, max: 30 }")]
    [InlineData("renewal: { max: 0 }")]
    [InlineData("field.accountType: [human, vendor]")]
    [InlineData("area: [security], risk: [medium], durationDays: { max: 30 }, field.accountType: [human]")]
    public void Every_condition_can_be_met(string when)
    {
        var catalog = ACatalog.With(("area: [security], risk: [high, critical]", when), (ACatalog.Examples, ""));

        var route = new ARoutingQuestion(catalog) { Department = " Sales ", Fields = { ["accountType"] = "human" } }.Route();

        Assert.Equal("high", route.RuleId);
    }

    [Theory]
    [InlineData("10000", "high")]
    [InlineData("9999.99", "default")]
    [InlineData("a lot", "default")]
    [InlineData("", "default")]
    public void A_number_is_compared_as_a_number(string amount, string rule)
    {
        var catalog = ACatalog.With(("area: [security], risk: [high, critical]", "field.amount: { min: 10000 }"), (ACatalog.Examples, ""));

        var route = new ARoutingQuestion(catalog) { Policy = "FIN-SPEND", Fields = { ["amount"] = amount } }.Route();

        Assert.Equal(rule, route.RuleId);
    }

    [Fact]
    public void Requester_and_owner_are_left_out_and_the_fallback_steps_in()
    {
        var stage = new ARoutingQuestion(ACatalog.With()) { Requester = "ana@contoso.example", Owner = "bo@contoso.example" }.Stage();

        Assert.Equal(["ciso@contoso.example", "deputy@contoso.example"], Names(stage));
        Assert.All(stage.People, person => Assert.Equal(("Office", "Leads"), (person.Group, person.SteppingInFor)));
        Assert.Equal(
            [new LeftOut(PersonId.Parse("ana@contoso.example"), LeftOutReason.Requester),
                new LeftOut(PersonId.Parse("bo@contoso.example"), LeftOutReason.Owner)],
            stage.LeftOut);
    }

    [Fact]
    public void A_lead_who_asks_leaves_the_decision_to_the_other_lead()
    {
        var stage = new ARoutingQuestion(ACatalog.With()) { Requester = "ana@contoso.example" }.Stage();

        Assert.Equal(["bo@contoso.example"], Names(stage));
    }

    [Fact]
    public void The_fallback_widens_the_circle_when_a_member_cannot_be_reached()
    {
        var route = new ARoutingQuestion(ACatalog.With()) { Unreachable = ["bo@contoso.example"] }.Route();

        Assert.Equal(["ana@contoso.example", "ciso@contoso.example", "deputy@contoso.example"], Names(route.Stages[0]));
        Assert.Equal(1, route.Stages[0].Seats);
        Assert.Contains("bo@contoso.example is not asked: no channel reaches them.", RouteExplanation.Render(route));
        Assert.Contains("Office steps in for Leads: somebody there cannot be reached.", RouteExplanation.Render(route));
    }

    [Fact]
    public void All_means_everybody_who_is_left_after_requester_and_owner()
    {
        var route = new ARoutingQuestion(ACatalog.With()) { Risk = RiskLabel.High, Requester = "ciso@contoso.example" }.Route();

        Assert.Equal((1, true), (route.Stages[1].Seats, route.Stages[1].NeedsAll));
        Assert.Equal(["deputy@contoso.example"], Names(route.Stages[1]));
    }

    [Fact]
    public void Where_all_must_approve_a_stand_in_takes_the_seat_of_who_cannot_be_reached()
    {
        var catalog = ACatalog.With(("- { group: leads, needs: 1 }\n", "- { group: leads, needs: all }\n"));

        var stage = new ARoutingQuestion(catalog) { Risk = RiskLabel.High, Unreachable = ["ana@contoso.example"] }.Stage();

        Assert.Equal(2, stage.Seats);
        Assert.Equal(
            [("bo@contoso.example", null), ("ciso@contoso.example", "ana@contoso.example")],
            stage.People.Select(person => (person.Person.Value, person.InPlaceOf?.Value)));
        Assert.Equal([new LeftOut(PersonId.Parse("ana@contoso.example"), LeftOutReason.Unreachable)], stage.LeftOut);
    }

    [Fact]
    public void Nobody_stands_in_for_two()
    {
        var catalog =
            ACatalog.With(("- { group: leads, needs: 1 }\n", "- { group: leads, needs: all }\n"), (", deputy@contoso.example]", "]"));

        var nobody = Assert.IsType<Domain.Routing.RoutingResult.Nobody>(
            new ARoutingQuestion(catalog) { Risk = RiskLabel.High, Unreachable = ["ana@contoso.example", "bo@contoso.example"] }.Answer());

        Assert.Equal((1, "Leads"), (nobody.Stage.Number, nobody.Stage.GroupName));
        Assert.Contains("Stage 1, Leads: 2 must approve, and only 1 can be asked.", RouteExplanation.Render(nobody.Route));
    }

    [Fact]
    public void When_nobody_of_all_is_left_the_fallback_decides_by_the_same_rule()
    {
        var catalog = ACatalog.With(("- { group: leads, needs: 1 }\n", "- { group: leads, needs: all }\n"));

        var stage =
            new ARoutingQuestion(
                catalog)
            { Risk = RiskLabel.High, Requester = "ana@contoso.example", Owner = "bo@contoso.example" }.Stage();

        Assert.Equal((2, true, "leads"), (stage.Seats, stage.NeedsAll, stage.GroupId));
        Assert.Equal(["ciso@contoso.example", "deputy@contoso.example"], Names(stage));
    }

    [Fact]
    public void A_stage_that_nobody_can_decide_is_said_before_anybody_is_asked()
    {
        var question = new ARoutingQuestion(ACatalog.With())
        {
            Risk = RiskLabel.High,
            Unreachable = ["ciso@contoso.example", "deputy@contoso.example"],
        };

        var nobody = Assert.IsType<Domain.Routing.RoutingResult.Nobody>(question.Answer());

        Assert.Equal((2, "Office"), (nobody.Stage.Number, nobody.Stage.GroupName));
    }

    [Fact]
    public void The_manager_of_the_requester_decides_where_the_rule_says_so()
    {
        var stage = new ARoutingQuestion(WithManagers()).Stage();

        Assert.Equal((null, "Manager of the requester", 1), (stage.GroupId, RouteExplanation.GroupName(stage), stage.Seats));
        Assert.Equal("mia@contoso.example", Assert.Single(stage.People).Person.Value);
    }

    [Theory]
    [InlineData("tom@contoso.example", null, null)]                                         // nothing is known
    [InlineData("sal@contoso.example", "mia@contoso.example", null)]                        // the manager would own it
    [InlineData("sal@contoso.example", null, "mia@contoso.example")]                        // no channel reaches the manager
    [InlineData("eve@contoso.example", null, null)]                                         // their own manager
    public void Without_a_manager_the_escalation_group_decides(string requester, string? owner, string? unreachable)
    {
        var stage =
            new ARoutingQuestion(
                WithManagers())
            { Requester = requester, Owner = owner, Unreachable = unreachable is null ? [] : [unreachable] }.Stage();

        Assert.Equal(["ciso@contoso.example", "deputy@contoso.example"], Names(stage));
    }

    [Fact]
    public void Asking_under_another_address_makes_nobody_their_own_approver()
    {
        var catalog =
            ACatalog.With(
                ("examples:\n", "people:\n  - { email: ana@contoso.example, addresses: [ana.long@contoso.example] }\nexamples:\n"));

        var stage = new ARoutingQuestion(catalog) { Requester = "ana.long@contoso.example" }.Stage();

        Assert.Equal(["bo@contoso.example"], Names(stage));
    }

    private static Domain.Policies.PolicyCatalog WithManagers() => ACatalog.With(
        ("    stages: [{ group: leads, needs: 1 }]", "    stages: [{ manager: true }]"),
        ("examples:\n",
            "people:\n  - { email: sal@contoso.example, manager: mia@contoso.example }\n  - { email: eve@contoso.example, manager: eve@contoso.example }\nexamples:\n"));
}
