using System.Buffers.Binary;
using System.Text;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// The one form of a bundle's zip file: nothing is compressed, entries are sorted by their names (ASCII), all have the same time, and no
/// byte is left to the writer. So the same content is the same file, and a reader can hold every byte of it to account.
/// </summary>
internal static class BundleZip
{
    public const uint LocalHeader = 0x04034b50;
    public const uint DirectoryHeader = 0x02014b50;
    public const int LocalHeaderBytes = 30;
    public const int LongestName = 200;

    private const ushort Version = 20;
    private const ushort VersionOf64 = 45;
    private const ushort FirstDay = 0x21; // 1980-01-01, the first that a zip file can name
    private const ushort Most16 = 0xFFFF;
    private const uint Most32 = 0xFFFFFFFF;
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The header before an entry's bytes.</summary>
    public static byte[] LocalBytes(BundleEntry entry) => new Bytes()
        .Number32(LocalHeader).Number16(Version).Number16(0).Number16(0).Number16(0).Number16(FirstDay)
        .Number32(entry.Crc).Number32(entry.Size).Number32(entry.Size).Number16((ushort)entry.Name.Length).Number16(0)
        .Text(entry.Name).ToArray();

    /// <summary>What stands behind the last entry: the directory and its end.</summary>
    public static IEnumerable<byte[]> DirectoryBytes(IReadOnlyCollection<BundleEntry> entries, long offset)
    {
        var size = 0L;
        foreach (var entry in entries)
        {
            var bytes = DirectoryBytes(entry);
            size += bytes.Length;
            yield return bytes;
        }

        var (is64, count) = (entries.Count >= Most16 || offset + size >= Most32, entries.Count);
        if (is64)
        {
            yield return new Bytes()
                .Number32(0x06064b50).Number64(44).Number16(VersionOf64).Number16(VersionOf64).Number32(0).Number32(0)
                .Number64(count).Number64(count).Number64(size).Number64(offset)
                .Number32(0x07064b50).Number32(0).Number64(offset + size).Number32(1).ToArray();
        }

        yield return new Bytes()
            .Number32(0x06054b50).Number16(0).Number16(0)
            .Number16(is64 ? Most16 : (ushort)count).Number16(is64 ? Most16 : (ushort)count)
            .Number32(is64 ? Most32 : (uint)size).Number32(is64 ? Most32 : (uint)offset).Number16(0).ToArray();
    }

    /// <summary>The checksum that zip files carry.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = Most32;
        foreach (var one in bytes)
        {
            crc = CrcTable[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static byte[] DirectoryBytes(BundleEntry entry)
    {
        var is64 = entry.Offset >= Most32;
        var bytes = new Bytes()
            .Number32(DirectoryHeader).Number16(Version).Number16(is64 ? VersionOf64 : Version).Number16(0).Number16(0).Number16(0)
            .Number16(FirstDay).Number32(entry.Crc).Number32(entry.Size).Number32(entry.Size).Number16((ushort)entry.Name.Length)
            .Number16(is64 ? (ushort)12 : (ushort)0).Number16(0).Number16(0).Number16(0).Number32(0)
            .Number32(is64 ? Most32 : (uint)entry.Offset).Text(entry.Name);
        return (is64 ? bytes.Number16(1).Number16(8).Number64(entry.Offset) : bytes).ToArray();
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }

    private sealed class Bytes
    {
        private readonly List<byte> _bytes = [];

        public Bytes Number16(ushort value)
        {
            Span<byte> room = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(room, value);
            _bytes.AddRange(room);
            return this;
        }

        public Bytes Number32(uint value)
        {
            Span<byte> room = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(room, value);
            _bytes.AddRange(room);
            return this;
        }

        public Bytes Number64(long value)
        {
            Span<byte> room = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(room, value);
            _bytes.AddRange(room);
            return this;
        }

        public Bytes Text(string text)
        {
            _bytes.AddRange(Encoding.ASCII.GetBytes(text));
            return this;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}

/// <summary>An entry of a bundle's zip file.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Crc">Its checksum.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Offset">Where its header stands.</param>
internal readonly record struct BundleEntry(string Name, uint Crc, uint Size, long Offset);
