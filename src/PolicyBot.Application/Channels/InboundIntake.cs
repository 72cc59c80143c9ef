using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;

namespace PolicyBot.Application.Channels;

/// <summary>
/// Keeps what came in before it is acknowledged, and works on it after. What is not done is due work: the sweep takes it up again.
/// </summary>
/// <param name="time">The time that due work goes by.</param>
public sealed class InboundIntake(IInboundDeduplication seen, IWork work, IBackgroundTasks background, TimeProvider time)
{
    /// <summary>
    /// Longer than any message that a person writes to a bot, in UTF-16 code units: it is answered as words that are not understood, and
    /// not kept.
    /// </summary>
    public const int LongestText = 20_000;

    /// <summary>
    /// After how long other hosts find what came in when the one that acknowledged it has died. While that one is at it, the wake-up is
    /// moved ahead by as much.
    /// </summary>
    public static readonly TimeSpan Ahead = WorkInHand.Ahead;

    /// <summary>Takes something, once: what is delivered again is done, or being done.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="key">What tells it from everything else that came in through the channel; empty for none.</param>
    /// <param name="payload">What is kept of it until it is done.</param>
    /// <param name="workAsync">Works on it; false when it should be worked on again.</param>
    /// <exception cref="StoreUnavailableException">Nothing is kept: the channel is to deliver it again.</exception>
    public async Task TakeAsync(string channel, string key, string payload, Func<CancellationToken, Task<bool>> workAsync)
    {
        var now = time.GetUtcNow();
        var wakeUp = new WakeUp(now + Ahead, DueWorkProcessor.Inbound(channel, key), WakeUp.NewTag());
        var adding = work.AddAsync(wakeUp, CancellationToken.None);
        var isNew = key.Length == 0 || await seen.TryTakeAsync(key, payload, now, CancellationToken.None);
        await adding;
        if (!isNew)
        {
            // The host that took it moves a row of its own. Should that one be missing, this one is found, but not while it may be at it.
            if (await seen.ReadAsync(key, CancellationToken.None) is not null)
            {
                await work.AddAsync(wakeUp with { Due = now + ExceptionCommits.LookAfter }, CancellationToken.None);
            }

            await work.RemoveAsync(wakeUp, CancellationToken.None);
            return;
        }

        var ended = new CancellationTokenSource();
        var moving = WorkInHand.MoveAsync(work, time, wakeUp, ended.Token); // from now on, and not only once it is this one's turn
        background.Run(async cancellationToken =>
        {
            var isDone = false;
            try
            {
                isDone = await workAsync(cancellationToken);
            }
            finally
            {
                await ended.CancelAsync();
                ended.Dispose();
                wakeUp = await moving;
            }

            if (isDone)
            {
                await seen.DoneAsync(key, cancellationToken);
            }
            else
            {
                // the channel took no answer just now
                await work.AddAsync(wakeUp with { Due = time.GetUtcNow() + ExceptionCommits.LookAfter }, cancellationToken);
            }

            await work.RemoveAsync(wakeUp, cancellationToken);
        });
    }
}
