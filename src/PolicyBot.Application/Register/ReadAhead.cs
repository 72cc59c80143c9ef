using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PolicyBot.Application.Register;

/// <summary>
/// Reads the store while something is made of what was read: neither waits for the other. Things are handed over some at a time.
/// </summary>
public static class ReadAhead
{
    private const int Together = 50;
    private const int MostAhead = 4;

    /// <summary>The same things in the same order; what fails while they are read is thrown here.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IAsyncEnumerable<T> things, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var read = Channel.CreateBounded<List<T>>(MostAhead);
        var reading = Task.Run(() => ReadAsync(things, read.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var some in read.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var thing in some)
                {
                    yield return thing;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync<T>(
        IAsyncEnumerable<T> things, ChannelWriter<List<T>> to, CancellationToken cancellationToken)
    {
        var some = new List<T>(Together);
        try
        {
            await foreach (var thing in things.WithCancellation(cancellationToken))
            {
                some.Add(thing);
                if (some.Count == Together)
                {
                    await to.WriteAsync(some, cancellationToken);
                    some = new List<T>(Together);
                }
            }

            await to.WriteAsync(some, cancellationToken);
            to.Complete();
        }
#pragma warning disable CA1031 // It is thrown to the reader.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (fault is not OperationCanceledException && some.Count < Together)
            {
                to.TryWrite(some); // what was read before it, where there is room: the fault tells that there was more
            }

            to.Complete(fault);
        }
    }
}
