using PolicyBot.Application.Catalogs;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

/// <summary>What a sound catalog is warned of, and which rules nothing can reach.</summary>
public sealed class CatalogWarningTests
{
    [Theory]
    [InlineData("when: { risk: [high] }")]
    [InlineData("when: { policy: [SEC-MFA], risk: [critical] }")]
    [InlineData("when: { area: [security], risk: [high], durationDays: { min: 10 } }")]
    [InlineData("when: { policy: [SEC-MFA], risk: [low] }")]
    [InlineData("when: { policy: [SEC-MFA], durationDays: { min: 91 } }")]
    [InlineData("when: { policy: [SEC-MFA], renewal: { min: 3 } }")]
    public void A_rule_that_nothing_can_reach_is_a_fault(string when)
    {
        var rule = $"  - id: late\n    {when}\n    tier: standard\n    stages: [{{ group: leads }}]\n  - id: default";

        var reading = ACatalog.Read(("area: [security], risk", "area: [security, finance], risk"), ("  - id: default", rule));

        var fault = Assert.Single(Assert.IsType<CatalogReading.Bad>(reading).Faults);
        Assert.Equal("unreachable-rule", fault.Rule);
        Assert.StartsWith("late is never reached", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("when: { area: [security] }")]
    [InlineData("when: { risk: [high] }")]
    [InlineData("when: { department: [HR], risk: [medium] }")]
    [InlineData("when: { field.amount: { min: 10000 } }")]
    public void A_rule_that_something_can_reach_is_none(string when)
    {
        var rule = $"  - id: late\n    {when}\n    tier: standard\n    stages: [{{ group: leads }}]\n  - id: default";

        var reading = ACatalog.Read(("  - id: default", rule));

        Assert.IsType<CatalogReading.Good>(reading);
    }

    [Fact]
    public void What_people_call_a_policy_is_read_and_a_name_of_two_policies_is_a_warning()
    {
        var reading =
            Assert.IsType<CatalogReading.Good>(
                ACatalog.Read(
                    ("    name: Multi-factor authentication\n",
                    "    name: Multi-factor authentication\n    synonyms: [2FA, purchases]\n")));

        Assert.Equal(["2FA", "purchases"], reading.Catalog.Policy("SEC-MFA")!.Synonyms);
        var warning = Assert.Single(reading.Warnings);
        Assert.Equal(("ambiguous-synonym", "purchases is a name of FIN-SPEND too: whoever writes it is asked which is meant."),
            (warning.Rule, warning.Message));
    }

    [Fact]
    public void A_stage_that_stops_working_when_its_own_member_asks_is_a_warning()
    {
        var reading =
            Assert.IsType<CatalogReading.Good>(ACatalog.Read(("[ciso@contoso.example, deputy@contoso.example]", "[ciso@contoso.example]")));

        var warning = Assert.Single(reading.Warnings);
        Assert.Equal("out-of-reach", warning.Rule);
        Assert.Contains("ciso@contoso.example", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manager_stage_without_a_stand_in_is_a_warning()
    {
        var reading =
            Assert.IsType<CatalogReading.Good>(
                ACatalog.Read(("{ group: office, needs: all }", "{ manager: true }"), ("review: { escalateTo: office }\n", ""),
                (ACatalog.Examples, "")));

        Assert.Equal("no-stand-in", Assert.Single(reading.Warnings).Rule);
    }
}
