using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Testing;

namespace PolicyBot.Domain.Tests.Risk;

public sealed partial class RubricTests
{
    private const string Controls = "Sign-in only from one secured workstation.";

    private static readonly PolicyCatalog Sample = SampleCatalog.Load();

    [Theory]
    [InlineData("FIN-TRAVEL", "", "", RiskLabel.Low)]                                              // limited x likely
    [InlineData("HR-REST", "", "", RiskLabel.Medium)]                                              // nothing said: serious x likely
    [InlineData("SEC-MFA", "accountType=human", "", RiskLabel.Medium)]
    [InlineData("SEC-MFA", "accountType=vendor", "", RiskLabel.High)]                              // severe x likely
    [InlineData("SEC-MFA", "accountType=vendor", Controls, RiskLabel.Medium)]                      // severe x possible
    [InlineData("SEC-PATCH", "exposure=internet;severity=high", "", RiskLabel.Medium)]             // serious x likely
    [InlineData("SEC-PATCH", "exposure=isolated;severity=high", "", RiskLabel.Low)]                // serious x unlikely
    [InlineData("SEC-ADMIN", "level=domain-or-tenant", "", RiskLabel.Critical)]                    // catastrophic x likely
    [InlineData("SEC-ADMIN", "level=domain-or-tenant", Controls, RiskLabel.High)]                  // catastrophic x possible
    [InlineData("SEC-ADMIN", "level=WORKSTATION", "", RiskLabel.Low)]                              // in any letter case
    [InlineData("CMP-RESIDENCY", "transfer=none", "", RiskLabel.High)]                             // severe x likely
    public void The_answers_of_the_form_make_the_label(string policyId, string answers, string controls, RiskLabel label)
    {
        var policy = Sample.Policy(policyId)!;
        var fields = answers.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        var result = Rubric.Assess(Sample, policy, Facts() with { Scope = "It", CompensatingControls = controls, Fields = fields });

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
        var catalog =
            ACatalog.With(
                ("review: {",
                "assessment: { policies: { FIN-SPEND: { facts: [{ field: amount, is: { min: 100000 }, impact: severe }] } } }\nreview: {"));

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
    [InlineData("", true)]
    [InlineData("n/a", true)]
    [InlineData("We are careful.", true)]
    [InlineData("They are all very experienced and promised to use strong passwords only from their own desks.", true)]
    [InlineData(Controls, false)]
    [InlineData("Anmeldung nur an einem gesicherten Rechner.", false)]
    [InlineData("Connexion uniquement depuis un poste.", false)]
    [InlineData("Solo desde un puesto seguro.", false)]
    public void Controls_are_asked_for_from_medium_on_until_one_is_named(string controls, bool missing)
    {
        var catalog = ACatalog.With();

        var result = Rubric.Assess(catalog, catalog.Policy("SEC-MFA")!, Facts() with { CompensatingControls = controls });

        Assert.Equal(missing, result.Missing.Contains(MissingTag.Controls));
    }

    [Fact]
    public void A_low_risk_needs_no_controls()
    {
        var result = Rubric.Assess(Sample, Sample.Policy("FIN-TRAVEL")!, Facts() with { Scope = "tbd", ImpactIfDenied = " " });

        Assert.Equal([MissingTag.Scope, MissingTag.Data, MissingTag.Impact], result.Missing);
    }

    [Fact]
    public void Two_kinds_of_control_count_as_two_and_two_words_for_one_kind_as_one()
    {
        var policy = Sample.Policy("CMP-VENDOR")!;
        var request = Facts() with { Scope = "One agency, 40 supply contracts, confidential." };

        var one = Rubric.Assess(Sample, policy, request with { CompensatingControls = "Access is restricted. It is read only." });
        var two =
            Rubric.Assess(Sample, policy,
            request with { CompensatingControls = "Access is restricted. A second person reads the log every Friday." });

        Assert.Equal((Likelihood.Possible, Likelihood.Unlikely), (one.Likelihood, two.Likelihood));
    }

    [Fact]
    public void What_was_corrected_wins_and_what_was_read_is_kept_beside_it()
    {
        var request = Facts() with
        {
            Scope = "One account, administrator of the domain.",
            Corrected = new Dictionary<string, string> { ["systems"] = "device" },
        };

        var result = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, request);

        var systems = result.Known!.Single(fact => fact.Id == "systems");
        Assert.Equal(
            (Impact.Limited, "device", FactSource.Corrected, "keystone"), (result.Impact, systems.Value, systems.Source, systems.Instead));
    }

    [Fact]
    public void What_decided_is_said_in_plain_words_and_kept_with_its_source()
    {
        var result =
            Rubric.Assess(Sample, Sample.Policy("FIN-SPEND")!, Facts() with { Scope = "Twelve orders to one painter, 9,900 EUR each." });

        Assert.Equal("Money that passes unchecked, in EUR: 118,800.", result.Reasons[0]);
        Assert.Equal(new RubricFact("fact.money", "118800", Impact.Severe, null), result.Facts[0]);
        Assert.Equal(new AssessedFact("money", "118800", FactSource.Text, "scope", "Twelve orders to one painter, 9,900 EUR each"),
            result.Known!.Single(fact => fact.Id == "money"));
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

        Assert.Equal(
            (RiskLabel.Medium, AssessmentDecider.Floor, rubric.Reasons[0]), (assessment.Label, assessment.DecidedBy, assessment.Reason));
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

        Assert.Equal([GapQuestions.For("controls"), GapQuestions.For("reason"), GapQuestions.For("scope")], assessment.Questions);
    }

    [Fact]
    public void Every_tag_has_a_question_of_its_own()
    {
        var questions = MissingTag.All.Select(GapQuestions.For).ToArray();

        Assert.Equal(9, questions.Distinct().Count());
    }

    [Fact]
    public void What_people_read_does_not_speak_of_the_machinery()
    {
        var reasons = Sample.Policies.SelectMany(policy => Rubric.Assess(Sample, policy, Facts()).Reasons);

        Assert.All(reasons, reason => Assert.DoesNotMatch(@"(?i)\b(rubric|table|floor|facts?|controls?)\b", reason));
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

    private static RequestFacts Facts(params (string Field, string Answer)[] answers) => new()
    {
        Title = "It",
        Justification = "The old one cannot do it, and the new one was sold out.",
        Scope = "This one",
        ImpactIfDenied = "The release of 3 May slips.",
        DurationDays = 10,
        Fields = answers.ToDictionary(pair => pair.Field, pair => pair.Answer),
    };

    private static ModelResult AModelResult(RiskLabel label) => new(
        "Shifts without rest.", label, "Lifting work over people.", [new ModelFact("Lifting", "the crane runs at night")], [], "gpt-x",
        "assessor", "1", 900, 120, 1800);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Domain.Risk.Assessment))]
    private sealed partial class Json : JsonSerializerContext;
}
