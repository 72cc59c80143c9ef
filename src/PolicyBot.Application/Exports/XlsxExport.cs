using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace PolicyBot.Application.Exports;

/// <summary>A workbook of one sheet, in which texts are text, numbers are numbers and instants are dates.</summary>
/// <remarks>
/// MiniExcel takes the columns from the first line alone and writes a <see cref="DateTimeOffset"/> without its offset: every line has every
/// column, and instants come as <see cref="DateTime"/> in UTC.
/// </remarks>
internal static class XlsxExport
{
    private const int LongestCell = 32_767;
    private const string Cut = "… (cut: a cell holds no more)";

    public static async Task WriteAsync(IAsyncEnumerable<ExportRow> rows, Stream to, CancellationToken cancellationToken)
    {
        var form = new OpenXmlConfiguration
        {
            TableStyles = TableStyles.None,
            AutoFilter = false,
            EnableWriteNullValueCell = false,
        };
        await using var lines = LinesAsync(rows, cancellationToken).GetAsyncEnumerator(cancellationToken);
        object sheet = await lines.MoveNextAsync()
            ? GoOnAsync(lines, cancellationToken)
            : new[] { LineOf(new object?[ExportColumns.All.Count]) }; // without a line there would be no heads
        await to.SaveAsAsync(sheet, printHeader: true, sheetName: "Exceptions", configuration: form, cancellationToken: cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<IDictionary<string, object?>> LinesAsync(
        IAsyncEnumerable<ExportRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            yield return LineOf(row.Values);
        }
    }

    private static async IAsyncEnumerable<IDictionary<string, object?>> GoOnAsync(
        IAsyncEnumerator<IDictionary<string, object?>> begun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return begun.Current;
        }
        while (await begun.MoveNextAsync());
    }

    private static Dictionary<string, object?> LineOf(IReadOnlyList<object?> values)
    {
        var line = new Dictionary<string, object?>(values.Count);
        foreach (var (column, value) in ExportColumns.All.Zip(values))
        {
            line[column.Name] = value is string text ? Fit(text) : value;
        }

        return line;
    }

    // What XML cannot hold MiniExcel writes as _x0007_, which not every reader understands.
    private static string Fit(string text)
    {
        var fit = text.Length > LongestCell ? string.Concat(text.AsSpan(0, LongestCell - Cut.Length), Cut) : text;
        return IsFine(fit) ? fit : string.Create(fit.Length, fit, (characters, from) =>
        {
            for (var at = 0; at < from.Length; at++)
            {
                characters[at] = IsFineAt(from, at) ? from[at] : '\ufffd';
            }
        });
    }

    private static bool IsFine(string text)
    {
        var characters = text.AsSpan();
        return !characters.ContainsAnyInRange('\0', '\u001f')
            && !characters.ContainsAnyInRange('\ud800', '\udfff')
            && !characters.ContainsAny('\ufffe', '\uffff')
            || Enumerable.Range(0, text.Length).All(at => IsFineAt(text, at));
    }

    private static bool IsFineAt(string text, int at) => text[at] switch
    {
        '\t' or '\n' or '\r' => true,
        < ' ' or '\ufffe' or '\uffff' => false,
        var high when char.IsHighSurrogate(high) => at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]),
        var low when char.IsLowSurrogate(low) => at > 0 && char.IsHighSurrogate(text[at - 1]),
        _ => true,
    };
}
