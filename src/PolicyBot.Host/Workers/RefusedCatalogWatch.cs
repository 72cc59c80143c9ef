using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Host.Catalog;

namespace PolicyBot.Host.Workers;

/// <summary>Tells administrators in chat, once each, that a changed catalog is refused, with file, line and rule of its faults.</summary>
internal sealed partial class RefusedCatalogWatch(
    ServedCatalog served, AdministratorNotices administrators, ILogger<RefusedCatalogWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = "";
        using var timer = new PeriodicTimer(Every); // by this machine's clock
        do
        {
            if (served.Refused is not { } refused || refused.Matter == told)
            {
                told = served.Refused is null ? "" : told; // what is refused once more, after a sound one, is told once more
                continue;
            }

            try
            {
                if (await administrators.TellAsync(refused.Matter, refused.Words, stoppingToken))
                {
                    told = refused.Matter;
                }
            }
            catch (StoreUnavailableException)
            {
                // the next tick tells it
            }
#pragma warning disable CA1031 // A message is not worth the host's life.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                told = refused.Matter;
                Failed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 335, Level = LogLevel.Error,
        Message = "Telling administrators of the refused catalog failed; the faults stand in the log.")]
    private partial void Failed(Exception fault);
}
