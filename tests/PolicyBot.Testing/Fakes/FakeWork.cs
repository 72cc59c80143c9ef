using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>What is due, in memory.</summary>
public sealed class FakeWork : IWork
{
    private readonly Lock gate = new();
    private readonly HashSet<WakeUp> items = [];

    /// <summary>Everything that is planned, due or not, the earliest first.</summary>
    public IReadOnlyList<WakeUp> All
    {
        get
        {
            lock (gate)
            {
                return [.. Sorted()];
            }
        }
    }

    public Task AddAsync(WakeUp item, CancellationToken cancellationToken) =>
        Change(() => items.Add(Stored(item)), cancellationToken);

    public Task<bool> RemoveAsync(WakeUp item, CancellationToken cancellationToken) =>
        Change(() => items.Remove(Stored(item)), cancellationToken);

    public Task<IReadOnlyList<WakeUp>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<WakeUp>>([.. Sorted().TakeWhile(item => item.Due <= now).Take(most)]);
        }
    }

    public async Task<IReadOnlyList<WakeUp>> DueInboundAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        [.. (await DueAsync(now, int.MaxValue, cancellationToken))
            .Where(item => item.Subject.StartsWith(WakeUp.Inbound, StringComparison.Ordinal)).Take(most)];

    private IEnumerable<WakeUp> Sorted() =>
        items.OrderBy(item => item.Due).ThenBy(item => item.Subject, StringComparer.Ordinal)
            .ThenBy(item => item.Tag, StringComparer.Ordinal);

    private static WakeUp Stored(WakeUp item) => item with { Due = item.Due.ToUniversalTime() };

    private Task<bool> Change(Func<bool> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(change());
        }
    }
}
