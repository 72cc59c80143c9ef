using PolicyBot.Application.Ports;
using PolicyBot.Application.Reports;

namespace PolicyBot.Host.Workers;

/// <summary>Looks every ten minutes whether a monthly report is due.</summary>
internal sealed partial class ReportWatch(MonthlyReports reports, TimeProvider time, ILogger<ReportWatch> logger) : BackgroundService
{
    private readonly ClockRounds _rounds = new(time, TimeSpan.FromMinutes(10));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _rounds.RunAsync(LookAsync, stoppingToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await reports.TellAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // the next look tells it
        }
#pragma warning disable CA1031 // A report that failed is tried again; the host goes on.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(fault);
        }
    }

    [LoggerMessage(EventId = 341, Level = LogLevel.Error, Message = "Making a monthly report failed; it is tried again.")]
    private partial void Failed(Exception fault);
}
