using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// A commit that is prepared while it is still found out who gives the command: its work row is on its way, and so is the head. It says
/// nothing of whether the command will be given.
/// </summary>
public sealed class BegunCommit
{
    internal BegunCommit(ExceptionId id, WakeUp wakeUp, DateTimeOffset at, Task adding, Task<StreamHead?> reading) =>
        (Id, WakeUp, At, Adding, Reading) = (id, wakeUp, at, adding, reading);

    internal ExceptionId Id { get; }

    /// <summary>The work row.</summary>
    internal WakeUp WakeUp { get; }

    /// <summary>When it was begun (UTC).</summary>
    internal DateTimeOffset At { get; }

    /// <summary>Ends when the work row stands.</summary>
    internal Task Adding { get; }

    /// <summary>The head as it was then.</summary>
    internal Task<StreamHead?> Reading { get; }

    /// <summary>Whether a commit goes by it; else its work row is to be removed.</summary>
    internal bool IsTaken { get; private set; }

    /// <summary>Goes by it, once, where it is still young: its work row must fall due after the commit has ended.</summary>
    internal bool TryTake(ExceptionId id, DateTimeOffset now)
    {
        var isFree = !IsTaken && Id == id && now - At <= ExceptionCommits.Longest;
        IsTaken |= isFree; // a commit that comes too late must not free the row of the first
        return isFree;
    }
}
