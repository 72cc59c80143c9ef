using PolicyBot.Core.Settling;

namespace PolicyBot.Testing.Fakes;

/// <summary>What is due, in memory.</summary>
public sealed class FakeWork : IWork
{
    private readonly Lock gate = new();
    private readonly HashSet<WorkItem> items = [];

    /// <summary>Everything that is planned, due or not, the earliest first.</summary>
    public IReadOnlyList<WorkItem> All
    {
        get
        {
            lock (gate)
            {
                return [.. Sorted()];
            }
        }
    }

    public Task AddAsync(WorkItem item, CancellationToken cancellationToken) => Change(() => items.Add(Stored(item)), cancellationToken);

    public Task RemoveAsync(WorkItem item, CancellationToken cancellationToken) => Change(() => items.Remove(Stored(item)), cancellationToken);

    public Task<IReadOnlyList<WorkItem>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<WorkItem>>([.. Sorted().TakeWhile(item => item.Due <= now).Take(most)]);
        }
    }

    private IEnumerable<WorkItem> Sorted() =>
        items.OrderBy(item => item.Due).ThenBy(item => item.Subject, StringComparer.Ordinal).ThenBy(item => item.Tag, StringComparer.Ordinal);

    private static WorkItem Stored(WorkItem item) => item with { Due = item.Due.ToUniversalTime() };

    private Task Change(Func<bool> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            change();
            return Task.CompletedTask;
        }
    }
}
