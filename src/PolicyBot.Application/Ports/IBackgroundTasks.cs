namespace PolicyBot.Application.Ports;

/// <summary>
/// Runs what follows an answer, on the host's time and not on the request's. What fails is logged; the work row that stands for it is
/// swept.
/// </summary>
public interface IBackgroundTasks
{
    /// <summary>Runs something soon.</summary>
    void Run(Func<CancellationToken, Task> work);

    /// <summary>
    /// Runs something soon that mostly waits for somebody outside, such as the model: it takes no place of what <see cref="Run"/> runs.
    /// </summary>
    void Wait(Func<CancellationToken, Task> work) => Run(work);
}
