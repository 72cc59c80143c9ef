using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Counts;

/// <summary>
/// Counts, in a table of their own: four shards by what is counted, a partition each. <c>x|key</c> says where one thing counts and at which
/// version, <c>b|scope</c> holds the numbers of a scope. One transaction changes both, so the numbers are always the sum of where all
/// stand.
/// </summary>
/// <remarks>
/// What this host wrote of a shard's numbers last is remembered with its version: in most cases a change costs a read and a transaction.
/// Who was overtaken by another host reads again.
/// </remarks>
internal sealed class TableCounts(StoreTables tables) : ICounts, IDisposable
{
    private const int Shards = 4;
    private const int MostTries = 24;
    private const int MostNamed = 12; // a filter of the Table service may have 15 comparisons
    private const string Things = "x|";
    private const string AfterThings = "x}";
    private const string Scopes = "b|";
    private const string AfterScopes = "b}";
    private const string Version = nameof(Version);
    private const string In = nameof(In);
    private const string Numbers = nameof(Numbers);

    private readonly RowTable rows = tables.Counts;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Shards).Select(_ => new SemaphoreSlim(1))];
    private readonly ConcurrentDictionary<(int Shard, string Scope), Scope> _known = new();

    /// <inheritdoc/>
    public async Task PutAsync(Counted counted, CancellationToken cancellationToken)
    {
        var shard = TableKey.ShardOf(counted.Key, Shards);
        await _turns[shard].WaitAsync(cancellationToken); // hosts meet seldom, what one host counts often
        try
        {
            for (var attempt = 0; attempt < MostTries; attempt++)
            {
                if (await TryPutAsync(shard, counted, isFirst: attempt == 0, cancellationToken))
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 * (attempt + 1))), cancellationToken);
            }
        }
        finally
        {
            _turns[shard].Release();
        }

        throw new StoreUnavailableException($"The counts of shard {shard} keep changing.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Count>>> ReadAsync(
        IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => ReadAsync(shard, scopes, cancellationToken)));
        return read.SelectMany(one => one).GroupBy(one => one.Name, StringComparer.Ordinal).ToDictionary(
            scope => scope.Key,
            scope => (IReadOnlyDictionary<string, Count>)scope.SelectMany(one => one.Numbers)
                .GroupBy(number => number.Key, number => number.Value, StringComparer.Ordinal)
                .ToDictionary(
                    bucket => bucket.Key, bucket => bucket.Aggregate(default(Count), (sum, one) => sum + one), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<int> MendAsync(CancellationToken cancellationToken)
    {
        var mended = 0;
        for (var shard = 0; shard < Shards; shard++)
        {
            await _turns[shard].WaitAsync(cancellationToken);
            try
            {
                mended += await MendAsync(shard, cancellationToken);
            }
            finally
            {
                _turns[shard].Release();
            }
        }

        return mended;
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private async Task<bool> TryPutAsync(int shard, Counted counted, bool isFirst, CancellationToken cancellationToken)
    {
        var (partition, key) = (PartitionOf(shard), Things + TableKey.Join(counted.Key));
        var stands = await rows.ReadAsync(partition, key, cancellationToken);
        var before = stands is null ? new Counted(counted.Key, 0, [], [], false) : Read(stands, counted);
        if (stands is not null && (before.Version > counted.Version || before.CountsAs(counted)))
        {
            return true;
        }

        var changed = new List<Scope>();
        foreach (var scope in before.Scopes.Union(counted.Scopes, StringComparer.Ordinal))
        {
            var known = isFirst && _known.TryGetValue((shard, scope), out var remembered)
                ? remembered : await ReadAsync(shard, scope, cancellationToken) ?? new Scope(scope, null, new Dictionary<string, Count>());
            changed.Add(known with { Numbers = Moved(known.Numbers, scope, before, counted) });
        }

        var row = new TableEntity(partition, key) { [Version] = counted.Version };
        LongText.Write(row, In, JsonSerializer.Serialize(
            new Standing([.. counted.Scopes], [.. counted.Buckets], counted.Confidential), CountsJson.Default.Standing));
        return await TryWriteAsync(
            shard,
            stands is null ? new(TableTransactionActionType.Add, row.With(RowFormat.Counts))
                : new(TableTransactionActionType.UpdateReplace, row.With(RowFormat.Counts), stands.ETag),
            changed, cancellationToken);
    }

    private async Task<bool> TryWriteAsync(
        int shard, TableTransactionAction? thing, IReadOnlyList<Scope> changed, CancellationToken cancellationToken)
    {
        var actions = changed.Select(scope => scope.ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, RowOf(shard, scope), etag)
            : new TableTransactionAction(TableTransactionActionType.Add, RowOf(shard, scope))).ToList();
        var written = await rows.TrySubmitTaggedAsync(
            thing is null ? actions : [.. actions, thing], cancellationToken);
        for (var at = 0; at < changed.Count; at++)
        {
            if (written is null)
            {
                _known.TryRemove((shard, changed[at].Name), out _);
            }
            else
            {
                _known[(shard, changed[at].Name)] = changed[at] with { ETag = written[at] };
            }
        }

        return written is not null;
    }

    // Every change of where a thing stands changes the numbers of all: a host with their version knows that nothing moved meanwhile.
    private async Task<int> MendAsync(int shard, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var all = await ReadAsync(shard, CountKey.Everything, cancellationToken);
            var sums = new Dictionary<string, Dictionary<string, Count>>(StringComparer.Ordinal);
            await foreach (var page in rows.PagesAsync(
                Between(shard, Things, AfterThings), RowTable.PageRows, select: null, cancellationToken))
            {
                foreach (var row in page)
                {
                    var standing = StandingOf(row);
                    foreach (var scope in standing.Scopes)
                    {
                        var numbers = sums.TryGetValue(scope, out var known) ? known : sums[scope] = new(StringComparer.Ordinal);
                        foreach (var bucket in standing.Buckets)
                        {
                            numbers[bucket] = numbers.GetValueOrDefault(bucket).Plus(1, standing.Confidential);
                        }
                    }
                }
            }

            var stand = (await rows.QueryAsync(Between(shard, Scopes, AfterScopes), most: null, select: null, cancellationToken))
                .Select(ScopeOf).ToDictionary(scope => scope.Name, StringComparer.Ordinal);
            if (stand.GetValueOrDefault(CountKey.Everything)?.ETag != all?.ETag)
            {
                continue;
            }

            var wrong = sums.Keys.Union(stand.Keys).Select(name => (
                    Is: stand.GetValueOrDefault(name) ?? new Scope(name, null, new Dictionary<string, Count>()),
                    Should: (IReadOnlyDictionary<string, Count>)(sums.GetValueOrDefault(name) ?? [])))
                .Select(scope => (scope.Is, scope.Should, Buckets: Differing(scope.Is.Numbers, scope.Should)))
                .Where(scope => scope.Buckets > 0)
                .OrderBy(scope => scope.Is.Name != CountKey.Everything) // first: who counts meanwhile is overtaken, or overtakes
                .ToList();
            var isDone = true;
            foreach (var some in wrong.Chunk(TransactionLimits.Actions / 2))
            {
                isDone = isDone && await TryWriteAsync(
                    shard, null, [.. some.Select(scope => scope.Is with { Numbers = scope.Should })], cancellationToken);
            }

            if (isDone)
            {
                return wrong.Sum(scope => scope.Buckets);
            }
        }

        throw new StoreUnavailableException($"The counts of shard {shard} keep changing.");
    }

    private static int Differing(IReadOnlyDictionary<string, Count> one, IReadOnlyDictionary<string, Count> other) =>
        one.Keys.Union(other.Keys).Count(bucket => one.GetValueOrDefault(bucket) != other.GetValueOrDefault(bucket));

    private static Dictionary<string, Count> Moved(
        IReadOnlyDictionary<string, Count> numbers, string scope, Counted before, Counted after)
    {
        var moved = new Dictionary<string, Count>(numbers, StringComparer.Ordinal);
        foreach (var (counted, times) in new[] { (before, -1), (after, 1) })
        {
            foreach (var bucket in counted.Scopes.Contains(scope) ? counted.Buckets : [])
            {
                var number = moved.GetValueOrDefault(bucket).Plus(times, counted.Confidential);
                if (number == default)
                {
                    moved.Remove(bucket);
                }
                else
                {
                    moved[bucket] = number;
                }
            }
        }

        return moved;
    }

    // One question a shard: for one scope by its key, for some by their keys between the least and the greatest, for many just between.
    private async Task<IReadOnlyList<Scope>> ReadAsync(
        int shard, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        if (scopes.Count <= 1)
        {
            return scopes.Count == 1 && await ReadAsync(shard, scopes.Single(), cancellationToken) is { } only ? [only] : [];
        }

        var keys = scopes.Select(KeyOf).Order(StringComparer.Ordinal).ToList();
        var between = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(shard)} and RowKey ge {keys[0]} and RowKey le {keys[^1]}");
        var named = string.Join(" or ", keys.Select(key => TableClient.CreateQueryFilter($"RowKey eq {key}")));
        var found = await rows.QueryAsync(
            keys.Count > MostNamed ? between : $"{between} and ({named})", most: null, select: null, cancellationToken);
        return [.. found.Select(ScopeOf).Where(scope => scopes.Contains(scope.Name))];
    }

    private async Task<Scope?> ReadAsync(int shard, string scope, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(shard), KeyOf(scope), cancellationToken) is { } row ? ScopeOf(row) : null;

    private static string Between(int shard, string from, string to) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(shard)} and RowKey ge {from} and RowKey lt {to}");

    private static string PartitionOf(int shard) => TableKey.Join($"{shard}");

    private static string KeyOf(string scope) => Scopes + TableKey.Join(scope.Split(TableKey.Separator));

    private static TableEntity RowOf(int shard, Scope scope)
    {
        var row = new TableEntity(PartitionOf(shard), KeyOf(scope.Name));
        LongText.Write(row, In, scope.Name);
        LongText.Write(row, Numbers, JsonSerializer.Serialize(
            scope.Numbers.ToDictionary(number => number.Key, number => new[] { number.Value.Open, number.Value.Confidential }),
            CountsJson.Default.DictionaryStringInt32Array));
        return row.With(RowFormat.Counts);
    }

    private static Scope ScopeOf(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.Counts);
        var numbers = JsonSerializer.Deserialize(LongText.Read(row, Numbers)!, CountsJson.Default.DictionaryStringInt32Array)!;
        return new Scope(
            LongText.Read(row, In)!, row.ETag,
            numbers.ToDictionary(number => number.Key, number => new Count(number.Value[0], number.Value[1]), StringComparer.Ordinal));
    }

    private static Standing StandingOf(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.Counts);
        return JsonSerializer.Deserialize(LongText.Read(row, In)!, CountsJson.Default.Standing)!;
    }

    private static Counted Read(TableEntity row, Counted counted)
    {
        var standing = StandingOf(row);
        return new Counted(counted.Key, row.GetInt64(Version) ?? 0, standing.Scopes, standing.Buckets, standing.Confidential);
    }

    private sealed record Scope(string Name, ETag? ETag, IReadOnlyDictionary<string, Count> Numbers);
}
