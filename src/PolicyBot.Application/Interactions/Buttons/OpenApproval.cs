using PolicyBot.Application.Register;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Opens the request that the button is about while it waits, else the first that does; after a decision another one.</summary>
internal sealed class OpenApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueNext;

    internal override QueueChoice Choose(int waiting, int at, string value) =>
        value != WaitingApprovals.Another || at < 0 ? new(Math.Max(at, 0), IsOpened: true)
        : new(at == 0 ? 1 : 0, IsOpened: waiting > 1);
}
