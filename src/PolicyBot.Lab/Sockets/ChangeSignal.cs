namespace PolicyBot.Lab.Sockets;

/// <summary>A number that grows with every change, and a way to wait for it to grow.</summary>
public sealed class ChangeSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    /// <summary>How many changes there were.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Notes a change and wakes all waiting callers.</summary>
    public void Raise()
    {
        TaskCompletionSource due;
        lock (_gate)
        {
            _version++;
            (due, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        due.SetResult();
    }

    /// <summary>Returns at once if something changed since <paramref name="version"/>, else with the next change.</summary>
    public Task AfterAsync(long version, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _version > version ? Task.CompletedTask : _next.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Looks again after every change until <paramref name="look"/> finds something.</summary>
    /// <exception cref="OperationCanceledException">Nothing was found in time.</exception>
    public async Task<T> UntilAsync<T>(Func<T?> look, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var before = Version;
            if (look() is { } found)
            {
                return found;
            }

            await AfterAsync(before, cancellationToken);
        }
    }
}
