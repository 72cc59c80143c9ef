using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Opens the request that the button is about while it waits, else the first that does.</summary>
internal sealed class OpenApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueNext;

    internal override Answer Show(ApprovalPages queue, IReadOnlyList<ExceptionState> waiting, int at) =>
        waiting.Count == 0 ? queue.ShowAll(waiting, 0) : queue.Open(waiting[Math.Max(at, 0)]);
}
