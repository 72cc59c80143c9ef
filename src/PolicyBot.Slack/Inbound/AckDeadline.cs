using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>Slack wants its answer within three seconds, its own way to us and back included; what takes longer goes on after.</summary>
/// <param name="time">The real time.</param>
internal sealed class AckDeadline(IBackgroundTasks background, TimeProvider time)
{
    /// <summary>How long the answer to Slack waits for what was asked.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the answer waits for Slack to say who we are, which it is asked once: what was pressed has to wait after it.
    /// </summary>
    public static readonly TimeSpan WhoWithin = TimeSpan.FromSeconds(0.5);

    /// <summary>How long it may take in all: a dialog opened, what was pressed stored, the dialog redrawn.</summary>
    public static readonly TimeSpan Longest = SlackClient.WriteWithin + ExceptionCommits.Longest + SlackClient.WriteWithin;

    /// <summary>
    /// How long after the answer a dialog may be redrawn: sooner, the redrawing might overtake the answer and be lost under it.
    /// </summary>
    public static readonly TimeSpan Apart = PendingViewResponses.Arrives;

    /// <summary>Starts work at once, and not on the request's time: a client that hangs up must not undo what is half done.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        return await work(limit.Token);
    }

    /// <summary>Starts work, and waits for it as long as an answer may wait.</summary>
    /// <returns>The work, and whether it is done.</returns>
    public Task<(Task<T> Work, bool IsDone)> TryAsync<T>(Func<CancellationToken, Task<T>> work) => TryAsync(work, Within);

    /// <summary>The same, for the given time.</summary>
    public async Task<(Task<T> Work, bool IsDone)> TryAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan within)
    {
        using var enough = new CancellationTokenSource();
        var patience = Task.Delay(within, time, enough.Token); // runs before the work does, whose beginning may be what takes long
        var started = RunAsync(work);
        var isDone = await Task.WhenAny(started, patience) == started;
        await enough.CancelAsync();
        return (started, isDone);
    }

    /// <summary>Lets work go on after the answer; the host waits for it when it stops.</summary>
    public void LetGoOn(Task work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            background.Run(cancellationToken => work.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Waits until an answer that is being given has arrived.</summary>
    public Task AfterAnswerAsync(CancellationToken cancellationToken) => PauseAsync(Apart, cancellationToken);

    /// <summary>Waits.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);
}
