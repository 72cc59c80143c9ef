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

    /// <summary>Takes something, once: what is delivered again is done, or being done.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="key">What tells it from everything else that came in through the channel; empty for none.</param>
    /// <param name="payload">What is kept of it until it is done.</param>
    /// <param name="workAsync">Works on it; false when it should be worked on again.</param>
    /// <exception cref="StoreUnavailableException">Nothing is kept: the channel is to deliver it again.</exception>
    public async Task TakeAsync(string channel, string key, string payload, Func<CancellationToken, Task<bool>> workAsync)
    {
        var now = time.GetUtcNow();
        var wakeUp = new WakeUp(now + ExceptionCommits.LookAfter, DueWorkProcessor.Inbound(channel, key), WakeUp.Wake);
        var adding = work.AddAsync(wakeUp, CancellationToken.None);
        var isNew = key.Length == 0 || await seen.TryTakeAsync(key, payload, now, CancellationToken.None);
        await adding;
        if (!isNew)
        {
            return;
        }

        background.Run(async cancellationToken =>
        {
            if (await workAsync(cancellationToken))
            {
                await seen.DoneAsync(key, cancellationToken);
                await work.RemoveAsync(wakeUp, cancellationToken);
            }
        });
    }
}
