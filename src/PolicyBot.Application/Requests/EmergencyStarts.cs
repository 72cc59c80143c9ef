using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>
/// The emergency lane: who may start which request before its review, and until when. Nothing starts by a tick in a form.
/// </summary>
public sealed class EmergencyStarts(IEventStore store, IIndex index, IPeople people, ICatalog catalog, TimeProvider time)
{
    /// <summary>How long a person waits until they may start an exception to the same policy at once again.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromDays(30);

    private const int LookedAt = 1_000; // more than one person sends within that time

    /// <summary>What may be offered to a person; null for nothing.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="purpose">What the draft is for.</param>
    /// <param name="content">What is asked for.</param>
    /// <param name="risk">The risk as far as it is known.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<EmergencyStart?> OfferAsync(
        PersonId person, DraftPurpose purpose, RequestContent content, RiskLabel risk, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        if (current.Emergency is not { } lane
            || !lane.Policies.Contains(content.PolicyId, StringComparer.OrdinalIgnoreCase)
            || purpose is not (DraftPurpose.New or DraftPurpose.AskAgain)
            || risk == RiskLabel.Critical
            || content.OwnerEmail != person
            || await HasStartedAsync(person, content.PolicyId, cancellationToken))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var asked = CatalogTime.EndOf(content.ExpiresOn, current.TimeZone);
        var holds = Sooner(now.AddHours(lane.MaxHours), asked);
        return new EmergencyStart(holds, Sooner(now.AddHours(lane.ReviewWithinHours), holds));
    }

    /// <summary>Starts at most one for a person and policy, also where two are pressed at the same time.</summary>
    /// <returns>What became of it; refused when another is being started.</returns>
    public Task<CommitResult> StartOnceAsync(
        PersonId person, string policyId, Func<Task<CommitResult>> startAsync, ExceptionState state, CancellationToken cancellationToken) =>
            people.OnceAsync(
        person,
        // the index knows of every start of the days before; the claim is for what it may not know yet
        $"emergency|{policyId}|{time.GetUtcNow():yyyy-MM-dd}",
        startAsync,
        result => result is CommitResult.Committed,
        otherwise: new CommitResult.Refused(new Refusal.EmergencyUsed(), state),
        cancellationToken);

    private async Task<bool> HasStartedAsync(PersonId person, string policyId, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Between;
        var ids = await index.FindAsync(IndexHeading.ForPerson(person), LookedAt, since, cancellationToken);
        var heads = await Task.WhenAll(ids.Select(id => store.ReadHeadAsync(id, cancellationToken)));
        return heads.Select(head => head?.State).OfType<ExceptionState>().Any(state =>
            state.Requester == person
            && state.Emergency?.Since > since
            && string.Equals(state.Content!.PolicyId, policyId, StringComparison.OrdinalIgnoreCase));
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
