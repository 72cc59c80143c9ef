using Azure.Data.Tables;
using PolicyBot.Application.Ports;

namespace PolicyBot.Tables.Storage;

/// <summary>The tables of the store.</summary>
public sealed class StoreTables
{
    /// <summary>The longest end of a table's name after the prefix.</summary>
    internal const string LongestName = nameof(Integrations);

    internal StoreTables(TableServiceClient service, string prefix)
    {
        RowTable Table(string name) => new(service.GetTableClient(prefix + name));
        Exceptions = Table("Exceptions");
        Work = Table("Work");
        Index = Table("Index");
        Listings = Table("Listings");
        People = Table("People");
        Drafts = Table("Drafts");
        Seen = Table("Seen");
        Catalogs = Table("Catalogs");
        Counts = Table("Counts");
        Evidence = Table("Evidence");
        Integrations = Table("Integrations");
    }

    internal RowTable Exceptions { get; }

    internal RowTable Work { get; }

    internal RowTable Index { get; }

    /// <summary>Beside the index: the rows of lists are many and long, and an emulator looks through a whole table for a query.</summary>
    internal RowTable Listings { get; }

    internal RowTable People { get; }

    internal RowTable Drafts { get; }

    internal RowTable Seen { get; }

    internal RowTable Catalogs { get; }

    internal RowTable Counts { get; }

    internal RowTable Evidence { get; }

    internal RowTable Integrations { get; }

    /// <summary>Creates the tables that do not exist. To be awaited once before anything is served.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or may not be used.</exception>
    public Task CreateAsync(CancellationToken cancellationToken) => Task.WhenAll(
        new[] { Exceptions, Work, Index, Listings, People, Drafts, Seen, Catalogs, Counts, Evidence, Integrations }
            .Select(table => table.CreateAsync(cancellationToken)));

    /// <summary>Asks the store for a row that is not there; returns when it answers.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or may not be used.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => Exceptions.ReadAsync("", "", cancellationToken);
}
