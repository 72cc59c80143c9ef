using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Why a revision finds no reviewer.</summary>
/// <param name="Risk">Its risk, which chose the rule.</param>
/// <param name="Group">The group in which nobody may decide and can be reached; empty: the policy is not in the catalog any more.</param>
public sealed record RoutingFailure(RiskLabel Risk, string Group);
