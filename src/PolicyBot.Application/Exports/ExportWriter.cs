using System.Runtime.CompilerServices;

namespace PolicyBot.Application.Exports;

/// <summary>
/// Writes the lines of an export to a stream as they come: a file, a pipe or the answer to a web request. It need not seek.
/// </summary>
public static class ExportWriter
{
    /// <summary>Writes an export.</summary>
    /// <param name="format">In which form.</param>
    /// <param name="rows">Its lines.</param>
    /// <param name="to">Where to; it is not closed.</param>
    /// <param name="steppedAsync">Hears of each line.</param>
    public static Task WriteAsync(
        ExportFormat format,
        IAsyncEnumerable<ExportRow> rows,
        Stream to,
        Func<ValueTask> steppedAsync,
        CancellationToken cancellationToken)
    {
        var stepped = SteppingAsync(rows, steppedAsync, cancellationToken);
        return format switch
        {
            ExportFormat.Csv => CsvExport.WriteAsync(stepped, to, cancellationToken),
            ExportFormat.Xlsx => XlsxExport.WriteAsync(stepped, to, cancellationToken),
            _ => JsonlExport.WriteAsync(stepped, to, cancellationToken),
        };
    }

    private static async IAsyncEnumerable<ExportRow> SteppingAsync(
        IAsyncEnumerable<ExportRow> rows, Func<ValueTask> steppedAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            yield return row;
            await steppedAsync();
        }
    }
}
