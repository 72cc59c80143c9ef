using System.Globalization;
using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Fakes;

/// <summary>A register in memory, with versions and conflicts as the real one has them.</summary>
public sealed partial class FakeRegister : IEventStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Partition> partitions = new(StringComparer.Ordinal);
    private long versions;

    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(HeadOf(partitions.GetValueOrDefault(id.Value)));
        }
    }

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(partitions.GetValueOrDefault(id.Value) is { } partition && HeadOf(partition) is { } head
                ? ExceptionRecord.From(head, [.. partition.Events.Values], [.. partition.Notices.Values])
                : null);
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredEvent>>(
                partitions.GetValueOrDefault(id.Value) is { Tombstone: null } partition ? [.. partition.Events.Values] : []);
        }
    }

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (commit.Events.Count == 0 || commit.Events.Count + commit.Notices.Count > Commit.MostEvents)
        {
            throw new ArgumentException("Too many events and notices, or no event.", nameof(commit));
        }

        lock (gate)
        {
            var partition = PartitionOf(commit.Next.Id);
            if (partition.Events.TryGetValue(commit.Events[0].Sequence, out var first))
            {
                return Task.FromResult(first.CommitId == commit.Id);
            }

            if (partition.Head?.ETag != commit.ETag || partition.Tombstone is not null)
            {
                return Task.FromResult(false);
            }

            if (commit.Notices.Any(notice => partition.Notices.ContainsKey(notice.Key)))
            {
                throw new InvalidOperationException("A notice is there already.");
            }

            foreach (var stored in commit.Events)
            {
                partition.Events.Add(stored.Sequence, stored);
            }

            foreach (var notice in commit.Notices)
            {
                partition.Notices.Add(notice.Key, notice with { ETag = NextVersion() });
            }

            partition.Head = new StreamHead(commit.Next, NextVersion());
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var stored = PartitionOf(id).Notices;
            return Task.FromResult<IReadOnlyList<OutboxMessage?>>(
                [
                    .. notices.Select(notice => stored.GetValueOrDefault(notice.Key)?.ETag != notice.ETag
                        ? null
                        : stored[notice.Key] = notice with { ETag = NextVersion() }),
                ]);
        }
    }

    public Task<bool> TryMendAsync(
        ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (partitions.GetValueOrDefault(id.Value)?.Head is not { } head || head.ETag != etag)
            {
                return Task.FromResult(false);
            }

            PartitionOf(id).Head = new StreamHead(folded ?? head.State, NextVersion()) { BrokenAt = brokenAt };
            return Task.FromResult(true);
        }
    }

    /// <summary>A person with access to the store makes a head unreadable, in the way that this fault says.</summary>
    public void SpoilHead(ExceptionId id, Exception fault)
    {
        lock (gate)
        {
            PartitionOf(id).Spoilt = fault;
        }
    }

    /// <summary>A person with access to the store removes an exception.</summary>
    public void Remove(ExceptionId id)
    {
        lock (gate)
        {
            partitions.Remove(id.Value);
        }
    }

    /// <summary>A person with access to the store writes over an event.</summary>
    public void Falsify(ExceptionId id, StoredEvent stored)
    {
        lock (gate)
        {
            PartitionOf(id).Events[stored.Sequence] = stored;
        }
    }

    /// <summary>A person with access to the store writes over a head.</summary>
    public void Falsify(ExceptionState head)
    {
        lock (gate)
        {
            PartitionOf(head.Id).Head = new StreamHead(head, NextVersion());
        }
    }

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            PartitionOf(id).Notices.Remove(key);
            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<ExceptionId> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ExceptionId> ids;
        lock (gate)
        {
            ids = [.. partitions.Values.Select(HeadOfStanding).OfType<StreamHead>().Select(head => head.State.Id)];
        }

        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(id);
        }
    }

    private Partition PartitionOf(ExceptionId id)
    {
        if (!partitions.TryGetValue(id.Value, out var partition))
        {
            partitions[id.Value] = partition = new Partition();
        }

        return partition;
    }

    private static StreamHead? HeadOfStanding(Partition partition) => partition.Tombstone is null ? partition.Head : null;

    private static StreamHead? HeadOf(Partition? partition) => partition?.Spoilt is { } fault ? throw fault
        : partition?.Tombstone is null ? partition?.Head
        : null;

    private string NextVersion() => (++versions).ToString(CultureInfo.InvariantCulture);

    private sealed class Partition
    {
        public StreamHead? Head { get; set; }

        public Exception? Spoilt { get; set; }

        public StoredTombstone? Tombstone { get; set; }

        public bool IsCleared { get; set; }

        public SortedDictionary<long, StoredEvent> Events { get; } = [];

        public Dictionary<OutboxKey, OutboxMessage> Notices { get; } = [];
    }
}
