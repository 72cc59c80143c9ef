using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Fakes;

/// <summary>What was moved out of it.</summary>
public sealed partial class FakeRegister : ITombstones
{
    public Task<StoredTombstone?> FindAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(partitions.GetValueOrDefault(id.Value)?.Tombstone);
        }
    }

    public async IAsyncEnumerable<StoredTombstone> AllAsync(
        bool? isCleared, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<StoredTombstone> found;
        lock (gate)
        {
            found =
            [
                .. partitions.Values.Where(one => isCleared is null || one.IsCleared == isCleared)
                    .Select(one => one.Tombstone).OfType<StoredTombstone>(),
            ];
        }

        foreach (var one in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(one);
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadLeftAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredEvent>>([.. PartitionOf(id).Events.Values]);
        }
    }

    public Task<bool> TryPutAsync(StoredTombstone tombstone, string etag, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var partition = PartitionOf(tombstone.Id);
            if (partition.Tombstone is not null || partition.Head?.ETag != etag)
            {
                return Task.FromResult(false);
            }

            partition.Tombstone = tombstone;
            return Task.FromResult(true);
        }
    }

    public Task ClearAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var partition = PartitionOf(id);
            partition.Events.Clear();
            partition.Notices.Clear();
            partition.IsCleared = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>A person with access to the store writes a tombstone of their own.</summary>
    public void Bury(ExceptionId id, string written)
    {
        lock (gate)
        {
            PartitionOf(id).Tombstone = StoredTombstone.Read(id, written);
        }
    }
}
