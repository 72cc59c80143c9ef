using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>Finds rules that no request can ever reach, because earlier ones take everything that they would match.</summary>
internal static class RuleReach
{
    /// <summary>The policies that a condition leaves, going by area, policy and fields.</summary>
    public static IEnumerable<Policy> Policies(PolicyCatalog catalog, RuleCondition? when) =>
        catalog.Policies.Where(policy => when?.MayTake(policy) != false);

    /// <summary>Why a rule is never reached; null: it may be.</summary>
    /// <param name="index">Its position in the catalog, from 0.</param>
    public static string? WhyNever(PolicyCatalog catalog, int index)
    {
        var rule = catalog.Rules[index];
        var earlier = catalog.Rules.Take(index).ToArray();
        if (Array.Find(earlier, other => other.When is null) is { } open)
        {
            return $"{rule.Id} is never reached: {open.Id} before it has no `when` and takes everything.";
        }

        if (rule.When is not { } when)
        {
            return null; // the default may be there for what is added tomorrow
        }

        var cells = Policies(catalog, when)
            .Where(policy => when.Fields.All(field =>
                AssetList.Has(field.Field) || policy.Fields.Any(known => Same(known.Id, field.Field))))
            .SelectMany(policy => Risks(when, policy).Select(risk => new Cell(policy, risk, Days(when, policy), Renewals(when, policy))))
            .Where(cell => !IsEmpty(cell.Days) && !IsEmpty(cell.Renewals))
            .ToArray();
        if (cells.Length == 0)
        {
            return $"{rule.Id} is never reached: no request can be like that, given the floors, longest days and renewals of its policies.";
        }

        var takers = cells.Select(cell => Array.Find(earlier, other => Takes(other.When!, when, cell))).ToArray();
        return Array.TrueForAll(takers, taker => taker is not null)
            ? $"{rule.Id} is never reached: {string.Join(", ", takers.Select(taker => taker!.Id).Distinct())} before it takes " +
                "everything that it would match."
            : null;
    }

    // Whether an earlier rule matches everything that a later one matches, for one policy and risk.
    private static bool Takes(RuleCondition earlier, RuleCondition later, Cell cell) =>
        Allows(earlier.Areas, cell.Policy.AreaId)
        && Allows(earlier.Policies, cell.Policy.Id)
        && (earlier.Risks.Count == 0 || earlier.Risks.Contains(cell.Risk))
        && (earlier.Departments.Count == 0
        || (later.Departments.Count > 0 && later.Departments.All(name => Allows(earlier.Departments, name))))
        && Covers(earlier.DurationDays, cell.Days)
        && Covers(earlier.Renewal, cell.Renewals)
        && earlier.Fields.All(field => later.Fields.Any(asked => Same(asked.Field, field.Field) && Covers(field, asked)));

    private static bool Covers(FieldCondition earlier, FieldCondition later) => earlier.Range is null
        ? later.Range is null && later.Values.All(value => Allows(earlier.Values, value))
        : later.Range is not null && Covers(earlier.Range, later.Range);

    private static bool Covers(NumberRange? wide, NumberRange narrow) =>
        wide is null
        || ((wide.Min is null || narrow.Min >= wide.Min) && (wide.Max is null || narrow.Max <= wide.Max));

    private static IEnumerable<RiskLabel> Risks(RuleCondition when, Policy policy) =>
        Enum.GetValues<RiskLabel>().Where(risk => risk >= policy.RiskFloor && (when.Risks.Count == 0 || when.Risks.Contains(risk)));

    private static NumberRange Days(RuleCondition when, Policy policy) =>
        new(Math.Max(0, when.DurationDays?.Min ?? 0), Least(when.DurationDays?.Max, policy.MaxDays));

    private static NumberRange Renewals(RuleCondition when, Policy policy) =>
        new(Math.Max(0, when.Renewal?.Min ?? 0), Least(when.Renewal?.Max, policy.MaxRenewals));

    private static decimal? Least(decimal? left, decimal? right) => left is null || right < left ? right : left;

    private static bool IsEmpty(NumberRange range) => range.Min > range.Max;

    private static bool Allows(IReadOnlyList<string> values, string value) =>
        values.Count == 0 || values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private sealed record Cell(Policy Policy, RiskLabel Risk, NumberRange Days, NumberRange Renewals);
}
