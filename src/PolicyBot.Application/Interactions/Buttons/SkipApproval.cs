namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Shows the queue from the next request on.</summary>
internal sealed class SkipApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueSkip;

    internal override QueueChoice Choose(int waiting, int at, string value) => new(at + 1, IsOpened: false);
}
