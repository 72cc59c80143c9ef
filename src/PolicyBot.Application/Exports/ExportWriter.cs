using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PolicyBot.Application.Exports;

/// <summary>
/// Writes the lines of an export to a stream as they come: a file, a pipe or the answer to a web request. It need not seek.
/// </summary>
public static class ExportWriter
{
    /// <summary>How many lines are read ahead.</summary>
    private const int MostAhead = 250;

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
        await foreach (var row in ReadAheadAsync(rows, cancellationToken).WithCancellation(cancellationToken))
        {
            yield return row;
            await steppedAsync();
        }
    }

    // The store is read while lines are written: neither waits for the other.
    private static async IAsyncEnumerable<ExportRow> ReadAheadAsync(
        IAsyncEnumerable<ExportRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var read = Channel.CreateBounded<ExportRow>(MostAhead);
        var reading = Task.Run(() => ReadAsync(rows, read.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var row in read.Reader.ReadAllAsync(cancellationToken))
            {
                yield return row;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(IAsyncEnumerable<ExportRow> rows, ChannelWriter<ExportRow> to, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                await to.WriteAsync(row, cancellationToken);
            }

            to.Complete();
        }
#pragma warning disable CA1031 // It is thrown where the lines are written.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            to.Complete(fault);
        }
    }
}
