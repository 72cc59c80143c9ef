using PolicyBot.Core.Catalog;
using PolicyBot.Core.Routing;

namespace PolicyBot.Core.Assessment;

/// <summary>The assessor that always answers: a decision table over the form's choices. It reads no text, only whether one is there.</summary>
public static class Rubric
{
    /// <summary>The shortest text, in characters after trimming, that counts as naming a compensating control.</summary>
    public const int ShortestControls = 20;

    private const int MostQuestions = 3;

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase) { "-", "--", "?", ".", "n/a", "na", "none", "tbd", "see above" };

    /// <summary>Assesses a request by the policy's answers and what the catalog says they mean.</summary>
    public static RubricResult Assess(PolicyCatalog catalog, Policy policy, RequestFacts facts)
    {
        var entry = catalog.Assessment.Policies.FirstOrDefault(entry => string.Equals(entry.Policy, policy.Id, StringComparison.OrdinalIgnoreCase))
            ?? PolicyAssessment.Standard;
        var applying = entry.Facts
            .Select(fact => (Fact: fact, Answer: RuleMatch.Answer(facts.Fields, fact.Field)))
            .Where(pair => RuleMatch.Holds(pair.Fact.Is, pair.Fact.Range, pair.Answer))
            .ToArray();
        var controlled = HasControls(facts);

        var gravest = applying.Where(pair => pair.Fact.Impact is not null).OrderByDescending(pair => pair.Fact.Impact).FirstOrDefault();
        var likeliest = applying.Where(pair => pair.Fact.Likelihood is not null).OrderByDescending(pair => pair.Fact.Likelihood).FirstOrDefault();
        var impact = gravest.Fact?.Impact ?? entry.Impact;
        var likelihood = likeliest.Fact?.Likelihood ?? (controlled && entry.Likelihood == Likelihood.Likely ? Likelihood.Possible : entry.Likelihood);
        var tableLabel = catalog.Assessment.Table[impact, likelihood];
        var label = Highest(tableLabel, policy.RiskFloor);

        var (reasons, recorded) = (new List<string>(), new List<RubricFact>());
        if (label > tableLabel)
        {
            reasons.Add(AssessmentWords.NeverBelow.With(policy.Name, label.InWords()));
        }

        foreach (var (fact, answer) in applying.Where(pair => pair == gravest || pair == likeliest))
        {
            reasons.Add(fact.Because ?? AssessmentWords.AnswerDecides.With(LabelOf(policy, fact.Field), answer));
            recorded.Add(new RubricFact("field." + fact.Field, answer!, fact.Impact, fact.Likelihood));
        }

        if (likeliest.Fact is null)
        {
            var byControls = entry.Likelihood == Likelihood.Likely;
            reasons.Add(byControls ? controlled ? AssessmentWords.SomethingInPlace : AssessmentWords.NothingInPlace : Usual(likelihood).With(policy.Name));
            recorded.Add(byControls
                ? new RubricFact("compensatingControls", controlled ? "given" : "none", Impact: null, likelihood)
                : new RubricFact("policy", policy.Id, Impact: null, likelihood));
        }

        if (gravest.Fact is null)
        {
            reasons.Add(Harm(impact).With(policy.Name));
            recorded.Add(new RubricFact("policy", policy.Id, impact, Likelihood: null));
        }

        return new RubricResult(label, tableLabel, impact, likelihood, label > tableLabel, reasons, recorded, Missing(facts, label, controlled));
    }

    /// <summary>Puts both assessors' results together: the highest of table, floor and proposal holds.</summary>
    /// <param name="model">Null: there is no model, or it gave no answer that can be used.</param>
    /// <param name="floor">The policy's.</param>
    /// <param name="fallbackWhy">Why the model gave no answer, as in <see cref="ModelAnswer.Unavailable"/>; null: it did, or there is none.</param>
    public static Assessment Combine(RubricResult rubric, ModelResult? model, RiskLabel floor, string? fallbackWhy = null)
    {
        var label = Highest(Highest(rubric.TableLabel, floor), model?.Label ?? RiskLabel.Low);
        var decider = label == rubric.TableLabel ? AssessmentDecider.Table : label == floor ? AssessmentDecider.Floor : AssessmentDecider.Model;
        var reason = decider == AssessmentDecider.Model
            ? model!.Rationale.Trim() is { Length: > 0 } rationale ? rationale : AssessmentWords.ModelDecides.With(label.InWords())
            : rubric.Reasons[0];
        IReadOnlyList<string> questions = [.. MissingTag.All
            .Where(tag => rubric.Missing.Contains(tag) || model?.Missing.Contains(tag) is true)
            .Take(MostQuestions)
            .Select(QuestionFor)];
        return new Assessment(label, decider, reason, rubric, model, model is null ? fallbackWhy : null, questions);
    }

    /// <summary>The question that closes a gap.</summary>
    /// <param name="tag">A member of <see cref="MissingTag.All"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static string QuestionFor(string tag) => tag switch
    {
        MissingTag.Reason => AssessmentWords.AskReason,
        MissingTag.Scope => AssessmentWords.AskScope,
        MissingTag.Impact => AssessmentWords.AskImpact,
        MissingTag.Data => AssessmentWords.AskData,
        MissingTag.Controls => AssessmentWords.AskControls,
        MissingTag.Owner => AssessmentWords.AskOwner,
        MissingTag.Remediation => AssessmentWords.AskRemediation,
        MissingTag.Duration => AssessmentWords.AskDuration,
        MissingTag.Evidence => AssessmentWords.AskEvidence,
        _ => throw new ArgumentOutOfRangeException(nameof(tag), tag, "There is no question for it."),
    };

    private static List<string> Missing(RequestFacts facts, RiskLabel label, bool controlled)
    {
        bool IsMissing(string tag) => tag switch
        {
            MissingTag.Controls => label >= RiskLabel.Medium && !controlled,
            MissingTag.Scope => !IsGiven(facts.Scope),
            MissingTag.Impact => !IsGiven(facts.ImpactIfDenied),
            _ => false, // takes reading
        };
        return [.. MissingTag.All.Where(IsMissing)];
    }

    private static bool HasControls(RequestFacts facts) => IsGiven(facts.CompensatingControls) && facts.CompensatingControls.Trim().Length >= ShortestControls;

    private static bool IsGiven(string? text) => text?.Trim() is { Length: > 0 } given && !Placeholders.Contains(given);

    private static string LabelOf(Policy policy, string field) =>
        policy.Fields.FirstOrDefault(known => string.Equals(known.Id, field, StringComparison.OrdinalIgnoreCase))?.Label ?? field;

    private static string Harm(Impact impact) => impact switch
    {
        Impact.Limited => AssessmentWords.HarmLimited,
        Impact.Serious => AssessmentWords.HarmSerious,
        Impact.Severe => AssessmentWords.HarmSevere,
        _ => AssessmentWords.HarmCatastrophic,
    };

    private static string Usual(Likelihood likelihood) => likelihood switch
    {
        Likelihood.Unlikely => AssessmentWords.PolicyUnlikely,
        Likelihood.Possible => AssessmentWords.PolicyPossible,
        _ => AssessmentWords.PolicyLikely,
    };

    private static RiskLabel Highest(RiskLabel left, RiskLabel right) => left > right ? left : right;
}
