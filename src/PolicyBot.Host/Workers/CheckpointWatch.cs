using Microsoft.Extensions.Options;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Workers;

/// <summary>Makes the checkpoint of each day soon after it has begun (UTC), and sees to it that auditors hear of it.</summary>
internal sealed partial class CheckpointWatch(
    CheckpointMaker maker, CheckpointNotices notices, ICheckpoints checkpoints, IOptions<AuditOptions> options,
    ILogger<CheckpointWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var key = options.Value.ReadKey().Key;
        if (key is null)
        {
            return; // said at start
        }

        var (told, untold) = ("", (MadeCheckpoint?)null);
        using var timer = new PeriodicTimer(Every); // by this machine's clock
        do
        {
            try
            {
                if (await maker.MakeAsync(key, stoppingToken) is { } made)
                {
                    Made(made.Day, made.Streams, made.Hash);
                    foreach (var fault in made.Faults)
                    {
                        DoesNotFit(fault.ToString());
                    }

                    untold = made.Faults.Count > 0 ? made : untold;
                }

                if (untold is not null && await notices.TellFaultsAsync(untold, stoppingToken))
                {
                    untold = null;
                }

                if (await checkpoints.FindLastAsync(stoppingToken) is { } last && last.Day != told
                    && await notices.TellAsync(last, stoppingToken))
                {
                    told = last.Day;
                }
            }
            catch (StoreUnavailableException)
            {
                // the next tick makes it
            }
#pragma warning disable CA1031 // A checkpoint that failed is tried again; the host goes on.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 336, Level = LogLevel.Information,
        Message = "The checkpoint of {Day} lists {Streams} exceptions that changed; its hash is {Hash}.")]
    private partial void Made(string day, int streams, string hash);

    [LoggerMessage(EventId = 337, Level = LogLevel.Error, Message = "The record does not fit its checkpoints: {Fault}")]
    private partial void DoesNotFit(string fault);

    [LoggerMessage(EventId = 338, Level = LogLevel.Error, Message = "Making or telling a checkpoint failed; it is tried again.")]
    private partial void Failed(Exception fault);
}
