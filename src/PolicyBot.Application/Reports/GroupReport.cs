using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Reports;

/// <summary>How a group of reviewers decided in a month. It names no person.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Approvals">How many approvals its stages had.</param>
/// <param name="Quick">How many of them came within <see cref="QuickWithin"/> of when the stage opened.</param>
/// <param name="Copied">How many had a comment that the same person had given to another exception.</param>
public sealed record GroupReport(string Group, int Approvals, int Quick, int Copied)
{
    /// <summary>A decision that comes sooner has hardly been read.</summary>
    public static readonly TimeSpan QuickWithin = TimeSpan.FromMinutes(1);

    /// <summary>Counts, by the names of the groups.</summary>
    /// <param name="catalog">Knows where days begin.</param>
    /// <param name="first">The first day of the month.</param>
    /// <param name="states">The exceptions that may have been decided in it, and those before whose words are compared.</param>
    public static IReadOnlyList<GroupReport> From(PolicyCatalog catalog, DateOnly first, IReadOnlyCollection<ExceptionState> states)
    {
        var all = states
            .SelectMany(state => state.Decisions.Where(decision => decision.Kind == DecisionKind.Approved)
                .Select(decision => (State: state, Decision: decision, Words: decision.Comment.Trim().ToUpperInvariant())))
            .OrderBy(one => one.Decision.At).ToList();
        var usedFirst = all.GroupBy(one => (one.Decision.By, one.Words)).ToDictionary(same => same.Key, same => same.First().State.Id);
        return
        [
            .. all.Where(one => CatalogTime.Today(one.Decision.At, catalog.TimeZone) is var day && day >= first && day < first.AddMonths(1))
                .GroupBy(one => GroupOf(one.State, one.Decision)).Where(group => group.Key is not null)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new GroupReport(
                    group.Key!,
                    group.Count(),
                    group.Count(one => one.Decision.At - one.Decision.StageOpenedAt < QuickWithin),
                    group.Count(one => usedFirst[(one.Decision.By, one.Words)] != one.State.Id))),
        ];
    }

    private static string? GroupOf(ExceptionState state, PastDecision decision) =>
        decision.Revision == state.Revision
            ? state.ReviewPolicy?.Stages.FirstOrDefault(stage => stage.Number == decision.Stage)?.GroupName
            : null;
}
