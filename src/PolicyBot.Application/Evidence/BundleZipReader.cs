using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace PolicyBot.Application.Evidence;

/// <summary>Reads a bundle's zip file from its first byte to its last and takes nothing but the one form of it.</summary>
internal sealed class BundleZipReader(Stream from)
{
    private readonly List<BundleEntry> _entries = [];
    private long _offset;

    /// <summary>
    /// What is not as the one form has it, so that nothing behind it could be read; null: every byte was. To be asked when all was read.
    /// </summary>
    public EvidenceFault? Fault { get; private set; }

    /// <summary>The entries, one after the other.</summary>
    public async IAsyncEnumerable<BundledContent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var header = await TakeAsync(BundleZip.LocalHeaderBytes, cancellationToken);
            if (header.Length < BundleZip.LocalHeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != BundleZip.LocalHeader)
            {
                await CheckDirectoryAsync(header, cancellationToken);
                yield break;
            }

            var start = _offset - header.Length;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
            var name = length is 0 or > BundleZip.LongestName ? [] : await TakeAsync(length, cancellationToken);
            var entry = new BundleEntry(
                Encoding.ASCII.GetString(name),
                BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14)),
                BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(18)),
                start);
            var isInOrder = entry.Name.All(letter => letter is >= '!' and <= '~')
                && (_entries is not [.., var last] || string.CompareOrdinal(last.Name, entry.Name) < 0);
            if (!BundleZip.LocalBytes(entry).AsSpan().SequenceEqual([.. header, .. name]) || !isInOrder || entry.Size > int.MaxValue)
            {
                Fault = EvidenceFault.Zip(start);
                yield break;
            }

            var content = await TakeAsync((int)entry.Size, cancellationToken);
            if (content.Length < entry.Size)
            {
                Fault = EvidenceFault.Zip(_offset);
                yield break;
            }

            _entries.Add(entry);
            yield return new BundledContent(entry.Name, content, BundleZip.Crc(content) == entry.Crc);
        }
    }

    private async Task CheckDirectoryAsync(byte[] read, CancellationToken cancellationToken)
    {
        var (offset, pending) = (_offset - read.Length, read.AsMemory());
        foreach (var expected in BundleZip.DirectoryBytes(_entries, offset))
        {
            var found = pending.ToArray();
            if (found.Length < expected.Length)
            {
                found = [.. found, .. await TakeAsync(expected.Length - found.Length, cancellationToken)];
            }

            if (found.Length < expected.Length || !found.AsSpan(0, expected.Length).SequenceEqual(expected))
            {
                Fault = EvidenceFault.Zip(offset);
                return;
            }

            (offset, pending) = (offset + expected.Length, found.AsMemory(expected.Length));
        }

        if (pending.Length > 0 || (await TakeAsync(1, cancellationToken)).Length > 0)
        {
            Fault = EvidenceFault.Zip(offset);
        }
    }

    private async Task<byte[]> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(count, 1 << 16)]; // what a header says is not believed before it is there
        var filled = 0;
        while (true)
        {
            filled += await from.ReadAtLeastAsync(
                bytes.AsMemory(filled), bytes.Length - filled, throwOnEndOfStream: false, cancellationToken);
            if (filled == count || filled < bytes.Length)
            {
                break;
            }

            Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }

        _offset += filled;
        return filled == bytes.Length ? bytes : bytes[..filled];
    }
}

/// <summary>An entry as it was read.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="CrcFits">Whether the checksum in its header is theirs.</param>
internal sealed record BundledContent(string Name, byte[] Content, bool CrcFits);
