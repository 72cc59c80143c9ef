using PolicyBot.Core.Assessment;
using PolicyBot.Core.Routing;

namespace PolicyBot.Core.Lifecycle;

/// <summary>Who decides and why, frozen when a revision is routed: the same JSON in record, API, export and webhook.</summary>
/// <param name="Tier">The tier of the rule that matched.</param>
/// <param name="Rule">The id of that rule.</param>
/// <param name="Risk">The risk it was routed by.</param>
/// <param name="CatalogHash">The catalog that held the rule: SHA-256 of its text, lower-case hex.</param>
/// <param name="Stages">The stages in order, with people, seats and the reason for each.</param>
/// <param name="Explanation">Why this rule and none before it, in words.</param>
public sealed record ReviewPolicy(
    string Tier,
    string Rule,
    RiskLabel Risk,
    string CatalogHash,
    IReadOnlyList<RoutedStage> Stages,
    IReadOnlyList<string> Explanation);
