using System.Globalization;
using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Importing;

/// <summary>The lines of the first sheet of a workbook. A cell that is a date is the day it shows.</summary>
/// <remarks>MiniExcel 1.46.0 counts days from 1900 also where the workbook says 1904: one that counts from 1904 is refused.</remarks>
internal static class XlsxLines
{
    public static (IReadOnlyList<FileLine> Lines, string? Fault) Read(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            if (CountsFrom1904(stream))
            {
                return ([], "its dates count from 1904: switch that off in its options, look at the dates, and save it anew.");
            }

            stream.Position = 0;
            IEnumerable<object> rows = stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX);
            var lines = rows.Take(ImportFile.MostLines + 2)
                .Select((row, index) => new FileLine(
                    index + 1, [.. ((IDictionary<string, object?>)row).Values.Select(Write)]))
                .ToList();
            return (lines, null);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or XmlException or FormatException
            or InvalidOperationException or ArgumentException or KeyNotFoundException or NotSupportedException or NullReferenceException)
        {
            // MiniExcel names no fault of its own
            return ([], "it is no workbook that can be read: save it anew as .xlsx, without a password.");
        }
    }

    private static string Write(object? cell) => cell switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => RequestField.FormatDay(DateOnly.FromDateTime(day)),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private static bool CountsFrom1904(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        using var workbook = (zip.GetEntry("xl/workbook.xml") ?? throw new InvalidDataException("There is no workbook in it.")).Open();
        using var xml = XmlReader.Create(workbook, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                return xml.GetAttribute("date1904") is "1" or "true";
            }
        }

        return false;
    }
}
