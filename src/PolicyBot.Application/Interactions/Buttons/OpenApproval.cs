using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Opens the request that the button is about while it waits, else the first that does; after a decision another one.</summary>
internal sealed class OpenApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueNext;

    internal override Answer Show(ApprovalPages queue, IReadOnlyList<ExceptionState> waiting, int at, string value)
    {
        var left = value == WaitingApprovals.Another && at >= 0 ? [.. waiting.Where((_, index) => index != at)] : waiting;
        return left.Count == 0 ? queue.ShowAll(waiting, 0) : queue.Open(left[ReferenceEquals(left, waiting) ? Math.Max(at, 0) : 0]);
    }
}
