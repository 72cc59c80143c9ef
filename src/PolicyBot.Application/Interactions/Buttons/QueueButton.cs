using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions.Buttons;

/// <summary>A button that leads an approver through what waits for them.</summary>
internal abstract class QueueButton : Button
{
    /// <summary>What is shown.</summary>
    /// <param name="queue">Shows one request, or all.</param>
    /// <param name="waiting">What waits, in order.</param>
    /// <param name="at">Where the request stands that the button was about; negative: it no longer waits.</param>
    /// <param name="value">What the button answers; empty for nothing.</param>
    internal abstract Answer Show(ApprovalPages queue, IReadOnlyList<ExceptionState> waiting, int at, string value);
}
