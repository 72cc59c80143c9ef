using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Catalog;

/// <summary>The catalog that serves: read at start, read again when the file changes; every version that served is kept.</summary>
internal sealed partial class ServedCatalog : BackgroundService, ICatalog
{
    private static readonly TimeSpan StillToCome = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<PolicyCatalog> _replaced = new();
    private readonly CatalogFile _file;
    private readonly ICatalogVersions _versions;
    private readonly RemovedEntries _removed;
    private readonly TimeProvider _time;
    private readonly ILogger<ServedCatalog> _logger;
    private Task _store = Task.CompletedTask;

    public ServedCatalog(
        IOptions<PolicyBotOptions> options,
        ICatalogVersions versions,
        RemovedEntries removed,
        TimeProvider time,
        ILogger<ServedCatalog> logger)
    {
        _file = new CatalogFile(options.Value.CatalogPath, TimeProvider.System, TakeAsync);
        _versions = versions;
        _removed = removed;
        _time = time;
        _logger = logger;
    }

    public PolicyCatalog Current => _file.Current;

    /// <summary>Whether a version has loaded.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>
    /// The versions that gave way to one that this host was the first to take up, the oldest first, until they are <see cref="Forget"/>ten.
    /// </summary>
    public IReadOnlyList<PolicyCatalog> Replaced => [.. _replaced];

    /// <summary>What the file holds, where that does not serve; null: it does.</summary>
    public RefusedCatalog? Refused { get; private set; }

    /// <summary>Drops the oldest of <see cref="Replaced"/>: what depends on them was looked at.</summary>
    /// <param name="count">How many.</param>
    public void Forget(int count)
    {
        for (var dropped = 0; dropped < count && _replaced.TryDequeue(out _); dropped++)
        {
        }
    }

    /// <summary>Loads the first version.</summary>
    /// <param name="store">Ends when the store can be used: the file is read meanwhile.</param>
    /// <returns>What keeps it from loading; nothing when it loaded.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be used.</exception>
    public async Task<IReadOnlyList<string>> LoadAsync(Task store, CancellationToken cancellationToken)
    {
        _store = store;
        switch (await _file.LookAsync(cancellationToken))
        {
            case CatalogReading.Good:
                IsLoaded = true;
                return [];
            case CatalogReading.Bad bad:
                return [.. bad.Faults.Select(fault => fault.ToString())];
            default:
                return ["The catalog could not be kept in the store, so it does not serve."];
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _file.WatchAsync(LookEvery, stoppingToken);

    private async Task<bool> TakeAsync(CatalogReading reading, CancellationToken cancellationToken)
    {
        switch (reading)
        {
            case CatalogReading.Good good:
                await _store;
                try
                {
                    await KeepAsync(good.Catalog, cancellationToken);
                }
                catch (StoreUnavailableException)
                {
                    NotKept();
                    return false;
                }

                foreach (var warning in good.Warnings)
                {
                    Warned(warning.ToString());
                }

                Serves(good.Catalog.Hash[..12]);
                Refused = null;
                return true;
            case CatalogReading.Bad bad when IsLoaded:
                foreach (var fault in bad.Faults)
                {
                    Faulty(fault.ToString());
                }

                Refused = new RefusedCatalog(bad.Faults);
                return true;
            default:
                return true;
        }
    }

    private async Task KeepAsync(PolicyCatalog taken, CancellationToken cancellationToken)
    {
        var (now, newest) = (_time.GetUtcNow(), await _versions.FindNewestAsync(cancellationToken));
        var before = IsLoaded ? Current : newest is { } last ? await ReadAsync(last.Hash, cancellationToken) : null;
        if (before is not null && before.Hash != taken.Hash)
        {
            await _removed.KeepAsync(before, taken, cancellationToken);
        }

        var isNew = await _versions.KeepAsync(taken.Hash, taken.Text, now, cancellationToken);
        // An earlier version is taken back to when its file is changed to it, or when a host starts with it long after the newer one: soon
        // after, it is a host that is still to get that.
        var isBack = !isNew && newest is { } other && other.Hash != taken.Hash && (IsLoaded || now - other.At > StillToCome);
        if (isBack)
        {
            await _versions.TakeUpAsync(taken.Hash, now, cancellationToken);
        }

        if (before is not null && (isNew || isBack))
        {
            _replaced.Enqueue(before);
        }
    }

    private async Task<PolicyCatalog?> ReadAsync(string hash, CancellationToken cancellationToken) =>
        await _versions.ReadAsync(hash, cancellationToken) is { } text && CatalogReader.Read(hash, text) is CatalogReading.Good good
            ? good.Catalog
            : null;

    [LoggerMessage(EventId = 520, Level = LogLevel.Information, Message = "Catalog {Hash} is in use.")]
    private partial void Serves(string hash);

    [LoggerMessage(EventId = 521, Level = LogLevel.Warning, Message = "Catalog: {Warning}")]
    private partial void Warned(string warning);

    [LoggerMessage(EventId = 522, Level = LogLevel.Error,
        Message = "The changed catalog is refused and the old one keeps serving: {Fault}")]
    private partial void Faulty(string fault);

    [LoggerMessage(EventId = 523, Level = LogLevel.Warning,
        Message = "Storing the changed catalog failed: it is not in use yet.")]
    private partial void NotKept();
}
