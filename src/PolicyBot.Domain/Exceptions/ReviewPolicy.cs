using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Who decides and why, frozen when a revision is routed: the same JSON in record, API, export and webhook.</summary>
/// <param name="Tier">The tier of the rule that matched.</param>
/// <param name="Rule">The id of that rule.</param>
/// <param name="Risk">The risk it was routed by.</param>
/// <param name="CatalogHash">The catalog that held the rule: SHA-256 of its text, lower-case hex.</param>
/// <param name="Stages">The stages in order, with people, seats and the reason for each.</param>
/// <param name="Explanation">Why this rule and none before it, in the words of an earlier version; null in new records.</param>
public sealed record ReviewPolicy(
    string Tier,
    string Rule,
    RiskLabel Risk,
    string CatalogHash,
    IReadOnlyList<RoutedStage> Stages,
    IReadOnlyList<string>? Explanation)
{
    /// <summary>Why this rule and none before it; null in records of earlier versions.</summary>
    public RouteReasons? Reasons { get; init; }

    /// <summary>
    /// When those who are asked are reminded and others join them; null in records from before it was frozen: then the catalog's of now
    /// hold.
    /// </summary>
    public ReviewHours? Hours { get; init; }

    /// <summary>What was decided before on the same policy and a similar scope, best first; null for nothing.</summary>
    public IReadOnlyList<Precedent>? Precedents { get; init; }

    /// <summary>
    /// How many there were, where <see cref="Precedents"/> has as many as an approver is shown; null where it has fewer, and in records
    /// from before they were counted.
    /// </summary>
    public int? PrecedentsFound { get; init; }

    /// <summary>The assets of the request that were known, as they stood then; null for none, and in earlier records.</summary>
    public IReadOnlyList<Asset>? Assets { get; init; }
}

/// <summary>An earlier exception that approvers are shown; never a confidential one.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">What it was about.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Comment">Why, as the approver wrote.</param>
public sealed record Precedent(ExceptionId Id, string Title, DecisionKind Outcome, DateTimeOffset At, string Comment)
{
    /// <summary>
    /// How it stood when it was shown, where it was approved and is suspended or revoked since; else null, as in earlier records.
    /// </summary>
    public Status? Since { get; init; }

    /// <summary>How many an approver is shown.</summary>
    public const int Most = 3;
}
