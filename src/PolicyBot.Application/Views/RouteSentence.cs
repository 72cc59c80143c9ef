using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Views;

/// <summary>Who decides and why, in one sentence: made from the route's reasons whenever it is shown.</summary>
public static class RouteSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="catalog">Knows what people are called.</param>
    /// <param name="stage">The stage it is about.</param>
    /// <param name="people">Who decides in it.</param>
    /// <param name="stages">All stages of the route.</param>
    /// <param name="rule">The id of the rule that matched.</param>
    /// <param name="reasons">Why it did; null in records of earlier versions.</param>
    /// <param name="startsAtOnce">It is in force before they decide, or may be.</param>
    public static string Render(
        PolicyCatalog catalog, RoutedStage stage, IReadOnlyList<PersonId> people, IReadOnlyList<RoutedStage> stages, string rule,
        RouteReasons? reasons, bool startsAtOnce = false)
    {
        var names = people.Select(catalog.NameOf).ToList();
        var who = names is [var only] ? RoutingWords.OneDecides.With(only)
            : stage.NeedsAll || stage.Seats >= names.Count ? RoutingWords.SeveralDecide.With(List(names, RoutingWords.And))
            : stage.Seats == 1 ? RoutingWords.SeveralDecide.With(List(names, RoutingWords.Or))
            : RoutingWords.SomeDecide.With(stage.Seats, List(names, RoutingWords.Or));
        var to = string.Join(
            RoutingWords.Then, stages.Select(one => one.GroupName ?? RoutingWords.ManagerInSentence));
        var why = reasons is null ? RoutingWords.BecauseOfRule.With(who, rule)
            : RoutingWords.Because.With(who, Requests(catalog, reasons), to);
        var steppedIn = (stage.SteppedIn ?? []).Where(step => step.Group is not null)
            .Select(step => RoutingWords.SteppingInFor.With(step.Group, step.For ?? RoutingWords.ManagerInSentence)).Distinct();
        return string.Concat(steppedIn.Prepend(why)) + (startsAtOnce ? RoutingWords.AfterStart : "") + ".";
    }

    // What the rule asks for, in the words of this request: "security requests of medium risk for at least 91 days".
    private static string Requests(PolicyCatalog catalog, RouteReasons reasons)
    {
        if (reasons.Met.Count == 0)
        {
            return reasons.Skipped.Count == 0 ? RoutingWords.AllRequests : RoutingWords.AllOtherRequests;
        }

        var area = reasons.Met.FirstOrDefault(term => term.Subject == ConditionSubject.Area);
        var policy = reasons.Met.FirstOrDefault(term => term.Subject == ConditionSubject.Policy);
        var what = policy is not null ? RoutingWords.RequestsOfPolicy.With(catalog.Policy(policy.Actual ?? "")?.Name ?? policy.Actual)
            : area is not null ? RoutingWords.RequestsOfArea.With(InSentence(area.Actual ?? ""))
            : RoutingWords.Requests;
        return string.Concat(reasons.Met.Select(Narrowed).Prepend(what));
    }

    private static string Narrowed(ConditionTerm term) => term.Subject switch
    {
        ConditionSubject.Area or ConditionSubject.Policy => "",
        ConditionSubject.Risk => RoutingWords.OfRisk.With(Enum.Parse<RiskLabel>(term.Actual!, ignoreCase: true).InWords()),
        ConditionSubject.Department => RoutingWords.FromDepartment.With(term.Actual),
        ConditionSubject.DurationDays => RoutingWords.ForDays.With(RouteExplanation.Wanted(term)),
        ConditionSubject.Renewal => RoutingWords.RenewedBefore.With(RouteExplanation.Wanted(term)),
        _ => RoutingWords.WithAnswer.With(RouteExplanation.FieldName(term), term.Actual),
    };

    // "Security" is no name inside a sentence; "IT" and "Human Resources" are left as they are.
    private static string InSentence(string area) => Languages.Current == Languages.Default && area.Skip(1).All(char.IsLower)
        ? area.ToLowerInvariant()
        : area;

    private static string List(List<string> names, string lastOf) =>
        names is [.. var first, _, _] ? string.Join(", ", [.. first, lastOf.With(names[^2], names[^1])]) : string.Concat(names);
}
