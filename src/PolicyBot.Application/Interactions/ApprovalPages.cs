using PolicyBot.Application.Interactions.Buttons;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Leads an approver through what waits for them.</summary>
public sealed class ApprovalPages(WaitingApprovals waitingApprovals, ICatalog catalog, TimeProvider time)
{
    /// <summary>Shows what waits: one request at once as a card to decide on, several as a queue.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> ShowAsync(Interaction turn, CancellationToken cancellationToken)
    {
        var waiting = await waitingApprovals.OfAsync(turn.Person, cancellationToken);
        return waiting is [var only] ? Open(only) : ShowAll(waiting, 0);
    }

    /// <summary>Answers a button of the queue.</summary>
    /// <param name="turn">Who pressed it.</param>
    /// <param name="id">The request that it is about.</param>
    /// <param name="button">The button.</param>
    /// <param name="value">What it answers; empty for nothing.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> PressAsync(
        Interaction turn, ExceptionId id, QueueButton button, string value, CancellationToken cancellationToken)
    {
        var waiting = await waitingApprovals.OfAsync(turn.Person, cancellationToken);
        return button.Show(this, waiting, waiting.ToList().FindIndex(state => state.Id == id), value);
    }

    /// <summary>One request as a card to decide on.</summary>
    internal Answer Open(ExceptionState state) => new(ApprovalScreen.Render(state, catalog.Current), state.Id);

    /// <summary>The queue.</summary>
    /// <param name="waiting">What waits, in order.</param>
    /// <param name="at">Which comes on top; counted on from the first after the last.</param>
    internal Answer ShowAll(IReadOnlyList<ExceptionState> waiting, int at) =>
        new(waitingApprovals.Overview(waiting, at, time.GetUtcNow(), Words.QueueHeading));
}
