using System.Threading.Channels;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Runs what follows an answer, on the host's time. What fails here is logged and left to the sweep: its work row is still there.
/// </summary>
internal sealed partial class BackgroundTasks(ILogger<BackgroundTasks> logger) : BackgroundService, IBackgroundTasks
{
    private const int AtOnce = 16;
    private const int WaitingAtOnce = 600; // the model is not asked more often in an hour

    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateUnbounded<Func<CancellationToken, Task>>();
    private readonly Channel<Func<CancellationToken, Task>> _waiting = Channel.CreateUnbounded<Func<CancellationToken, Task>>();

    public void Run(Func<CancellationToken, Task> work) => _queue.Writer.TryWrite(work);

    public void Wait(Func<CancellationToken, Task> work) => _waiting.Writer.TryWrite(work);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WorkOffAsync(_queue, AtOnce, stoppingToken), WorkOffAsync(_waiting, WaitingAtOnce, stoppingToken));

    private Task WorkOffAsync(Channel<Func<CancellationToken, Task>> queue, int atOnce, CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(
            queue.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stoppingToken },
            async (work, cancellationToken) => await RunAsync(work, cancellationToken));

    private async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            using var language = Languages.Use(Languages.Default); // what it stores; who is written to is written to in theirs
            await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StoreUnavailableException outage)
        {
            PutOff(outage);
        }
        // The edge of background work: one fault must not stop all that comes after; its work row brings it up again.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Failed(fault);
        }
    }

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning,
        Message = "Work after an answer postponed: the store does not answer. The sweep does it.")]
    private partial void PutOff(Exception outage);

    [LoggerMessage(EventId = 311, Level = LogLevel.Error, Message = "Work after an answer failed: the sweep does it.")]
    private partial void Failed(Exception fault);
}
