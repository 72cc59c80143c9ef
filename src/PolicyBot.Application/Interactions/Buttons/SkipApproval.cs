using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Shows the queue from the next request on.</summary>
internal sealed class SkipApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueSkip;

    internal override Answer Show(ApprovalPages queue, IReadOnlyList<ExceptionState> waiting, int at, string value) =>
        queue.ShowAll(waiting, at + 1);
}
