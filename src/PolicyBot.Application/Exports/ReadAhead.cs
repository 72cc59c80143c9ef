using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Exports;

/// <summary>
/// Reads the store while lines are made and written: neither waits for the other. Records are handed over some at a time.
/// </summary>
internal static class ReadAhead
{
    private const int Together = 50;
    private const int MostAhead = 4;

    /// <summary>The same records, in the same order; what fails while they are read is thrown here.</summary>
    public static async IAsyncEnumerable<WalkedRecord> ReadAsync(
        IAsyncEnumerable<WalkedRecord> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var read = Channel.CreateBounded<List<WalkedRecord>>(MostAhead);
        var reading = Task.Run(() => ReadAsync(records, read.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var some in read.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var record in some)
                {
                    yield return record;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(
        IAsyncEnumerable<WalkedRecord> records, ChannelWriter<List<WalkedRecord>> to, CancellationToken cancellationToken)
    {
        try
        {
            var some = new List<WalkedRecord>(Together);
            await foreach (var record in records.WithCancellation(cancellationToken))
            {
                some.Add(record);
                if (some.Count == Together)
                {
                    await to.WriteAsync(some, cancellationToken);
                    some = new List<WalkedRecord>(Together);
                }
            }

            await to.WriteAsync(some, cancellationToken);
            to.Complete();
        }
#pragma warning disable CA1031 // It is thrown where the lines are made.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            to.Complete(fault);
        }
    }
}
