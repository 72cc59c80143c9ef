using PolicyBot.Core.Settling;

namespace PolicyBot.Host.Workers;

/// <summary>Looks at what is due, every two seconds of this machine's clock.</summary>
internal sealed partial class SettleWorker(WorkSweep sweep, ILogger<SettleWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every); // by this machine's clock: a turned clock must not stop or race the worker
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            using var span = PolicyBotTelemetry.Source.StartActivity("work.sweep");
            try
            {
                while (await sweep.RunAsync(stoppingToken) is var met and > 0)
                {
                    Swept(met);
                    if (met < WorkSweep.Most)
                    {
                        break;
                    }
                }
            }
            catch (RegisterUnavailableException outage)
            {
                PutOff(outage); // what is due stays due; an exception nobody catches here would stop the host
            }
#pragma warning disable CA1031 // Sweeping is what heals everything else: no fault may end it.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
            }
        }
    }

    [LoggerMessage(EventId = 301, Level = LogLevel.Debug, Message = "Sweep worked off {Rows} rows.")]
    private partial void Swept(int rows);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "The store does not answer; the sweep is put off.")]
    private partial void PutOff(Exception outage);

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "The sweep failed; it goes on with the next tick.")]
    private partial void Failed(Exception fault);
}
