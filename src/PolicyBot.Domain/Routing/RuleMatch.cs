using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Routing;

/// <summary>Compares one request with what a rule asks for, and says so in words.</summary>
internal static class RuleMatch
{
    /// <summary>The first reason why a rule does not match; null: it does.</summary>
    public static string? WhyNot(PolicyCatalog catalog, RuleCondition? when, RoutingQuestion question)
    {
        if (when is null)
        {
            return null;
        }

        var (policy, department) = (question.Policy, question.Department?.Trim());
        if (when.Areas.Count > 0 && !Has(when.Areas, policy.AreaId))
        {
            return RoutingWords.OtherArea.With(catalog.Area(policy.AreaId).Name, Or(when.Areas));
        }

        if (when.Policies.Count > 0 && !Has(when.Policies, policy.Id))
        {
            return RoutingWords.OtherPolicy.With(policy.Id, Or(when.Policies));
        }

        if (when.Risks.Count > 0 && !when.Risks.Contains(question.Risk))
        {
            return RoutingWords.OtherRisk.With(question.Risk.InWords(), Or(when.Risks.Select(risk => risk.InWords())));
        }

        if (when.Departments.Count > 0 && !Has(when.Departments, department))
        {
            return RoutingWords.OtherDepartment.With(Said(department), Or(when.Departments));
        }

        if (when.DurationDays?.Contains(question.DurationDays) is false)
        {
            return RoutingWords.OtherDuration.With(question.DurationDays, Words(when.DurationDays));
        }

        if (when.Renewal?.Contains(question.Renewal) is false)
        {
            return RoutingWords.OtherRenewal.With(question.Renewal, Words(when.Renewal));
        }

        return when.Fields
            .Where(field => !AnswerMatch.Holds(field.Values, field.Range, AnswerMatch.Find(question.Fields, field.Field)))
            .Select(field => RoutingWords.OtherField.With(Label(policy, field.Field), Said(AnswerMatch.Find(question.Fields, field.Field)), Words(field)))
            .FirstOrDefault();
    }

    /// <summary>What a rule asks for.</summary>
    public static string Describe(RuleCondition? when, Policy policy)
    {
        if (when is null)
        {
            return RoutingWords.Everything;
        }

        IEnumerable<string?> asked =
        [
            when.Areas.Count > 0 ? RoutingWords.AskedArea.With(Or(when.Areas)) : null,
            when.Policies.Count > 0 ? RoutingWords.AskedPolicy.With(Or(when.Policies)) : null,
            when.Risks.Count > 0 ? RoutingWords.AskedRisk.With(Or(when.Risks.Select(risk => risk.InWords()))) : null,
            when.Departments.Count > 0 ? RoutingWords.AskedDepartment.With(Or(when.Departments)) : null,
            when.DurationDays is { } days ? RoutingWords.AskedDuration.With(Words(days)) : null,
            when.Renewal is { } renewal ? RoutingWords.AskedRenewal.With(Words(renewal)) : null,
            .. when.Fields.Select(field => RoutingWords.AskedField.With(Label(policy, field.Field), Words(field))),
        ];
        return string.Join(", ", asked.OfType<string>());
    }

    private static bool Has(IReadOnlyList<string> values, string? value) => value is not null && values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static string Said(string? answer) => answer is { Length: > 0 } ? answer : RoutingWords.NotSaid;

    private static string Label(Policy policy, string field) =>
        policy.Fields.FirstOrDefault(known => string.Equals(known.Id, field, StringComparison.OrdinalIgnoreCase))?.Label ?? field;

    private static string Words(FieldCondition field) => field.Range is { } range ? Words(range) : Or(field.Values);

    private static string Words(NumberRange range) => range switch
    {
        { Min: { } min, Max: { } max } => RoutingWords.Between.With(min, max),
        { Min: { } min } => RoutingWords.AtLeast.With(min),
        _ => RoutingWords.AtMost.With(range.Max),
    };

    private static string Or(IEnumerable<string> values) => values.ToArray() is [.. var first, _, _] all
        ? string.Join(", ", [.. first, RoutingWords.Or.With(all[^2], all[^1])])
        : string.Concat(values);
}
