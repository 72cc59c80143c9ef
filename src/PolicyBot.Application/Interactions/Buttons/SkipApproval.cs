using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>Shows the queue from the next request on.</summary>
internal sealed class SkipApproval : QueueButton
{
    public override string Verb => Views.Verbs.QueueSkip;

    internal override QueueChoice Choose(List<ExceptionState> waiting, int at, ExceptionState? decided) =>
        new(at + 1, IsOpened: false);
}
