using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Catalogs;

/// <summary>
/// Checks the rules together: that each can be reached, that each stage still works when one of its own asks, and that the examples hold.
/// </summary>
internal static class RoutingLint
{
    public static void Check(PolicyCatalog catalog, CatalogNotes notes, AssetLint assets)
    {
        foreach (var (index, rule) in catalog.Rules.Index())
        {
            if (RuleReach.WhyNever(catalog, index) is { } why)
            {
                notes.Fault("unreachable-rule", why, "rules", index);
            }

            foreach (var (number, stage) in rule.Stages.Index())
            {
                CheckReach(catalog, notes, stage, ["rules", index, "stages", number]);
            }
        }

        foreach (var (index, example) in catalog.Examples.Index())
        {
            CheckExample(catalog, notes, assets, example, index);
        }
    }

    // A member who asks for an exception is left out of the stage: enough others must remain.
    private static void CheckReach(PolicyCatalog catalog, CatalogNotes notes, StageRule stage, object[] path)
    {
        var group = stage.Group is null ? null : catalog.Group(stage.Group);
        var breaking = (group?.Members ?? []).Where(member =>
        {
            var question = new RoutingQuestion(catalog.Policies[0], default, 0, 0, null, new Dictionary<string, string>(), member, member);
            var routed = new StagePeople(catalog, question, _ => true).Find(1, stage);
            return routed.People.Count < routed.Seats;
        }).ToArray();
        if (breaking.Length > 0)
        {
            notes.Warn(
                "out-of-reach",
                $"{group!.Id} can't reach its `needs` when {string.Join(" or ", breaking)} asks: give it a fallback or more members.",
                path);
        }
    }

    private static void CheckExample(
        PolicyCatalog catalog, CatalogNotes notes, AssetLint assets, RoutingExample example, int index)
    {
        if (catalog.Policy(example.Policy) is not { } policy)
        {
            notes.Fault("unknown-policy", $"There is no policy {example.Policy}.", "examples", index, "policy");
            return;
        }

        if (!catalog.Rules.Any(rule => string.Equals(rule.Id, example.ExpectedRule, StringComparison.OrdinalIgnoreCase)))
        {
            notes.Fault("unknown-rule", $"There is no rule {example.ExpectedRule}.", "examples", index, "expect", "rule");
            return;
        }

        foreach (var (field, answer) in example.Fields)
        {
            if (AssetList.Has(field))
            {
                assets.Check(field, [answer], "examples", index, field);
            }
            else
            {
                FieldLint.Check(notes, [policy], field, [answer], null, ["examples", index], "field." + field);
            }
        }

        if (example.Risk < policy.RiskFloor || example.DurationDays > policy.MaxDays || example.Renewal > policy.MaxRenewals)
        {
            notes.Fault(
                "failing-example",
                $"Nobody can ask for this: the floor, the longest days or the renewals of {policy.Id} rule it out.",
                "examples",
                index);
            return;
        }

        var requester = example.Requester ?? default; // a person in no group, so left out of none
        var question = new RoutingQuestion(
            policy,
            example.Risk,
            example.DurationDays,
            example.Renewal,
            example.Department,
            example.Fields,
            requester,
            example.Owner ?? requester);
        if (Failure(example, Router.Route(catalog, question, _ => true)) is { } failure)
        {
            notes.Fault("failing-example", failure, "examples", index);
        }
    }

    private static string? Failure(RoutingExample example, RoutingResult routing)
    {
        if (routing is not RoutingResult.Routed { Route: var route })
        {
            return $"Nobody is left to decide. {string.Join(' ', RouteExplanation.Render(((RoutingResult.Nobody)routing).Route))}";
        }

        if (!string.Equals(route.RuleId, example.ExpectedRule, StringComparison.OrdinalIgnoreCase))
        {
            return $"Expected rule {example.ExpectedRule}, and {route.RuleId} matched. {string.Join(' ', RouteExplanation.Render(route))}";
        }

        var asked = route.Stages[0].People.Select(person => person.Person).ToArray();
        return example.ExpectedApprovers is { } expected && !expected.ToHashSet().SetEquals(asked)
            ? $"Expected {List(expected)} in stage one, and {List(asked)} would be asked."
            : null;
    }

    private static string List(IEnumerable<PersonId> people) => string.Join(", ", people) is { Length: > 0 } names ? names : "nobody";
}
