using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Reports;

/// <summary>How a policy fared in a month.</summary>
public sealed record PolicyReport
{
    /// <summary>How far back reasons and <see cref="Most"/> look, in months.</summary>
    public const int MonthsBack = 12;

    private const int FewestAlike = 3;

    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }

    /// <summary>How many requests were sent.</summary>
    public required int Asked { get; init; }

    /// <summary>How many were approved, renewals included.</summary>
    public required int Approved { get; init; }

    /// <summary>How many of those approved were renewals.</summary>
    public required int Renewed { get; init; }

    /// <summary>How many were rejected.</summary>
    public required int Rejected { get; init; }

    /// <summary>How many are in force now.</summary>
    public required int InForce { get; init; }

    /// <summary>How many days those that ended in the month had held on average; null: none ended.</summary>
    public required int? DaysHeld { get; init; }

    /// <summary>How often each kind of reason was given in <see cref="MonthsBack"/> months, the most frequent first.</summary>
    public required IReadOnlyList<(string Kind, int Number)> Reasons { get; init; }

    /// <summary>How many requests <see cref="Most"/> was looked for in.</summary>
    public required int LookedAt { get; init; }

    /// <summary>What most of them have in common: a field's label and answer; null: nothing that half of them, and three, share.</summary>
    public required (string Label, string Answer, int Number)? Most { get; init; }

    /// <summary>Whether there is anything to tell.</summary>
    public bool HasNews => Asked + Approved + Rejected + InForce > 0 || DaysHeld is not null;

    /// <summary>Counts.</summary>
    /// <param name="catalog">Knows where days begin.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="first">The first day of the month.</param>
    /// <param name="states">Its exceptions.</param>
    public static PolicyReport From(PolicyCatalog catalog, Policy policy, DateOnly first, IReadOnlyCollection<ExceptionState> states)
    {
        var next = first.AddMonths(1);
        var requests = states.Where(state => state.Origin is null).ToList(); // what was imported was not asked for here
        var recent = requests.Where(state => IsWithin(state.SubmittedAt, next.AddMonths(-MonthsBack))).ToList();
        var approved = states.Where(state => state.Grant is not null && IsWithin(state.FinalDecision?.At, first)).ToList();
        var ended = states.Where(state => state.Grant is not null && IsWithin(state.EndedAt, first)).ToList();
        return new PolicyReport
        {
            Policy = policy,
            Asked = requests.Count(state => IsWithin(state.SubmittedAt, first)),
            Approved = approved.Count,
            Renewed = approved.Count(state => state.Renewal > 0),
            Rejected = states.Count(state => state.Status == Status.Rejected && IsWithin(state.EndedAt, first)),
            InForce = states.Count(state => state.IsActive),
            DaysHeld = ended.Count == 0
                ? null : (int)Math.Round(ended.Average(state => (state.EndedAt!.Value - state.Grant!.Since).TotalDays)),
            Reasons =
            [
                .. recent.Select(state => state.Content!.ReasonKind).Where(kind => kind.Length > 0)
                    .CountBy(kind => kind).OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => (kind.Key, kind.Value)),
            ],
            LookedAt = recent.Count,
            Most = recent.SelectMany(state => Answers(policy, state.Content!)).CountBy(answer => answer)
                .Where(answer => answer.Value >= FewestAlike && answer.Value * 2 >= recent.Count)
                .OrderByDescending(answer => answer.Value).ThenBy(answer => answer.Key.Answer, StringComparer.Ordinal)
                .Select(answer => ((string, string, int)?)(answer.Key.Label, answer.Key.Answer, answer.Value)).FirstOrDefault(),
        };

        bool IsWithin(DateTimeOffset? instant, DateOnly from) =>
            instant is { } at && CatalogTime.Today(at, catalog.TimeZone) is var day && day >= from && day < next;
    }

    // Each answer of a request once; an asset has no label.
    private static IEnumerable<(string Label, string Answer)> Answers(Policy policy, RequestContent content) =>
        policy.Fields.Where(field => field.Type == FieldType.Choice)
            .Select(field => (Label: field.Label, Answer: content.Fields.GetValueOrDefault(field.Id) ?? ""))
            .Concat(content.Assets.Distinct().Select(asset => (Label: "", Answer: asset)))
            .Where(answer => answer.Answer.Length > 0);
}
