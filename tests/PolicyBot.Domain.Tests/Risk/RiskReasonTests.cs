using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Testing;

namespace PolicyBot.Domain.Tests.Risk;

/// <summary>Reasons that a newer host has written: they are said somehow, and nothing fails.</summary>
public sealed class RiskReasonTests
{
    private static readonly AssessmentSettings Settings = SampleCatalog.Load().Assessment;

    public static TheoryData<string, string[]> OfANewerHost => new()
    {
        { "season", ["summer"] },
        { RiskReason.Floor, ["MFA", "Extreme"] },
        { RiskReason.Floor, ["MFA", "17"] },
        { RiskReason.UsualHarm, ["MFA"] },
        { RiskReason.MostLikely, ["MFA", "Certain"] },
        { RiskReason.Facts, ["systems"] },
    };

    [Theory]
    [MemberData(nameof(OfANewerHost))]
    public void A_reason_by_a_rule_that_only_a_newer_host_knows_is_said_as_it_was_stored(string rule, string[] values)
    {
        var assessment = Assessed(new RiskReason(rule, values), "It is summer.");

        var reasons = assessment.Reasons(Settings).ToList();

        Assert.Equal(["It is summer."], reasons);
    }

    [Fact]
    public void Where_nothing_was_stored_for_it_a_neutral_sentence_is_said()
    {
        var assessment = Assessed(new RiskReason("season", ["summer"]), "One.", "Two.");

        var reasons = assessment.Reasons(Settings).ToList();

        Assert.Equal(["A rule of a newer version of PolicyBot decided."], reasons);
    }

    private static Assessment Assessed(RiskReason because, params string[] stored) => new(
        RiskLabel.Medium,
        AssessmentDecider.Table,
        stored[0],
        new RubricResult(
            RiskLabel.Medium, RiskLabel.Medium, Impact.Serious, Likelihood.Likely, FloorDecided: false, stored, [], [], null, [because]),
        null,
        null,
        []);
}
