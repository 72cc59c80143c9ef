using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>Counts, in memory: always what follows from where all stand.</summary>
public sealed class FakeCounts : ICounts
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Counted> counted = [];

    public Task PutAsync(Counted counted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (this.counted.GetValueOrDefault(counted.Key) is not { } stands || stands.Version <= counted.Version)
            {
                this.counted[counted.Key] = counted;
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Count>>> ReadAsync(
        IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Count>>>(scopes
                .Select(scope => (Scope: scope, In: counted.Values.Where(one => one.Scopes.Contains(scope)).ToList()))
                .Where(scope => scope.In.Count > 0)
                .ToDictionary(
                    scope => scope.Scope,
                    scope => (IReadOnlyDictionary<string, Count>)scope.In
                        .SelectMany(one => one.Buckets, (one, bucket) => (one, bucket))
                        .GroupBy(pair => pair.bucket)
                        .ToDictionary(
                            bucket => bucket.Key,
                            bucket => bucket.Aggregate(default(Count), (sum, pair) => sum.Plus(1, pair.one.Confidential)))));
        }
    }

    public Task<int> MendAsync(CancellationToken cancellationToken) => Task.FromResult(0);
}
