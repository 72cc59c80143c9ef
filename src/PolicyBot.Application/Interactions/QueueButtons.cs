using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Leads an approver through what waits for them.</summary>
public sealed class QueueButtons(WaitingApprovals waitingApprovals, ICatalog catalog, TimeProvider time) : IButtonHandler
{
    /// <inheritdoc />
    public IReadOnlyList<string> Handled { get; } = [Verbs.QueueNext, Verbs.QueueSkip];

    /// <summary>Shows what waits: one request at once as a card to decide on, several as a queue.</summary>
    public async Task<Answer> ShowAsync(Interaction turn, CancellationToken cancellationToken)
    {
        var waiting = await waitingApprovals.OfAsync(turn.Person, cancellationToken);
        return waiting is [var only] ? Open(only) : Overview(waiting, 0);
    }

    /// <inheritdoc />
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return new Answer(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())));
        }

        var waiting = await waitingApprovals.OfAsync(turn.Person, cancellationToken);
        var at = waiting.ToList().FindIndex(state => state.Id == id);
        return press.Verb == Verbs.QueueSkip ? Overview(waiting, at + 1)
            : waiting.Count == 0 ? Overview(waiting, 0)
            : Open(waiting[Math.Max(at, 0)]);
    }

    private Answer Open(ExceptionState state) => new(ApprovalScreen.Of(state, catalog.Current), state.Id);

    private Answer Overview(IReadOnlyList<ExceptionState> waiting, int at) =>
        new(waitingApprovals.Overview(waiting, at, time.GetUtcNow(), Words.QueueHeading));
}
