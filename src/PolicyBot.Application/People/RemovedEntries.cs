using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// Keeps who was one human by an entry of <c>people</c> that leaves the catalog: on what was open until then, they stay one for every
/// decision. It makes no verdict: a later entry, or proof, may join them again.
/// </summary>
public sealed class RemovedEntries(KnownAddresses known, TimeProvider time)
{
    /// <summary>Keeps whom a catalog parts, before it serves.</summary>
    /// <param name="before">The catalog that served so far.</param>
    /// <param name="next">The one that is to serve.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task KeepAsync(PolicyCatalog before, PolicyCatalog next, CancellationToken cancellationToken)
    {
        if (before.People.Count == 0)
        {
            return;
        }

        var are = new PeopleDirectory(known.Rows.Values, next.People);
        foreach (var identities in are.FindParted(before.People))
        {
            await known.KeepFormersAsync([.. identities.Select(are.Resolve).Distinct()], time.GetUtcNow(), cancellationToken);
        }
    }
}
