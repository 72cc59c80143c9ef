using System.Diagnostics;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Workers;

/// <summary>Reads once a minute what other hosts know of addresses, and tells administrators what they must judge.</summary>
internal sealed partial class IdentityWatch(KnownAddresses known, IdentityNotices notices, ILogger<IdentityWatch> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var since = Stopwatch.StartNew(); // by this machine's clock, and however much this host writes itself
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await notices.TellAsync(stoppingToken);
                var left = KnownAddresses.RefreshedEvery - since.Elapsed;
                if (left <= TimeSpan.Zero || !await known.WaitForChangeAsync(left, stoppingToken))
                {
                    await known.RefreshAsync(stoppingToken);
                    since.Restart();
                }
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken); // by this machine's clock
            }
#pragma warning disable CA1031 // A notice is not worth the host's life.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }

    [LoggerMessage(EventId = 332, Level = LogLevel.Error, Message = "Reading what is known of addresses failed; it is tried again.")]
    private partial void Failed(Exception fault);
}
