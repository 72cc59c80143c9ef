using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PolicyBot.Teams.Tests.Manifest;

/// <summary>A square PNG of 8 bits a channel with alpha and no filters, as ours are drawn.</summary>
internal sealed class Png
{
    private readonly byte[] _rows;

    private Png(int size, byte[] rows) => (Size, _rows) = (size, rows);

    public int Size { get; }

    public static Png Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(bytes, 0, 8));

        var size = 0;
        using var compressed = new MemoryStream();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            var data = bytes.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(bytes, at + 4, 4))
            {
                case "IHDR":
                    size = BinaryPrimitives.ReadInt32BigEndian(data);
                    Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                    Assert.Equal([8, 6, 0, 0, 0], data[8..].ToArray());
                    break;
                case "IDAT":
                    compressed.Write(data);
                    break;
            }

            at += length + 12;
        }

        compressed.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        var rows = inflated.ToArray();
        Assert.Equal(size * (size * 4 + 1), rows.Length);
        Assert.All(Enumerable.Range(0, size), y => Assert.Equal(0, rows[y * (size * 4 + 1)]));
        return new Png(size, rows);
    }

    public (int R, int G, int B, int A) At(int x, int y)
    {
        var at = y * (Size * 4 + 1) + 1 + x * 4;
        return (_rows[at], _rows[at + 1], _rows[at + 2], _rows[at + 3]);
    }

    public IEnumerable<(int X, int Y, (int R, int G, int B, int A) Color)> All() =>
        from y in Enumerable.Range(0, Size)
        from x in Enumerable.Range(0, Size)
        select (x, y, At(x, y));
}
