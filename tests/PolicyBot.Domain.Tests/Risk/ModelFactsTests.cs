using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Testing;

namespace PolicyBot.Domain.Tests.Risk;

public sealed class ModelFactsTests
{
    private const string Scope = "The plum console, which nobody but us uses";

    private static readonly PolicyCatalog Sample = SampleCatalog.Load();

    [Fact]
    public void A_fact_with_a_quotation_raises_what_the_reader_could_not_read()
    {
        var alone = Assess(null);
        var together = Assess(new ModelFact("It administers the domain.", "The plum console", "systems", "keystone"));

        Assert.Equal((RiskLabel.Medium, RiskLabel.Critical), (alone.Label, together.Label));
        Assert.Equal(new AssessedFact("systems", "keystone", FactSource.Model, "scope", "The plum console"),
            together.Known!.Single(fact => fact.Id == "systems"));
    }

    [Theory]
    [InlineData("The plum concole", "systems", "keystone")] // does not stand there
    [InlineData("", "systems", "keystone")]
    [InlineData("The plum console", "systems", "gigantic")]
    [InlineData("The plum console", "topic", "admin")]
    [InlineData("The plum console", null, null)]
    public void A_fact_without_its_quotation_or_of_no_kind_says_nothing(string quote, string? id, string? value)
    {
        var alone = Assess(null);
        var together = Assess(new ModelFact("Says the model.", quote, id, value));

        Assert.Equivalent(alone, together, strict: true);
    }

    [Theory]
    [InlineData("systems", "device")]
    [InlineData("data", "none")]
    [InlineData("information", "public")]
    [InlineData("law", "house")]
    [InlineData("money", "1")]
    [InlineData("people", "1")]
    [InlineData("reach", "isolated")]
    public void Nothing_that_a_model_reads_makes_the_label_milder(string id, string value)
    {
        foreach (var policy in Sample.Policies)
        {
            var request = Request with { DurationDays = 10 };
            var alone = Rubric.Assess(Sample, policy, request);

            var together = Rubric.Assess(Sample, policy, request, Model(new ModelFact("Harmless.", "The plum console", id, value)));

            Assert.True(together.Label >= alone.Label, policy.Id);
            Assert.Subset(together.Missing.ToHashSet(), alone.Missing.ToHashSet());
        }
    }

    [Fact]
    public void What_no_reader_sees_does_not_break_up_a_word()
    {
        var result = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, Request with { Scope = "One do\u200Bmain adm\u00ADinistrator" });

        Assert.Equal(RiskLabel.Critical, result.Label);
    }

    private static RequestFacts Request =>
        new() { Title = "It", Justification = "The old one cannot do it.", Scope = Scope, DurationDays = 60 };

    private static RubricResult Assess(ModelFact? fact) =>
        Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, Request, fact is null ? null : Model(fact));

    private static ModelResult Model(ModelFact fact) =>
        new("It.", RiskLabel.Low, "So.", [fact], [], "gpt-x", "assessor", "1", 900, 120, 1800);
}
