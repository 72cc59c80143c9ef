using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Ports;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Exports;

/// <summary>Exports of a few records, and what a reader that knows only the formats finds in them.</summary>
internal static class AnExport
{
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static ExportRow RowOf(ARecord record, bool readsEvents = false) => ExportRow.From(
        new ExceptionRecord(new StreamHead(record.State, "1"), readsEvents ? record.Events : [], []),
        TestCatalog.Contoso, ARequest.Sent.AddDays(1));

    public static async Task<byte[]> WriteAsync(ExportFormat format, params ExportRow[] rows)
    {
        using var to = new ForwardOnlyStream();
        await ExportWriter.WriteAsync(format, rows.ToAsyncEnumerable(), to, () => default, default);
        return to.Written;
    }

    /// <summary>The fields of CSV by RFC 4180: fields, then lines.</summary>
    public static List<List<string>> ReadCsv(string text)
    {
        var (lines, line, field) = (new List<List<string>>(), new List<string>(), new StringBuilder());
        for (var (at, isQuoted) = (0, false); at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when isQuoted && at + 1 < text.Length && text[at + 1] == '"':
                    field.Append(text[++at]);
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    (line, field) = ([.. line, field.ToString()], new StringBuilder());
                    break;
                case '\r' when !isQuoted && text[at + 1] == '\n':
                    lines.Add([.. line, field.ToString()]);
                    (line, field, at) = ([], new StringBuilder(), at + 1);
                    break;
                default:
                    field.Append(text[at]);
                    break;
            }
        }

        Assert.Empty(line);
        Assert.Equal("", field.ToString());
        return lines;
    }

    /// <summary>The cells of a workbook's first sheet, each with its type as the file has it and its text.</summary>
    public static async Task<List<List<(string Type, string Text)>>> ReadXlsxAsync(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        await using var stream = zip.Entries.Single(entry => entry.FullName == "xl/worksheets/sheet1.xml").Open();
        var sheet = await XDocument.LoadAsync(stream, LoadOptions.PreserveWhitespace, default);
        Assert.Empty(sheet.Descendants(Sheet + "f")); // no formula at all
        return
        [
            .. sheet.Descendants(Sheet + "row").Select(row => row.Elements(Sheet + "c").Select(cell => (
                cell.Attribute("t")?.Value ?? "n",
                cell.Element(Sheet + "v")?.Value ?? string.Concat(cell.Descendants(Sheet + "t").Select(text => text.Value)))).ToList()),
        ];
    }

    /// <summary>A stream as a web answer is: it only takes, and says how much it has.</summary>
    internal sealed class ForwardOnlyStream : Stream
    {
        private readonly MemoryStream _written = new();

        public byte[] Written => _written.ToArray();

        public long Count => _written.Length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => _written.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _written.Write(buffer, offset, count);
    }
}
