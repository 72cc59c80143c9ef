namespace PolicyBot.Domain.Policies;

/// <summary>
/// How facts of a request become a risk label: the decision table, what answers and words mean, and what is said per policy.
/// </summary>
public sealed record AssessmentSettings
{
    /// <summary>The label of each impact and likelihood.</summary>
    public RiskTable Table { get; init; } = RiskTable.Default;

    /// <summary>
    /// The kinds of policy, in order: where a policy does not name its own, the first whose words stand in its id, name or text.
    /// </summary>
    public required IReadOnlyList<Topic> Topics { get; init; }

    /// <summary>The worst credible outcome: of the rows that apply the gravest.</summary>
    public required IReadOnlyList<ImpactRow> Impact { get; init; }

    /// <summary>How likely it is: the first row that applies.</summary>
    public required IReadOnlyList<LikelihoodRow> Likelihood { get; init; }

    /// <summary>What raises the likelihood, by one step each.</summary>
    public required IReadOnlyList<StepUp> StepsUp { get; init; }

    /// <summary>What answers to fields mean, for every policy that has such a field.</summary>
    public required IReadOnlyList<AnswerMeaning> Answers { get; init; }

    /// <summary>How facts are called and asked for, by the fact's id.</summary>
    public required IReadOnlyDictionary<string, FactWording> Facts { get; init; }

    /// <summary>What words mean, by the signal's name.</summary>
    public required IReadOnlyDictionary<string, Signal> Signals { get; init; }

    /// <summary>Numbers in words, such as <c>twelve</c>; those from a thousand on multiply the number before them.</summary>
    public required IReadOnlyDictionary<string, decimal> Numbers { get; init; }

    /// <summary>Words in short, such as <c>til</c> or <c>w o</c>, with what they stand for.</summary>
    public IReadOnlyDictionary<string, string> Shorthand { get; init; } = new Dictionary<string, string>();

    /// <summary>Currencies by their words or signs, with what one is in euros, roughly.</summary>
    public required IReadOnlyDictionary<string, decimal> Currencies { get; init; }

    /// <summary>What is said per policy, by the policy's id.</summary>
    public IReadOnlyList<PolicyAssessment> Policies { get; init; } = [];

    /// <summary>What is said about a policy.</summary>
    public PolicyAssessment FindEntry(Policy policy) =>
        Policies.FirstOrDefault(entry => string.Equals(entry.Policy, policy.Id, StringComparison.OrdinalIgnoreCase))
            ?? PolicyAssessment.Standard;

    /// <summary>The facts that a policy's form asks for, each with its words.</summary>
    public IEnumerable<(string Fact, FactWording Wording)> FindAsked(Policy policy) =>
        FindEntry(policy).Asks.Where(Facts.ContainsKey).Select(fact => (fact, Facts[fact]));
}

/// <summary>A kind of policy.</summary>
/// <param name="Words">Words of a policy's id, name or text that tell it.</param>
/// <param name="Impact">The worst credible outcome where no deciding fact is known.</param>
/// <param name="DecidedBy">The facts without which <paramref name="Impact"/> counts.</param>
/// <param name="Reads">The facts that are read from texts.</param>
/// <param name="Gives">What is true of every request of this kind.</param>
/// <param name="EndsWithinDays">It ends by itself only if it lasts no longer; null: for any length.</param>
/// <param name="Demands">The facts of which one answers how much, what or how many; none: a few words of scope do.</param>
public sealed record Topic(
    string Id,
    SignalWords Words,
    Impact Impact,
    IReadOnlyList<string> DecidedBy,
    IReadOnlyList<string> Reads,
    IReadOnlyDictionary<string, string> Gives,
    int? EndsWithinDays,
    IReadOnlyList<string> Demands);

/// <summary>What must be known for a row to apply: all of it.</summary>
public sealed record FactCondition(IReadOnlyList<FactTest> Tests);

/// <summary>What one fact must be.</summary>
/// <param name="Is">Its values; empty when <paramref name="Range"/> is given.</param>
public sealed record FactTest(string Fact, IReadOnlyList<string> Is, NumberRange? Range);

/// <summary>A row of the worst outcomes.</summary>
/// <param name="Because">The sentence for people; null: made of the facts.</param>
public sealed record ImpactRow(Impact Is, FactCondition When, Wording? Because);

/// <summary>A row of the likelihoods.</summary>
public sealed record LikelihoodRow(Likelihood Is, FactCondition When, Wording Because);

/// <summary>What raises the likelihood by a step.</summary>
public sealed record StepUp(FactCondition When, Wording Because);

/// <summary>What an answer to a field means, under any policy that asks for it.</summary>
public sealed record AnswerMeaning(string Field, IReadOnlyList<string> Is, NumberRange? Range, IReadOnlyDictionary<string, string> Gives);

/// <summary>How a fact is called and asked for.</summary>
/// <param name="Choices">Its values in plain words; for a number, values to choose from.</param>
public sealed record FactWording(Wording Name, Wording Asks, IReadOnlyDictionary<string, Wording> Choices);

/// <summary>What words mean.</summary>
/// <param name="Gives">The facts they say; the value <c>#</c> is the number that stands before them.</param>
/// <param name="Control">What kind of control they name: kinds count, not words; <c>removes</c> takes the threat away. Null: none.</param>
/// <param name="Topics">The topics they mean it in; empty: all.</param>
/// <param name="In">The fields they mean it in; empty: all but the consequence of a denial.</param>
/// <param name="EvenDenied">They mean it after a "no", too.</param>
public sealed record Signal(
    string Name,
    IReadOnlyDictionary<string, string> Gives,
    string? Control,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> In,
    bool EvenDenied,
    SignalWords Words);

/// <summary>Phrases by language.</summary>
public sealed record SignalWords(IReadOnlyDictionary<string, IReadOnlyList<string>> ByLanguage)
{
    /// <summary>No words.</summary>
    public static SignalWords None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>These words with those of another list in the place of each language it has.</summary>
    public SignalWords With(SignalWords other) => new(new Dictionary<string, IReadOnlyList<string>>(
        ByLanguage.Where(pair => !other.ByLanguage.ContainsKey(pair.Key)).Concat(other.ByLanguage), StringComparer.Ordinal));
}

/// <summary>What is said about one policy.</summary>
/// <param name="Policy">The policy's id.</param>
/// <param name="Topic">Which kind of policy it is; null: told by its words.</param>
/// <param name="Impact">The worst credible outcome where no deciding fact is known; null: the topic's.</param>
/// <param name="Likelihood">The highest likelihood, even when controls are missing; null: no limit.</param>
/// <param name="Asks">The facts that the form asks for.</param>
/// <param name="Facts">What the answers to the policy's fields mean.</param>
public sealed record PolicyAssessment(
    string Policy, string? Topic, Impact? Impact, Likelihood? Likelihood, IReadOnlyList<string> Asks, IReadOnlyList<AssessmentFact> Facts)
{
    /// <summary>What holds for a policy that the catalog says nothing about.</summary>
    public static PolicyAssessment Standard { get; } = new("", null, null, null, [], []);
}

/// <summary>What one answer means; of several that apply the gravest counts.</summary>
/// <param name="Field">The field's id, without <c>field.</c>.</param>
/// <param name="Is">Answers it applies to, in any letter case; empty when <paramref name="Range"/> is given.</param>
/// <param name="Range">Numbers it applies to.</param>
/// <param name="Likelihood">Holds whether or not controls are named.</param>
/// <param name="Because">The sentence for people; null: made of the field's label and the answer.</param>
/// <param name="Gives">The facts it says.</param>
public sealed record AssessmentFact(
    string Field,
    IReadOnlyList<string> Is,
    NumberRange? Range,
    Impact? Impact,
    Likelihood? Likelihood,
    Wording? Because,
    IReadOnlyDictionary<string, string> Gives);

/// <summary>
/// The label of each impact and likelihood. Rows are NIST SP 800-30 rev. 1, table I-2, folded to three likelihoods and four impacts.
/// </summary>
/// <param name="Unlikely">Labels for limited, serious, severe and catastrophic impact; so for the other rows.</param>
public sealed record RiskTable(IReadOnlyList<RiskLabel> Unlikely, IReadOnlyList<RiskLabel> Possible, IReadOnlyList<RiskLabel> Likely)
{
    /// <summary>
    /// The table that holds where the catalog has none. It differs from NIST's in one cell: severe and unlikely is medium, because here a
    /// control is switched off on purpose.
    /// </summary>
    public static RiskTable Default { get; } = new(
        [RiskLabel.Low, RiskLabel.Low, RiskLabel.Medium, RiskLabel.Medium],
        [RiskLabel.Low, RiskLabel.Medium, RiskLabel.Medium, RiskLabel.High],
        [RiskLabel.Low, RiskLabel.Medium, RiskLabel.High, RiskLabel.Critical]);

    /// <summary>The label of one cell.</summary>
    public RiskLabel this[Impact impact, Likelihood likelihood] => (likelihood switch
    {
        Likelihood.Unlikely => Unlikely,
        Likelihood.Possible => Possible,
        _ => Likely,
    })[(int)impact];
}
