using PolicyBot.Application.Ports;
using PolicyBot.Application.Reports;

namespace PolicyBot.Host.Workers;

/// <summary>Looks every ten minutes of this machine's clock whether a monthly report is due.</summary>
internal sealed partial class ReportWatch(MonthlyReports reports, ILogger<ReportWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await reports.TellAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // the next look tells it
            }
#pragma warning disable CA1031 // A report that failed is tried again; the host goes on.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
            }
        }
    }

    [LoggerMessage(EventId = 341, Level = LogLevel.Error, Message = "Making a monthly report failed; it is tried again.")]
    private partial void Failed(Exception fault);
}
