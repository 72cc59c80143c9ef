using System.Globalization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Routing;

/// <summary>Compares one request with what a rule asks for.</summary>
internal static class RuleMatch
{
    /// <summary>The first term of a rule's condition that a request does not meet; null: the rule matches.</summary>
    public static ConditionTerm? FindFailed(PolicyCatalog catalog, RuleCondition? when, RoutingQuestion question) =>
        Terms(catalog, when, question).Where(term => !term.Holds).Select(term => term.Term).FirstOrDefault();

    /// <summary>What a rule asks for beside what the request says.</summary>
    public static IReadOnlyList<ConditionTerm> Describe(PolicyCatalog catalog, RuleCondition? when, RoutingQuestion question) =>
        [.. Terms(catalog, when, question).Select(term => term.Term)];

    private static IEnumerable<(ConditionTerm Term, bool Holds)> Terms(PolicyCatalog catalog, RuleCondition? when, RoutingQuestion question)
    {
        if (when is null)
        {
            yield break;
        }

        var (policy, department) = (question.Policy, question.Department?.Trim());
        if (when.Areas.Count > 0)
        {
            yield return (Values(ConditionSubject.Area, when.Areas, catalog.Area(policy.AreaId).Name), Has(when.Areas, policy.AreaId));
        }

        if (when.Policies.Count > 0)
        {
            yield return (Values(ConditionSubject.Policy, when.Policies, policy.Id), Has(when.Policies, policy.Id));
        }

        if (when.Risks.Count > 0)
        {
            var risks = when.Risks.Select(StoredName).ToList();
            yield return (Values(ConditionSubject.Risk, risks, StoredName(question.Risk)), when.Risks.Contains(question.Risk));
        }

        if (when.Departments.Count > 0)
        {
            yield return (Values(ConditionSubject.Department, when.Departments, department), Has(when.Departments, department));
        }

        if (when.DurationDays is { } days)
        {
            yield return (Range(ConditionSubject.DurationDays, days, question.DurationDays), days.Contains(question.DurationDays));
        }

        if (when.Renewal is { } renewals)
        {
            yield return (Range(ConditionSubject.Renewal, renewals, question.Renewal), renewals.Contains(question.Renewal));
        }

        foreach (var field in when.Fields)
        {
            var answer = AnswerMatch.Find(question.Fields, field.Field);
            var known = policy.Fields.FirstOrDefault(known => string.Equals(known.Id, field.Field, StringComparison.OrdinalIgnoreCase));
            var term = new ConditionTerm(ConditionSubject.Field, field.Values)
            {
                Field = known?.Label ?? field.Field,
                Min = Written(field.Range?.Min),
                Max = Written(field.Range?.Max),
                Actual = answer?.Replace("\n", ", ", StringComparison.Ordinal),
            };
            yield return (term, AnswerMatch.Holds(field.Field, field.Values, field.Range, answer));
        }
    }

    private static ConditionTerm Values(ConditionSubject subject, IReadOnlyList<string> values, string? actual) =>
        new(subject, values) { Actual = actual };

    private static ConditionTerm Range(ConditionSubject subject, NumberRange range, int actual) => new(subject, [])
    {
        Min = Written(range.Min),
        Max = Written(range.Max),
        Actual = Written(actual),
    };

    private static bool Has(IReadOnlyList<string> values, string? value) =>
        value is not null && values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static string? Written(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string StoredName(RiskLabel risk) => risk.ToString().ToLowerInvariant();
}
