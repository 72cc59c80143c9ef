namespace PolicyBot.Application.Evidence;

/// <summary>Writes a bundle's zip file, entry by entry, to a stream that need not seek.</summary>
internal sealed class BundleZipWriter(Stream to)
{
    private readonly List<BundleEntry> _entries = [];
    private readonly List<BundledFile> _files = [];
    private long _offset;

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<BundledFile> Files => _files;

    /// <summary>Writes an entry; names come in ascending order.</summary>
    public async Task AddAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        if (_entries is [.., var last] && string.CompareOrdinal(last.Name, name) >= 0)
        {
            throw new ArgumentException($"{name} does not come after {last.Name}.", nameof(name));
        }

        var entry = new BundleEntry(name, BundleZip.Crc(content), (uint)content.Length, _offset);
        await WriteAsync(BundleZip.LocalBytes(entry), cancellationToken);
        await WriteAsync(content, cancellationToken);
        _entries.Add(entry);
        _files.Add(new BundledFile(name, EvidenceHash.Of(content), content.Length));
    }

    /// <summary>Writes the directory.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var bytes in BundleZip.DirectoryBytes(_entries, _offset))
        {
            await to.WriteAsync(bytes, cancellationToken);
        }
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await to.WriteAsync(bytes, cancellationToken);
        _offset += bytes.Length;
    }
}
