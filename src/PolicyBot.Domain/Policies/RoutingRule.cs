namespace PolicyBot.Domain.Policies;

/// <summary>Who reviews which requests.</summary>
/// <param name="When">What must hold for the rule to match; null: it always matches.</param>
/// <param name="Tier">The organisation's own word for this kind of review.</param>
/// <param name="Stages">Reviewed in this order; at least one.</param>
public sealed record RoutingRule(string Id, RuleCondition? When, string Tier, IReadOnlyList<StageRule> Stages);

/// <summary>One stage of a review: a group, or the requester's manager.</summary>
/// <param name="Group">Id of the group that decides; null when <paramref name="Manager"/> is set.</param>
/// <param name="Needs">How many approvals it takes; null: all of the group.</param>
/// <param name="Channel">Where the card is posted besides the direct messages; null: nowhere.</param>
public sealed record StageRule(string? Group, bool Manager, int? Needs, string? Channel);

/// <summary>What must hold for a rule to match: everything that is not null or empty.</summary>
public sealed record RuleCondition
{
    /// <summary>Ids of areas, one of which must be the policy's.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>Ids of policies, one of which it must be.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Labels, one of which it must be.</summary>
    public IReadOnlyList<RiskLabel> Risks { get; init; } = [];

    /// <summary>Departments, one of which it must be, in any letter case.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Days from submission to the end, both ends included.</summary>
    public NumberRange? DurationDays { get; init; }

    /// <summary>How many renewals came before, both ends included; 0 is a first request.</summary>
    public NumberRange? Renewal { get; init; }

    /// <summary>Answers to the policy's own fields.</summary>
    public IReadOnlyList<FieldCondition> Fields { get; init; } = [];

    /// <summary>Whether a request of the policy may match, going by area and policy.</summary>
    public bool MayTake(Policy policy) => Allows(Areas, policy.AreaId) && Allows(Policies, policy.Id);

    private static bool Allows(IReadOnlyList<string> ids, string id) =>
        ids.Count == 0 || ids.Contains(id, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What the answer to one field must be: one of the values, or a number in the range.</summary>
/// <param name="Field">The field's id, without <c>field.</c>.</param>
/// <param name="Values">Compared in any letter case; empty when <paramref name="Range"/> is given.</param>
public sealed record FieldCondition(string Field, IReadOnlyList<string> Values, NumberRange? Range);

/// <summary>Numbers from <paramref name="Min"/> to <paramref name="Max"/>, both included; null: no bound on that side.</summary>
public sealed record NumberRange(decimal? Min, decimal? Max)
{
    /// <summary>Whether a number lies inside.</summary>
    public bool Contains(decimal number) => !(number < Min) && !(number > Max);
}

/// <summary>A test of the rules, written into the catalog itself.</summary>
/// <param name="Policy">Id of the policy asked about.</param>
/// <param name="Fields">Answers by field id, without <c>field.</c>.</param>
/// <param name="Requester">Who asks; null: a person who approves nothing.</param>
/// <param name="Owner">Who owns the exception; null: the requester.</param>
/// <param name="ExpectedRule">Id of the rule that must match.</param>
/// <param name="ExpectedApprovers">Who must be asked in stage one, in any order; null: not tested.</param>
public sealed record RoutingExample(
    string Policy,
    RiskLabel Risk,
    int DurationDays,
    int Renewal,
    string? Department,
    IReadOnlyDictionary<string, string> Fields,
    PersonId? Requester,
    PersonId? Owner,
    string ExpectedRule,
    IReadOnlyList<PersonId>? ExpectedApprovers);
