using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Routing;

/// <summary>Says who reviews a request. The same question of the same catalog has the same answer, and the answer says why.</summary>
public static class Router
{
    /// <summary>Routes a request: the first rule that matches names the stages, and each stage finds its people.</summary>
    /// <param name="isReachable">Whether any channel reaches a person.</param>
    /// <exception cref="InvalidOperationException">The catalog was never checked: no rule matches.</exception>
    public static RoutingResult Route(PolicyCatalog catalog, RoutingQuestion question, Func<PersonId, bool> isReachable)
    {
        var skipped = new List<SkippedRule>();
        foreach (var rule in catalog.Rules)
        {
            if (RuleMatch.FindFailed(catalog, rule.When, question) is not { } failed)
            {
                return RouteStages(
                    catalog, question, isReachable, rule, new RouteReasons(skipped, RuleMatch.Describe(catalog, rule.When, question)));
            }

            skipped.Add(new SkippedRule(rule.Id, failed));
        }

        throw new InvalidOperationException("No rule matches: the last rule of a catalog has no condition.");
    }

    /// <summary>
    /// The people whose reachability the route of a request may depend on: those of its stages, and those who could step in for them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The catalog was never checked: no rule matches.</exception>
    public static IReadOnlySet<PersonId> Candidates(PolicyCatalog catalog, RoutingQuestion question) =>
        catalog.Rules.First(rule => RuleMatch.FindFailed(catalog, rule.When, question) is null)
            .Stages.SelectMany(stage => StagePeople.Candidates(catalog, stage, question.Requester)).ToHashSet();

    private static RoutingResult RouteStages(
        PolicyCatalog catalog, RoutingQuestion question, Func<PersonId, bool> isReachable, RoutingRule rule, RouteReasons reasons)
    {
        var stages = new List<RoutedStage>();
        var route = new Route(rule.Id, rule.Tier, stages, reasons);
        foreach (var stageRule in rule.Stages)
        {
            var stage = new StagePeople(catalog, question, isReachable).Find(stages.Count + 1, stageRule);
            stages.Add(stage);
            if (stage.People.Count < stage.Seats)
            {
                return new RoutingResult.Nobody(route);
            }
        }

        return new RoutingResult.Routed(route);
    }
}
