using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>Finds what was decided before on the same policy and a similar scope: among the latest under the policy's heading.</summary>
public sealed partial class Precedents(IndexedExceptions indexed)
{
    /// <summary>How many decisions on a policy are compared, the latest first.</summary>
    public const int LookedAt = 200;

    private const double LeastAlike = 0.1; // one word of ten: less is chance

    /// <summary>The earlier exceptions, most alike first, then newest.</summary>
    /// <param name="id">The exception that is asked for: it is no precedent of its own.</param>
    /// <param name="content">What is asked for.</param>
    public async Task<AlikeDecisions> FindAsync(ExceptionId id, RequestContent content, CancellationToken cancellationToken)
    {
        var decided = await indexed.FindAsync(IndexHeading.DecidedUnder(content.PolicyId), LookedAt + 1, cancellationToken);
        var scope = Words(content);
        return new AlikeDecisions(
        [
            .. decided.Take(LookedAt)
                .Where(
                    state => state.Id != id
                        && state.IsPrecedent
                        && string.Equals(state.Content!.PolicyId, content.PolicyId, StringComparison.OrdinalIgnoreCase))
                .Select(state => (State: state, Alike: Likeness(scope, Words(state.Content!)), Decided: state.FinalDecision!))
                .Where(one => one.Alike >= LeastAlike)
                .OrderByDescending(one => one.Alike)
                    .ThenByDescending(one => one.Decided.At)
                    .ThenBy(one => one.State.Id.Value, StringComparer.Ordinal)
                .Select(
                    one => new Precedent(one.State.Id, one.State.Content!.Title, one.Decided.Kind, one.Decided.At, one.Decided.Comment)
                    {
                        Since = one.State.Status is Status.Suspended or Status.Revoked ? one.State.Status : null,
                    }),
        ], decided.Count > LookedAt);
    }

    // Of all words that either scope has, how many both have.
    private static double Likeness(HashSet<string> one, HashSet<string> other) =>
        one.Intersect(other, StringComparer.OrdinalIgnoreCase).Count() is var shared and > 0
            ? (double)shared / (one.Count + other.Count - shared)
            : 0;

    private static HashSet<string> Words(RequestContent content) => content.Assets.Append(content.Scope).Append(content.Title)
        .SelectMany(text => Word().Matches(text).Select(word => word.Value))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // What is shorter says nothing of what is concerned; a script without spaces has few such words, and those are long.
    [GeneratedRegex(@"[\p{L}\p{N}]{4,}")]
    private static partial Regex Word();
}

/// <summary>Earlier decisions that are like a request.</summary>
/// <param name="Found">Most alike first, then newest.</param>
/// <param name="IsCut">There are older decisions on the policy, which were not compared.</param>
public sealed record AlikeDecisions(IReadOnlyList<Precedent> Found, bool IsCut);
