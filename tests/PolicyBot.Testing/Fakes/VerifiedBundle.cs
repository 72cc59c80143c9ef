using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;

namespace PolicyBot.Testing.Fakes;

/// <summary>A bundle as it was verified, which holds everything that stands in a store.</summary>
public static class VerifiedBundle
{
    public static async Task<RetiringBundle> OfAsync(IEventStore store, EvidenceKey key, string hash, params string[] earlierKeys) => new(
        "old.zip", hash, Someone.Ana.Person, key, earlierKeys,
        await store.WalkAsync(readsEvents: true, default)
            .ToDictionaryAsync(one => one.Id, one => (IReadOnlyList<string>)[.. one.Events.Select(stored => stored.Hash)]));
}
