using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Exports;

/// <summary>The catalogs that served, read once each: the last few are kept at hand, so that a long export needs no more room.</summary>
public sealed class ServedCatalogs(ICatalogVersions versions)
{
    private const int Most = 16;
    private readonly Lock _gate = new();
    private readonly List<(string Hash, PolicyCatalog? Catalog)> _known = [];

    /// <summary>Finds one; null: it is not kept, or this build cannot read it.</summary>
    /// <param name="hash">SHA-256 of its text, lower-case hex; empty for none.</param>
    public async Task<PolicyCatalog?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        if (hash.Length == 0)
        {
            return null;
        }

        lock (_gate)
        {
            if (_known.FirstOrDefault(known => known.Hash == hash) is { Hash: not null } found)
            {
                return found.Catalog;
            }
        }

        var read = await versions.ReadAsync(hash, cancellationToken) is { } text
            && CatalogReader.Read(hash, text) is CatalogReading.Good good ? good.Catalog : null;
        lock (_gate)
        {
            _known.Insert(0, (hash, read));
            _known.RemoveRange(Math.Min(Most, _known.Count), Math.Max(0, _known.Count - Most));
        }

        return read;
    }
}
