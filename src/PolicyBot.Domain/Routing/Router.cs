using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Routing;

/// <summary>Says who reviews a request. The same question of the same catalog has the same answer, and the answer explains itself.</summary>
public static class Router
{
    /// <summary>Routes a request: the first rule that matches names the stages, and each stage finds its people.</summary>
    /// <param name="isReachable">Whether any channel reaches somebody.</param>
    /// <exception cref="InvalidOperationException">The catalog was never checked: no rule matches.</exception>
    public static RoutingResult Route(PolicyCatalog catalog, RoutingQuestion question, Func<PersonId, bool> isReachable)
    {
        var explanation = new List<string>();
        foreach (var rule in catalog.Rules)
        {
            if (RuleMatch.WhyNot(catalog, rule.When, question) is { } reason)
            {
                explanation.Add(RoutingWords.RuleSkipped.With(rule.Id, reason));
                continue;
            }

            explanation.Add(RoutingWords.RuleMatches.With(rule.Id, RuleMatch.Describe(rule.When, question.Policy)));
            return RouteStages(catalog, question, isReachable, rule, explanation);
        }

        throw new InvalidOperationException("No rule matches: the last rule of a catalog has no condition.");
    }

    /// <summary>Everybody whose reachability the route of a request may depend on: the people of its stages, and whoever could step in for them.</summary>
    /// <exception cref="InvalidOperationException">The catalog was never checked: no rule matches.</exception>
    public static IReadOnlySet<PersonId> Candidates(PolicyCatalog catalog, RoutingQuestion question) =>
        catalog.Rules.First(rule => RuleMatch.WhyNot(catalog, rule.When, question) is null)
            .Stages.SelectMany(stage => StagePeople.Candidates(catalog, stage, question.Requester)).ToHashSet();

    private static RoutingResult RouteStages(
        PolicyCatalog catalog, RoutingQuestion question, Func<PersonId, bool> isReachable, RoutingRule rule, List<string> explanation)
    {
        var stages = new List<RoutedStage>();
        foreach (var stageRule in rule.Stages)
        {
            var (stage, said) = new StagePeople(catalog, question, isReachable).Find(stages.Count + 1, stageRule);
            explanation.AddRange(said);
            if (stage.People.Count < stage.Seats)
            {
                return new RoutingResult.Nobody(stage.Number, stage.GroupName, explanation);
            }

            stages.Add(stage);
        }

        return new RoutingResult.Routed(new Route(rule.Id, rule.Tier, stages, explanation));
    }
}
