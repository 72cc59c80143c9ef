using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace PolicyBot.Application.Exports;

/// <summary>Comma-separated values (RFC 4180) in UTF-8 with a byte order mark, in which no spreadsheet finds a formula.</summary>
/// <remarks>
/// CsvHelper's own guard against formulas looks at the first character alone, knows neither wide signs nor what begins a cell within a
/// text, and puts every text it has changed into quotation marks: the apostrophe is put here.
/// </remarks>
internal static class CsvExport
{
    // Wide signs count in East Asian locales.
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@\uff1d\uff0b\uff0d\uff20");

    // Where the list separator is a semicolon, a spreadsheet opens the file with that, and line breaks in a text end its row.
    private static readonly SearchValues<char> BeginsCell = SearchValues.Create(";\t\r\n");

    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\r\n",
        FormatProvider = CultureInfo.InvariantCulture,
        Injection = CsvInjection.None,
        Quoting = CsvQuoting.WhenNeeded,
    };

    public static async Task WriteAsync(IAsyncEnumerable<ExportRow> rows, Stream to, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, Options, true);
        await csv.WriteRecordAsync([.. ExportColumns.All.Select(column => column.Name)], cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await csv.WriteRecordAsync([.. row.Values.Select(Write)], cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
        await text.FlushAsync(cancellationToken);
    }

    private static string Write(object? value) => value switch
    {
        null => "",
        long number => number.ToString(CultureInfo.InvariantCulture),
        DateTime instant => ExportColumns.Write(instant),
        _ => Disarm((string)value),
    };

    // A spreadsheet that is told to skip space finds the sign behind it, and quotation marks stand around a cell.
    private static string Disarm(string text)
    {
        if (!text.AsSpan().ContainsAny(BeginsFormula))
        {
            return text;
        }

        var disarmed = new StringBuilder(text.Length);
        var mayBegin = true;
        foreach (var character in text)
        {
            if (mayBegin && BeginsFormula.Contains(character))
            {
                disarmed.Append('\'');
            }

            disarmed.Append(character);
            mayBegin = BeginsCell.Contains(character) || (mayBegin && (char.IsWhiteSpace(character) || character == '"'));
        }

        return disarmed.ToString();
    }
}
