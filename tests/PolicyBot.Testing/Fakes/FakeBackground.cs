using System.Collections.Concurrent;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>What follows an answer, run when a test says so.</summary>
public sealed class FakeBackground : IBackgroundTasks
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task>> queue = new();

    public void Run(Func<CancellationToken, Task> work) => queue.Enqueue(work);

    /// <summary>Takes the next piece of work out without running it.</summary>
    public Func<CancellationToken, Task> Take() =>
        queue.TryDequeue(out var work) ? work : throw new InvalidOperationException("Nothing waits.");

    /// <summary>Runs everything that waits, and what it leads to.</summary>
    public async Task DrainAsync()
    {
        while (queue.TryDequeue(out var work))
        {
            await work(CancellationToken.None);
        }
    }
}
