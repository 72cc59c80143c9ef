using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Views;

/// <summary>How a request came to its reviewers, in words.</summary>
public static class RouteExplanation
{
    /// <summary>
    /// Why each earlier rule did not match, why this one did, and how each stage came to its people; one sentence a line.
    /// </summary>
    public static IReadOnlyList<string> Render(Route route) =>
        [.. Skipped(route.Reasons), Matched(route.RuleId, route.Reasons), .. route.Stages.SelectMany(Sentences)];

    /// <summary>Why each earlier rule did not match; one sentence each.</summary>
    public static IReadOnlyList<string> Skipped(RouteReasons reasons) =>
        [.. reasons.Skipped.Select(rule => RoutingWords.RuleSkipped.With(rule.Rule, Failed(rule.Failed)))];

    /// <summary>Why a rule matched.</summary>
    public static string Matched(string rule, RouteReasons reasons) => RoutingWords.RuleMatches.With(rule, Because(reasons));

    /// <summary>Who of a stage was left out and who stepped in, each with the reason; one sentence each.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="nameOf">What a person is called.</param>
    public static IEnumerable<string> People(RoutedStage stage, Func<PersonId, string> nameOf) =>
        [.. stage.LeftOut.Select(left => LeftOut(left, nameOf)), .. stage.SteppedIn?.SelectMany(SteppedIn) ?? []];

    /// <summary>Why its rule matched, as what follows "because".</summary>
    public static string Because(RouteReasons reasons) => reasons.Met.Count == 0
        ? RoutingWords.Everything : string.Join(", ", reasons.Met.Select(Asked));

    /// <summary>The same reasons with the names of areas and policies in place of their ids, for people who wrote no catalog.</summary>
    public static RouteReasons InNames(this RouteReasons reasons, PolicyCatalog catalog) => new(
        [.. reasons.Skipped.Select(rule => rule with { Failed = InNames(rule.Failed, catalog) })],
        [.. reasons.Met.Select(term => InNames(term, catalog))]);

    /// <summary>Several words as alternatives.</summary>
    public static string Or(IEnumerable<string> values) => values.ToArray() is [.. var first, _, _] all
        ? string.Join(", ", [.. first, RoutingWords.Or.With(all[^2], all[^1])])
        : string.Concat(values);

    /// <summary>The name of a stage's group, or words for the manager.</summary>
    public static string GroupName(RoutedStage stage) => stage.GroupName ?? RoutingWords.Manager;

    private static IEnumerable<string> Sentences(RoutedStage stage)
    {
        var (name, asked) = (GroupName(stage), string.Join(", ", stage.People.Select(person => person.Person)));
        return
        [
            stage.People.Count < stage.Seats ? RoutingWords.StageFallsShort.With(stage.Number, name, stage.Seats, stage.People.Count)
                : stage.NeedsAll ? RoutingWords.StageNeedsAll.With(stage.Number, name, asked)
                : RoutingWords.StageNeeds.With(stage.Number, name, stage.Seats, asked),
            .. People(stage, person => person.Value),
        ];
    }

    private static string LeftOut(LeftOut left, Func<PersonId, string> nameOf) => (left.Reason switch
    {
        LeftOutReason.Requester => RoutingWords.LeftOutRequester,
        LeftOutReason.Owner => RoutingWords.LeftOutOwner,
        _ => RoutingWords.LeftOutUnreachable,
    }).With(nameOf(left.Person));

    private static IEnumerable<string> SteppedIn(SteppingIn step)
    {
        if (step.Reason == SteppingInReason.NoManager)
        {
            yield return RoutingWords.NoManager;
        }

        if (step.Group is not null)
        {
            var words = step.Reason == SteppingInReason.Unreachable ? RoutingWords.StepsInUnreachable : RoutingWords.StepsInTooFew;
            yield return words.With(step.Group, step.For ?? RoutingWords.Manager);
        }
    }

    private static ConditionTerm InNames(ConditionTerm term, PolicyCatalog catalog)
    {
        string Policy(string id) => catalog.Policy(id)?.Name ?? id;
        string Area(string id) => catalog.FindArea(id)?.Name ?? id;
        return term.Subject switch
        {
            ConditionSubject.Area => term with { Values = [.. term.Values.Select(Area)] },
            ConditionSubject.Policy => term with { Values = [.. term.Values.Select(Policy)], Actual = Policy(term.Actual ?? "") },
            _ => term,
        };
    }

    private static string Failed(ConditionTerm term) => term.Subject switch
    {
        ConditionSubject.Area => RoutingWords.OtherArea.With(term.Actual, Wanted(term)),
        ConditionSubject.Policy => RoutingWords.OtherPolicy.With(term.Actual, Wanted(term)),
        ConditionSubject.Risk => RoutingWords.OtherRisk.With(Risk(term.Actual!), Wanted(term)),
        ConditionSubject.Department => RoutingWords.OtherDepartment.With(Said(term.Actual), Wanted(term)),
        ConditionSubject.DurationDays => RoutingWords.OtherDuration.With(term.Actual, Wanted(term)),
        ConditionSubject.Renewal => RoutingWords.OtherRenewal.With(term.Actual, Wanted(term)),
        _ => RoutingWords.OtherField.With(FieldName(term), Said(term.Actual), Wanted(term)),
    };

    private static string Asked(ConditionTerm term) => term.Subject switch
    {
        ConditionSubject.Area => RoutingWords.AskedArea.With(Wanted(term)),
        ConditionSubject.Policy => RoutingWords.AskedPolicy.With(Wanted(term)),
        ConditionSubject.Risk => RoutingWords.AskedRisk.With(Wanted(term)),
        ConditionSubject.Department => RoutingWords.AskedDepartment.With(Wanted(term)),
        ConditionSubject.DurationDays => RoutingWords.AskedDuration.With(Wanted(term)),
        ConditionSubject.Renewal => RoutingWords.AskedRenewal.With(Wanted(term)),
        _ => RoutingWords.AskedField.With(FieldName(term), Wanted(term)),
    };

    /// <summary>What the field of a term is called.</summary>
    internal static string? FieldName(ConditionTerm term) => term.Field switch
    {
        AssetList.Criticality => RoutingWords.AssetCriticality,
        AssetList.Exposure => RoutingWords.AssetExposure,
        var label => label,
    };

    private static string Said(string? answer) => answer is { Length: > 0 } ? answer : RoutingWords.NotSaid;

    private static string Risk(string storedName) => Enum.Parse<RiskLabel>(storedName, ignoreCase: true).InWords();

    /// <summary>What a term asks for.</summary>
    internal static string Wanted(ConditionTerm term) => term switch
    {
        { Min: { } min, Max: { } max } => RoutingWords.Between.With(min, max),
        { Min: { } min } => RoutingWords.AtLeast.With(min),
        { Max: { } max } => RoutingWords.AtMost.With(max),
        { Subject: ConditionSubject.Risk } => Or(term.Values.Select(Risk)),
        _ => Or(term.Values),
    };
}
