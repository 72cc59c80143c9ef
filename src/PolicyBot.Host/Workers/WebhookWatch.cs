using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;

namespace PolicyBot.Host.Workers;

/// <summary>Asks for the webhook endpoints every few seconds of this machine's clock, so that nothing else has to.</summary>
internal sealed partial class WebhookWatch(WebhookEndpoints endpoints, ILogger<WebhookWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WebhookEndpoints.AskedEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await endpoints.RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // those that are known go on; the next tick asks again
            }
#pragma warning disable CA1031 // A row that cannot be read is not worth the host's life.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
            }
        }
    }

    [LoggerMessage(EventId = 340, Level = LogLevel.Error,
        Message = "Reading the webhook endpoints failed: those that are known go on.")]
    private partial void Failed(Exception fault);
}
