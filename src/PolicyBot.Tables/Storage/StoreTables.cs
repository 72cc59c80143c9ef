using Azure.Data.Tables;
using PolicyBot.Application.Ports;

namespace PolicyBot.Tables.Storage;

/// <summary>The tables of the store.</summary>
public sealed class StoreTables
{
    /// <summary>The longest end of a table's name after the prefix.</summary>
    internal const string LongestName = nameof(Integrations);

    /// <summary>How the tables are called after the prefix.</summary>
    internal static readonly IReadOnlyList<string> Names =
    [
        nameof(Exceptions), nameof(Work), nameof(Index), nameof(Listings), nameof(People), nameof(Drafts), nameof(Seen), nameof(Catalogs),
        nameof(Counts), nameof(Evidence), LongestName,
    ];

    private readonly Dictionary<string, RowTable> tables;

    internal StoreTables(TableServiceClient service, string prefix)
    {
        tables = Names.ToDictionary(name => name, name => new RowTable(service.GetTableClient(prefix + name)), StringComparer.Ordinal);
    }

    internal RowTable Exceptions => tables[nameof(Exceptions)];

    internal RowTable Work => tables[nameof(Work)];

    internal RowTable Index => tables[nameof(Index)];

    /// <summary>Beside the index: the rows of lists are many and long, and an emulator looks through a whole table for a query.</summary>
    internal RowTable Listings => tables[nameof(Listings)];

    internal RowTable People => tables[nameof(People)];

    internal RowTable Drafts => tables[nameof(Drafts)];

    internal RowTable Seen => tables[nameof(Seen)];

    internal RowTable Catalogs => tables[nameof(Catalogs)];

    internal RowTable Counts => tables[nameof(Counts)];

    internal RowTable Evidence => tables[nameof(Evidence)];

    internal RowTable Integrations => tables[nameof(Integrations)];

    /// <summary>Creates the tables that do not exist. To be awaited once before anything is served.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or may not be used.</exception>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(tables.Values.Select(table => table.CreateAsync(cancellationToken)));

    /// <summary>Asks the store for a row that is not there; returns when it answers.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or may not be used.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => Exceptions.ReadAsync("", "", cancellationToken);
}
