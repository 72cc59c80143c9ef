using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Core.Assessment;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Tests.Catalog;

namespace PolicyBot.Core.Tests.Assessment;

public sealed partial class RubricTests
{
    private const string Controls = "Sign-in only from one secured workstation.";

    private static readonly PolicyCatalog Sample = SampleCatalogTests.Load();

    [Theory]
    [InlineData("FIN-TRAVEL", "", "", RiskLabel.Low)]                                              // limited x likely
    [InlineData("HR-REST", "", "", RiskLabel.Medium)]                                              // nothing said: serious x likely
    [InlineData("SEC-MFA", "accountType=human", "", RiskLabel.Medium)]
    [InlineData("SEC-MFA", "accountType=vendor", "", RiskLabel.High)]                              // severe x likely
    [InlineData("SEC-MFA", "accountType=vendor", Controls, RiskLabel.Medium)]                      // severe x possible
    [InlineData("SEC-PATCH", "exposure=internet;severity=critical", Controls, RiskLabel.Medium)]   // serious x likely, whatever controls
    [InlineData("SEC-PATCH", "exposure=isolated;severity=high", "", RiskLabel.Low)]                // serious x unlikely
    [InlineData("SEC-ADMIN", "level=domain-or-tenant", "", RiskLabel.Critical)]                    // catastrophic x likely
    [InlineData("SEC-ADMIN", "level=domain-or-tenant", Controls, RiskLabel.High)]                  // catastrophic x possible
    [InlineData("SEC-ADMIN", "level=workstation", "", RiskLabel.Low)]
    [InlineData("CMP-RESIDENCY", "transfer=clauses", "", RiskLabel.Medium)]                        // severe x possible
    [InlineData("CMP-RESIDENCY", "transfer=NONE", Controls, RiskLabel.High)]                       // severe x likely, in any letter case
    public void The_answers_of_the_form_make_the_label(string policyId, string answers, string controls, RiskLabel label)
    {
        var policy = Sample.Policy(policyId)!;
        var fields = answers.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        var result = Rubric.Assess(Sample, policy, new RequestFacts("The build account", controls, "The release slips.", fields));

        Assert.Equal(label, result.Label);
    }

    [Fact]
    public void The_floor_raises_what_the_table_finds_low()
    {
        var catalog = ACatalog.With(("review: {", "assessment: { policies: { SEC-MFA: { impact: limited } } }\nreview: {"));

        var result = Rubric.Assess(catalog, catalog.Policy("SEC-MFA")!, Facts());

        Assert.Equal((RiskLabel.Medium, RiskLabel.Low, true), (result.Label, result.TableLabel, result.FloorDecided));
        Assert.Equal("An exception to Multi-factor authentication is never below medium risk.", result.Reasons[0]);
    }

    [Fact]
    public void Of_several_facts_the_gravest_counts()
    {
        var catalog = ACatalog.With((
            "review: {",
            "assessment: { policies: { SEC-MFA: { impact: serious, facts: [{ field: accountType, is: [vendor, service], impact: limited }, { field: accountType, is: vendor, impact: catastrophic, because: Outsiders sign in. }] } } }\nreview: {"));

        var result = Rubric.Assess(catalog, catalog.Policy("SEC-MFA")!, Facts(("accountType", "vendor")));

        Assert.Equal((Impact.Catastrophic, RiskLabel.Critical), (result.Impact, result.Label));
        Assert.Equal("Outsiders sign in.", result.Reasons[0]);
        Assert.Equal(new RubricFact("field.accountType", "vendor", Impact.Catastrophic, null), result.Facts[0]);
    }

    [Fact]
    public void A_number_decides_by_its_range()
    {
        var catalog = ACatalog.With(("review: {", "assessment: { policies: { FIN-SPEND: { facts: [{ field: amount, is: { min: 100000 }, impact: severe }] } } }\nreview: {"));

        var large = Rubric.Assess(catalog, catalog.Policy("FIN-SPEND")!, Facts(("amount", "250000")));
        var small = Rubric.Assess(catalog, catalog.Policy("FIN-SPEND")!, Facts(("amount", "99999")));

        Assert.Equal((RiskLabel.High, RiskLabel.Medium), (large.Label, small.Label));
        Assert.Equal("Amount is 250000.", large.Reasons[0]);
    }

    [Fact]
    public void The_table_can_be_the_organisations_own()
    {
        var catalog = ACatalog.With((
            "review: {",
            "assessment: { table: { likely: [medium, high, critical, critical], possible: [low, medium, high, critical], unlikely: [low, low, medium, high] } }\nreview: {"));

        var result = Rubric.Assess(catalog, catalog.Policy("FIN-SPEND")!, Facts());

        Assert.Equal(RiskLabel.High, result.Label);
    }

    [Theory]
    [InlineData("", new[] { "controls" })]
    [InlineData("n/a", new[] { "controls" })]
    [InlineData("We are careful.", new[] { "controls" })]
    [InlineData(Controls, new string[0])]
    public void Controls_are_asked_for_from_medium_on(string controls, string[] missing)
    {
        var catalog = ACatalog.With();

        var result = Rubric.Assess(catalog, catalog.Policy("SEC-MFA")!, Facts() with { CompensatingControls = controls });

        Assert.Equal(missing, result.Missing);
    }

    [Fact]
    public void A_low_risk_needs_no_controls()
    {
        var result = Rubric.Assess(Sample, Sample.Policy("FIN-TRAVEL")!, new RequestFacts("tbd", "", " ", new Dictionary<string, string>()));

        Assert.Equal([MissingTag.Scope, MissingTag.Impact], result.Missing);
    }

    [Theory]
    [InlineData(RiskLabel.Low, AssessmentDecider.Table, RiskLabel.Medium)]
    [InlineData(RiskLabel.Medium, AssessmentDecider.Table, RiskLabel.Medium)]
    [InlineData(RiskLabel.Critical, AssessmentDecider.Model, RiskLabel.Critical)]
    public void A_model_can_raise_the_label_and_never_lower_it(RiskLabel proposal, AssessmentDecider decider, RiskLabel label)
    {
        var rubric = Rubric.Assess(Sample, Sample.Policy("HR-REST")!, Facts());

        var assessment = Rubric.Combine(rubric, AModelResult(proposal), RiskLabel.Low);

        Assert.Equal((label, decider), (assessment.Label, assessment.DecidedBy));
        Assert.Equal(decider == AssessmentDecider.Model ? "Lifting work over people." : rubric.Reasons[0], assessment.Reason);
    }

    [Fact]
    public void A_floor_that_raised_the_label_is_the_reason_given()
    {
        var catalog = ACatalog.With(("review: {", "assessment: { policies: { SEC-MFA: { impact: limited } } }\nreview: {"));
        var rubric = Rubric.Assess(catalog, catalog.Policy("SEC-MFA")!, Facts());

        var assessment = Rubric.Combine(rubric, AModelResult(RiskLabel.Low), RiskLabel.Medium);

        Assert.Equal((RiskLabel.Medium, AssessmentDecider.Floor, rubric.Reasons[0]), (assessment.Label, assessment.DecidedBy, assessment.Reason));
    }

    [Fact]
    public void Without_an_answer_of_the_model_the_rubric_serves_and_says_why()
    {
        var rubric = Rubric.Assess(Sample, Sample.Policy("HR-REST")!, Facts());

        var assessment = Rubric.Combine(rubric, model: null, RiskLabel.Low, fallbackWhy: "timeout");

        Assert.Equal((rubric.Label, "timeout"), (assessment.Label, assessment.FallbackWhy));
        Assert.Null(assessment.Model);
    }

    [Fact]
    public void At_most_three_questions_are_asked_and_none_twice()
    {
        var rubric = Rubric.Assess(Sample, Sample.Policy("HR-REST")!, Facts() with { Scope = "" });
        var model = AModelResult(RiskLabel.Medium) with { Missing = ["evidence", "controls", "reason", "duration", "no such tag"] };

        var assessment = Rubric.Combine(rubric, model, RiskLabel.Low);

        Assert.Equal([Rubric.QuestionFor("controls"), Rubric.QuestionFor("reason"), Rubric.QuestionFor("scope")], assessment.Questions);
    }

    [Fact]
    public void Every_tag_has_a_question_of_its_own()
    {
        var questions = MissingTag.All.Select(Rubric.QuestionFor).ToArray();

        Assert.Equal(9, questions.Distinct().Count());
    }

    [Fact]
    public void What_people_read_does_not_speak_of_the_machinery()
    {
        var reasons = Sample.Policies.SelectMany(policy => Rubric.Assess(Sample, policy, Facts()).Reasons);

        Assert.All(reasons, reason => Assert.DoesNotMatch("(?i)rubric|table|floor", reason));
    }

    [Fact]
    public void An_assessment_survives_being_stored()
    {
        var rubric = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, Facts(("accountType", "vendor")));
        var assessment = Rubric.Combine(rubric, AModelResult(RiskLabel.Critical), RiskLabel.Medium);

        var written = JsonSerializer.Serialize(assessment, Json.Default.Assessment);
        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(written, Json.Default.Assessment)!, Json.Default.Assessment);

        Assert.Equal(written, again);
        Assert.Contains("\"decidedBy\":\"model\"", written, StringComparison.Ordinal);
    }

    private static RequestFacts Facts(params (string Field, string Answer)[] answers) =>
        new("The build account", "", "The release slips.", answers.ToDictionary(pair => pair.Field, pair => pair.Answer));

    private static ModelResult AModelResult(RiskLabel label) => new(
        "Shifts without rest.", label, "Lifting work over people.", [new ModelFact("Lifting", "the crane runs at night")], [], "gpt-x", "assessor", "1", 900, 120, 1800);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Core.Assessment.Assessment))]
    private sealed partial class Json : JsonSerializerContext;
}
