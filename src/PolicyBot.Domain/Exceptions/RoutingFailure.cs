using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Why a revision finds no reviewer.</summary>
/// <param name="Risk">Its risk, which chose the rule.</param>
/// <param name="Group">The group in which no member may decide and can be reached; empty: the policy left the catalog.</param>
public sealed record RoutingFailure(RiskLabel Risk, string Group);
