using System.Globalization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>
/// The assessor that always answers: a decision table of the catalog over facts. The same facts give the same label, every time.
/// </summary>
public static class Rubric
{
    /// <summary>Assesses a request by what the form, the policy's fields and the texts say.</summary>
    /// <param name="model">The model's answer, whose facts count where they make the label graver and nowhere else; null: none was asked,
    /// or it gave no answer.</param>
    public static RubricResult Assess(PolicyCatalog catalog, Policy policy, RequestFacts request, ModelResult? model = null)
    {
        var topic = KnownFacts.TopicOf(catalog.Assessment, policy);
        var alone = Decide(catalog, policy, topic, KnownFacts.Gather(catalog.Assessment, policy, topic, request, []), request);
        if (ModelFacts.Checked(model, request) is not { Count: > 0 } read)
        {
            return alone;
        }

        var together = Decide(catalog, policy, topic, KnownFacts.Gather(catalog.Assessment, policy, topic, request, read), request);
        return together.TableLabel > alone.TableLabel
            ? together with { Missing = [.. MissingTag.All.Where(tag => together.Missing.Contains(tag) || alone.Missing.Contains(tag))] }
            : alone;
    }

    /// <summary>The label of facts, wherever they come from.</summary>
    /// <param name="request">Where the answers to the policy's fields and to the questions about gaps are.</param>
    public static RubricResult Decide(PolicyCatalog catalog, Policy policy, Topic topic, FactSheet sheet, RequestFacts request)
    {
        var settings = catalog.Assessment;
        var entry = settings.FindEntry(policy);
        var answers = entry.Facts
            .Select(fact => new Applying(fact, AnswerMatch.Find(request.Fields, fact.Field)))
            .Where(applying => AnswerMatch.Holds(applying.Fact.Is, applying.Fact.Range, applying.Answer))
            .ToList();
        var harm = HarmOf(settings, policy, topic, entry, sheet, answers);
        var chance = ChanceOf(settings, policy, entry, sheet, answers);

        var tableLabel = settings.Table[harm.Is, chance.Is];
        var label = Highest(tableLabel, policy.RiskFloor);
        RiskReason[] floor = label > tableLabel ? [new(RiskReason.Floor, [policy.Name, label.ToString()])] : [];
        RiskReason[] because = [.. floor, harm.Because, .. chance.Because];
        return new RubricResult(
            label, tableLabel, harm.Is, chance.Is, label > tableLabel, [.. because.Select(reason => reason.Say(settings)!)],
            [.. harm.Facts, .. chance.Facts], [.. Gaps.Find(sheet, label).Where(tag => !request.Answers(tag))], sheet.Facts, because);
    }

    /// <summary>Puts both assessors' results together: the highest of table, floor and proposal holds.</summary>
    /// <param name="model">Null: there is no model, or it gave no answer that can be used.</param>
    /// <param name="floor">The policy's.</param>
    /// <param name="fallbackWhy">Why the model gave no answer, as in <see cref="ModelAnswer.Unavailable"/>; null: it did, or there is
    /// none.</param>
    public static Assessment Combine(RubricResult rubric, ModelResult? model, RiskLabel floor, string? fallbackWhy = null)
    {
        var label = Highest(Highest(rubric.TableLabel, floor), model?.Label ?? RiskLabel.Low);
        var decider = label == rubric.TableLabel
            ? AssessmentDecider.Table : label == floor ? AssessmentDecider.Floor : AssessmentDecider.Model;
        var reason = decider == AssessmentDecider.Model
            ? model!.Rationale.Trim() is { Length: > 0 } rationale ? rationale : AssessmentWords.ModelDecides.With(label.InWords())
            : rubric.Reasons[0];
        return new Assessment(
            label, decider, reason, rubric, model, model is null ? fallbackWhy : null,
                GapQuestions.First(rubric.Missing.Concat(model?.Missing ?? [])));
    }

    private static Harm HarmOf(
        AssessmentSettings settings, Policy policy, Topic topic, PolicyAssessment entry, FactSheet sheet, List<Applying> answers)
    {
        var harms = answers.Where(applying => applying.Fact.Impact is not null).Select(applying => new Harm(
            applying.Fact.Impact!.Value, applying.Reason(policy), [applying.Recorded])).ToList();
        var rows = settings.Impact.Where(row => row.When.Holds(sheet)).Select(row => new Harm(
            row.Is,
            row.Because is { } words ? RiskReason.Says(words) : Reason(settings, policy, row.Is, row.When, sheet),
            [.. Recorded(row.When, sheet, row.Is, null)])).ToList();
        var decided = topic.DecidedBy.Any(fact => sheet.Find(fact) is { Source: not FactSource.Policy });
        if (harms.Count == 0 && (rows.Count == 0 || !decided))
        {
            var usual = entry.Impact ?? topic.Impact;
            harms.Add(new Harm(usual, UsualHarm(policy, usual), [new RubricFact("policy", policy.Id, usual, Likelihood: null)]));
        }

        return harms.Concat(rows).MaxBy(harm => harm.Is)!;
    }

    private static Chance ChanceOf(
        AssessmentSettings settings, Policy policy, PolicyAssessment entry, FactSheet sheet, List<Applying> answers)
    {
        if (answers.Where(applying => applying.Fact.Likelihood is not null).MaxBy(applying => applying.Fact.Likelihood) is { } said)
        {
            return new Chance(said.Fact.Likelihood!.Value, [said.Reason(policy)], [said.Recorded]);
        }

        var row = settings.Likelihood.FirstOrDefault(row => row.When.Holds(sheet));
        var (chance, because) = (row?.Is ?? Likelihood.Likely, new List<RiskReason>());
        var facts = new List<RubricFact>();
        if (row is not null)
        {
            because.Add(RiskReason.Says(row.Because));
            facts.AddRange(Recorded(row.When, sheet, null, row.Is));
        }

        foreach (var step in settings.StepsUp.Where(step => step.When.Holds(sheet)))
        {
            chance = chance == Likelihood.Unlikely ? Likelihood.Possible : Likelihood.Likely;
            because.Add(RiskReason.Says(step.Because));
            facts.AddRange(Recorded(step.When, sheet, null, chance));
        }

        if (entry.Likelihood is { } most && most < chance)
        {
            return new Chance(
                most,
                [.. because, new RiskReason(RiskReason.MostLikely, [policy.Name, most.ToString()])],
                [.. facts, new RubricFact("policy", policy.Id, null, most)]);
        }

        return new Chance(chance, because, facts);
    }

    private static IEnumerable<RubricFact> Recorded(FactCondition when, FactSheet sheet, Impact? impact, Likelihood? likelihood) =>
        when.Tests.Where(test => test.Fact != FactKind.Topic)
            .Select(test => new RubricFact("fact." + test.Fact, sheet[test.Fact]!, impact, likelihood));

    private static RiskReason Reason(AssessmentSettings settings, Policy policy, Impact impact, FactCondition when, FactSheet sheet)
    {
        var told = when.Tests
            .Where(test => settings.Facts.ContainsKey(test.Fact) && test.Fact is not "pseudonymised")
            .SelectMany(test => new[] { test.Fact, sheet[test.Fact]! })
            .ToList();
        return told.Count == 0 ? UsualHarm(policy, impact) : new RiskReason(RiskReason.Facts, told);
    }

    private static RiskReason UsualHarm(Policy policy, Impact impact) => new(RiskReason.UsualHarm, [policy.Name, impact.ToString()]);

    private static RiskLabel Highest(RiskLabel left, RiskLabel right) => left > right ? left : right;

    private sealed record Harm(Impact Is, RiskReason Because, IReadOnlyList<RubricFact> Facts);

    private sealed record Chance(Likelihood Is, IReadOnlyList<RiskReason> Because, IReadOnlyList<RubricFact> Facts);

    private sealed record Applying(AssessmentFact Fact, string? Answer)
    {
        public RubricFact Recorded => new("field." + Fact.Field, Answer!, Fact.Impact, Fact.Likelihood);

        public RiskReason Reason(Policy policy) => Fact.Because is { } words ? RiskReason.Says(words) : new(RiskReason.Answer,
        [
            policy.Fields.FirstOrDefault(known => string.Equals(known.Id, Fact.Field, StringComparison.OrdinalIgnoreCase))?.Label
                ?? Fact.Field,
            Answer ?? "",
        ]);
    }
}

/// <summary>Which elements of a justification a request lacks.</summary>
internal static class Gaps
{
    /// <summary>What is demanded of a request with this label and is not there.</summary>
    public static IReadOnlyList<string> Find(FactSheet sheet, RiskLabel label) =>
        [.. MissingTag.All.Where(tag => Demanded(tag, sheet, label) && !IsThere(tag, sheet))];

    private static bool Demanded(string tag, FactSheet sheet, RiskLabel label) => tag switch
    {
        MissingTag.Controls => label >= RiskLabel.Medium,
        MissingTag.Owner => label >= RiskLabel.Medium && !sheet.Is(FactKind.Personal, FactKind.Yes),
        MissingTag.Remediation or MissingTag.Duration => sheet.Is(FactKind.Ends, FactKind.State),
        MissingTag.Evidence => sheet.Is(FactKind.Cited, FactKind.Yes),
        _ => true,
    };

    private static bool IsThere(string tag, FactSheet sheet) => tag switch
    {
        MissingTag.Controls => !sheet.Is(FactKind.Controls, FactKind.None),
        MissingTag.Evidence => false, // cited means: without a reference
        _ => sheet.Is(FactKind.Given(tag), FactKind.Yes),
    };
}

/// <summary>Facts as people read them.</summary>
public static class FactWords
{
    /// <summary>A fact as a phrase: what it is called, and its value in plain words.</summary>
    public static string Say(AssessmentSettings settings, string fact, string value)
    {
        var wording = settings.Facts.GetValueOrDefault(fact);
        return AssessmentWords.FactIs.With(wording?.Name.Said ?? fact, Value(settings, fact, value));
    }

    /// <summary>A value in plain words.</summary>
    public static string Value(AssessmentSettings settings, string fact, string value) =>
        FactKind.Find(fact) is { IsNumber: true } && FactSheet.Number(value) is { } number
        ? number.ToString("#,0.##", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name))
        : settings.Facts.GetValueOrDefault(fact)?.Choices.GetValueOrDefault(value)?.Said ?? value;
}
