using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Opens the request that the button is about while it waits, else the first that does; after a decision another one.</summary>
internal sealed class OpenApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueNext;

    internal override QueueChoice Choose(List<ExceptionState> waiting, int at, ExceptionState? decided) =>
        decided is null ? new(Math.Max(at, 0), IsOpened: true)
        : WaitingApprovals.FindNext(waiting, decided) is >= 0 and var next ? new(next, IsOpened: true)
        : new(0, IsOpened: false);
}
