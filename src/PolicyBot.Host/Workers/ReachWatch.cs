using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Checks each new catalog once: every stage needs an approver who can be reached. Logs a warning for each that has none.
/// </summary>
internal sealed partial class ReachWatch(CatalogReach reach, ICatalog catalog, ILogger<ReachWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looked = "";
        using var timer = new PeriodicTimer(Every); // by this machine's clock
        do
        {
            var current = catalog.Current;
            if (current.Hash == looked)
            {
                continue;
            }

            try
            {
                foreach (var warning in (await reach.OfAsync("catalog", current, stoppingToken)).Warnings)
                {
                    Warned(warning.ToString());
                }

                looked = current.Hash;
            }
            catch (StoreUnavailableException)
            {
                // the next tick checks it
            }
#pragma warning disable CA1031 // A warning is not worth the host's life.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                looked = current.Hash;
                Failed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 330, Level = LogLevel.Warning, Message = "Catalog: {Warning}")]
    private partial void Warned(string warning);

    [LoggerMessage(EventId = 331, Level = LogLevel.Error,
        Message = "Reachability check failed: it is unknown whether the people of the catalog can be reached.")]
    private partial void Failed(Exception fault);
}
