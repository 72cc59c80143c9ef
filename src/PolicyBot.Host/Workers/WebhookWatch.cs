using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Asks for the webhook endpoints every few seconds of this machine's clock, so that nothing else has to, and tells administrators of those
/// that are off and of events that were given up.
/// </summary>
internal sealed partial class WebhookWatch(
    WebhookEndpoints endpoints, WebhookNotices notices, ILogger<WebhookWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WebhookEndpoints.AskedEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await endpoints.RefreshAsync(stoppingToken);
                await notices.TellOffAsync(stoppingToken);
                await notices.TellAgainAsync(stoppingToken);
            }
            catch (StoreUnavailableException outage)
            {
                PutOff(outage); // the next tick asks again
            }
#pragma warning disable CA1031 // Neither a row that cannot be read nor a message that cannot be sent is worth the host's life.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
            }
        }
    }

    [LoggerMessage(EventId = 342, Level = LogLevel.Warning,
        Message = "Reading the webhook endpoints postponed: the store does not answer. Those that are known go on.")]
    private partial void PutOff(Exception outage);

    [LoggerMessage(EventId = 340, Level = LogLevel.Error,
        Message = "Reading the webhook endpoints, or telling of one that is off, failed: those that are known go on.")]
    private partial void Failed(Exception fault);
}
