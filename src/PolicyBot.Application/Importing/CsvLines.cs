using System.Globalization;
using System.Text;
using CsvHelper;

namespace PolicyBot.Application.Importing;

/// <summary>The lines of a CSV (RFC 4180) in UTF-8, with or without a byte order mark, with comma, semicolon or tab.</summary>
/// <remarks>
/// CsvHelper 34.0.0 says nothing of a line that has too few values, and of an open quotation mark only where it is told to. It detects a
/// separator by itself, and by other lines than the first.
/// </remarks>
internal static class CsvLines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (IReadOnlyList<FileLine> Lines, string? Fault) Read(byte[] bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return ([], "it is not in UTF-8: save it as \"CSV UTF-8\".");
        }

        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = SeparatorOf(text),
            FormatProvider = CultureInfo.InvariantCulture,
            MalformedData = CsvMalformedDataHandling.Throw,
            IncludeValuesInExceptions = false,
            TrackLineNumbers = true,
        });
        var lines = new List<FileLine>();
        try
        {
            while (csv.Read())
            {
                lines.Add(new FileLine(checked((int)csv.LineNumber), [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]));
            }
        }
        catch (CsvFormatException malformed)
        {
            return ([], $"it is no CSV: {malformed.Message}"); // what follows an open quotation mark may be anything
        }

        return (lines, null);
    }

    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is > -1 and var end ? end : text.Length);
        var best = ',';
        foreach (var other in new[] { ';', '\t' })
        {
            best = first.Count(other) > first.Count(best) ? other : best;
        }

        return best;
    }
}
