namespace PolicyBot.Application.Ports;

/// <summary>
/// Runs what follows an answer, on the host's time and not on the request's. A failure is logged; its work row is processed by the sweep.
/// </summary>
public interface IBackgroundTasks
{
    /// <summary>Runs something soon.</summary>
    void Run(Func<CancellationToken, Task> work);

    /// <summary>
    /// Runs something soon that mostly waits for an outside service, such as the model. It takes no slot from what <see cref="Run"/> runs.
    /// </summary>
    void Wait(Func<CancellationToken, Task> work) => Run(work);
}
