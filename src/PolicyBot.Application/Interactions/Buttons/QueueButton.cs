using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>A button that leads an approver through what waits for them.</summary>
internal abstract class QueueButton : Button
{
    /// <summary>What is shown next.</summary>
    /// <param name="waiting">What waits, in order; at least one.</param>
    /// <param name="at">Where the request stands that the button was about; negative: it no longer waits.</param>
    /// <param name="decided">That request, where the button goes on after its decision; else null.</param>
    internal abstract QueueChoice Choose(List<ExceptionState> waiting, int at, ExceptionState? decided);
}

/// <summary>What is shown of a queue.</summary>
/// <param name="At">Which request comes on top; counted on from the first after the last.</param>
/// <param name="IsOpened">It is shown as a card to decide on, and not on top of the queue.</param>
internal readonly record struct QueueChoice(int At, bool IsOpened);
