namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>What a call of a host does.</summary>
internal enum CallKind
{
    /// <summary>It reads or writes, and sends no message.</summary>
    Other,

    /// <summary>It sends a message: the chat's call, and the records of it before and after.</summary>
    Tells,

    /// <summary>It claims a message that goes out once a day, or continues with a claimed one.</summary>
    Claims,
}

/// <summary>
/// The life of one host: it ends at one of its calls to the store or to a chat, and nothing that the host was at ever goes on.
/// </summary>
/// <param name="name">The host.</param>
/// <param name="calls">At which of its calls it ends.</param>
/// <param name="callIsDone">Whether that call is still done, so that only its answer is lost; else it never leaves.</param>
/// <param name="counted">Which calls count: these and what is above them.</param>
/// <param name="pass">Lets the time pass that a call takes.</param>
internal sealed class Life(string name, int calls, bool callIsDone, CallKind counted, Action pass)
{
    private readonly TaskCompletionSource death = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<string> unnoted = [];
    private int left = calls;

    public string Name => name;

    /// <summary>Ends when the host does.</summary>
    public Task Death => death.Task;

    /// <summary>The call over which it ended.</summary>
    public string LastCall { get; private set; } = "";

    /// <summary>What was given to a chat and not yet noted in the store: the next host can't know of it.</summary>
    public IReadOnlyList<string> Unnoted
    {
        get
        {
            lock (gate)
            {
                return [.. unnoted];
            }
        }
    }

    /// <summary>One call; the one at which the host dies never comes back, nor does any that is under way then or made later.</summary>
    /// <param name="what">The name of the call, for the story of the run.</param>
    /// <param name="call">Makes it.</param>
    /// <param name="kind">What it does.</param>
    public async Task<T> CallAsync<T>(string what, Func<Task<T>> call, CallKind kind = CallKind.Other)
    {
        var now = kind >= counted ? Interlocked.Decrement(ref left) : int.MaxValue;
        if (now == 0 && !callIsDone)
        {
            Die(what);
        }

        if (!Death.IsCompleted && now >= 0)
        {
            pass();
            var answer = await call();
            if (now == 0)
            {
                Die($"{what}, which was done");
            }

            if (!Death.IsCompleted)
            {
                return answer;
            }
        }

        return await new TaskCompletionSource<T>().Task;
    }

    public Task CallAsync(string what, Func<Task> call, CallKind kind = CallKind.Other) => CallAsync(
        what,
        async () =>
        {
            await call();
            return true;
        },
        kind);

    /// <summary>Something goes to a chat.</summary>
    public void Gives(string message)
    {
        lock (gate)
        {
            unnoted.Add(message);
        }
    }

    /// <summary>The store has recorded that the message was sent.</summary>
    public void Notes(string message)
    {
        lock (gate)
        {
            unnoted.Remove(message);
        }
    }

    private void Die(string over)
    {
        LastCall = over;
        death.TrySetResult();
    }
}
