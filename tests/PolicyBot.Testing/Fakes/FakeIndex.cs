using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Fakes;

/// <summary>Hints, in memory.</summary>
public sealed class FakeIndex : IIndex
{
    private readonly Lock gate = new();
    private readonly HashSet<IndexEntry> entries = [];

    /// <summary>Every hint there is.</summary>
    public IReadOnlySet<IndexEntry> All
    {
        get
        {
            lock (gate)
            {
                return entries.ToHashSet();
            }
        }
    }

    /// <summary>Nothing can be found.</summary>
    public bool IsOut { get; set; }

    public Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            entries.ExceptWith(unwanted);
            entries.UnionWith(wanted);
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ExceptionId>> FindAsync(string heading, int most, CancellationToken cancellationToken) =>
        FindAsync(heading, most, DateTimeOffset.MinValue, cancellationToken);

    public Task<IReadOnlyList<ExceptionId>> FindAsync(
        string heading, int most, DateTimeOffset since, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsOut)
        {
            throw new StoreUnavailableException("The test says so.");
        }

        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<ExceptionId>>(
            [
                .. entries.Where(entry => entry.Heading == heading && entry.At >= since)
                    .OrderByDescending(entry => entry.At).ThenBy(entry => entry.Id.Value, StringComparer.Ordinal)
                    .Take(most).Select(entry => entry.Id),
            ]);
        }
    }
}
