using System.Collections.Concurrent;

namespace PolicyBot.Slack.Outbound;

/// <summary>
/// Submitted dialogs whose answer is on its way. Slack draws the answer when it arrives, over any earlier redraw of the dialog.
/// </summary>
/// <param name="time">The real time.</param>
internal sealed class PendingViewResponses(TimeProvider time)
{
    /// <summary>How long an answer that was given may take to arrive.</summary>
    public static readonly TimeSpan Arrives = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _underWay = new(StringComparer.Ordinal);

    /// <summary>A dialog was submitted: what else redraws it waits from now on.</summary>
    /// <param name="view">The dialog.</param>
    /// <returns>The answer, to be named when it is given.</returns>
    public TaskCompletionSource Begin(string view) =>
        _underWay[view] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer was given, and is still to arrive.</summary>
    public void Given(string view, TaskCompletionSource answer) =>
        Task.Delay(Arrives, time)
            .ContinueWith(_ =>
                Arrived(view, answer), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>The dialog shows the answer.</summary>
    public void Arrived(string view, TaskCompletionSource answer)
    {
        _underWay.TryRemove(KeyValuePair.Create(view, answer)); // a later submission's stays
        answer.TrySetResult();
    }

    /// <summary>Waits until the dialog may be redrawn.</summary>
    /// <param name="view">The dialog.</param>
    public Task ArrivedAsync(string view, CancellationToken cancellationToken) =>
        _underWay.TryGetValue(view, out var answer) ? answer.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
}
