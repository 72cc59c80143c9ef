using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>What is known of addresses, in memory.</summary>
public sealed class FakeAddressBook : IAddressBook
{
    private readonly ConcurrentDictionary<PersonId, StoredAddress> rows = new();
    private int versions;

    public Task<StoredAddress?> ReadAsync(PersonId address, CancellationToken cancellationToken) =>
        Task.FromResult(rows.GetValueOrDefault(address));

    public Task<bool> TryWriteAsync(KnownAddress address, string? etag, CancellationToken cancellationToken)
    {
        var next = new StoredAddress(address, Interlocked.Increment(ref versions).ToString(System.Globalization.CultureInfo.InvariantCulture));
        lock (rows)
        {
            if (rows.GetValueOrDefault(address.Address)?.ETag != etag)
            {
                return Task.FromResult(false);
            }

            rows[address.Address] = next;
            return Task.FromResult(true);
        }
    }

    public async IAsyncEnumerable<KnownAddress> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in rows.Values)
        {
            yield return row.Known;
        }

        await Task.CompletedTask;
    }
}
