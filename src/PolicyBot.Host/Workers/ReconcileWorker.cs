using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Host.Time;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Processes what is due every two seconds of this machine's clock, and at once when a followed clock was turned. What came in goes beside
/// all else: it never waits behind it.
/// </summary>
internal sealed partial class ReconcileWorker(DueWorkProcessor sweep, TimeProvider time, ILogger<ReconcileWorker> logger)
    : BackgroundService
{
    private const int GlancesPerSweep = 10;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(RunAsync(sweep.RunAsync, stoppingToken), RunAsync(sweep.RunInboundAsync, stoppingToken));

    private async Task RunAsync(Func<CancellationToken, Task<int>> sweepAsync, CancellationToken stoppingToken)
    {
        var follows = time is FollowedClock;
        var ahead = TimeSpan.Zero;
        // by this machine's clock: a turned clock must not stop or race the worker
        using var timer = new PeriodicTimer(follows ? Every / GlancesPerSweep : Every);
        for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            if (follows && !WasTurned(ref ahead) && tick % GlancesPerSweep != 0)
            {
                continue;
            }

            using var span = PolicyBotTelemetry.Source.StartActivity("work.sweep");
            try
            {
                while (await sweepAsync(stoppingToken) is var met and > 0)
                {
                    Swept(met);
                    if (met < DueWorkProcessor.Most)
                    {
                        break;
                    }
                }
            }
            catch (StoreUnavailableException outage)
            {
                PutOff(outage); // what is due stays due; an uncaught exception would stop the host
            }
#pragma warning disable CA1031 // Sweeping is what heals everything else: no fault may end it.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
            }
        }
    }

    private bool WasTurned(ref TimeSpan ahead)
    {
        var before = ahead;
        ahead = time.GetUtcNow() - TimeProvider.System.GetUtcNow();
        return ahead - before > Every;
    }

    [LoggerMessage(EventId = 301, Level = LogLevel.Debug, Message = "Sweep processed {Rows} rows.")]
    private partial void Swept(int rows);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "Sweep postponed: the store does not answer.")]
    private partial void PutOff(Exception outage);

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "Sweep failed: it continues with the next tick.")]
    private partial void Failed(Exception fault);
}
