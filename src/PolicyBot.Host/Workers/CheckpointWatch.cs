using Microsoft.Extensions.Options;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Workers;

/// <summary>Makes the checkpoint of each day soon after it has begun (UTC), and sees to it that auditors hear of it.</summary>
internal sealed partial class CheckpointWatch(
    CheckpointMaker maker, CheckpointNotices notices, ICheckpoints checkpoints, IOptions<AuditOptions> options, TimeProvider time,
    ILogger<CheckpointWatch> logger) : BackgroundService
{
    private readonly ClockRounds _rounds = new(time, TimeSpan.FromMinutes(1));
    private string _told = "";
    private MadeCheckpoint? _untold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var key = options.Value.ReadKey().Key;
        if (key is not null) // without one: said at start
        {
            await _rounds.RunAsync(cancellationToken => LookAsync(key, cancellationToken), stoppingToken);
        }
    }

    private async Task LookAsync(EvidenceKey key, CancellationToken cancellationToken)
    {
        try
        {
            if (await maker.MakeAsync(key, options.Value.EarlierKeys, cancellationToken) is { } made)
            {
                Made(made.Day, made.Streams, made.Hash);
                foreach (var fault in made.Faults)
                {
                    DoesNotFit(fault.ToString());
                }

                _untold = made.Faults.Count > 0 ? made : _untold;
            }

            if (_untold is not null && await notices.TellFaultsAsync(_untold, cancellationToken))
            {
                _untold = null;
            }

            if (await checkpoints.FindLastAsync(cancellationToken) is { } last && last.Day != _told
                && await notices.TellAsync(last, cancellationToken))
            {
                _told = last.Day;
            }
        }
        catch (StoreUnavailableException)
        {
            // the next round makes it
        }
#pragma warning disable CA1031 // A checkpoint that failed is tried again; the host goes on.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(fault);
        }
    }

    [LoggerMessage(EventId = 336, Level = LogLevel.Information,
        Message = "The checkpoint of {Day} lists {Streams} exceptions that changed; its hash is {Hash}.")]
    private partial void Made(string day, int streams, string hash);

    [LoggerMessage(EventId = 337, Level = LogLevel.Error, Message = "The record does not fit its checkpoints: {Fault}")]
    private partial void DoesNotFit(string fault);

    [LoggerMessage(EventId = 338, Level = LogLevel.Error, Message = "Making or telling a checkpoint failed; it is tried again.")]
    private partial void Failed(Exception fault);
}
