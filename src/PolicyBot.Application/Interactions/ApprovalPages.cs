using PolicyBot.Application.Interactions.Buttons;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>Leads an approver through what waits for them.</summary>
public sealed class ApprovalPages(
    WaitingApprovals waitingApprovals, QueueCards cards, Reachability reachability, Reconciler reconciler, IBackgroundTasks background,
    ICatalog catalog, TimeProvider time)
{
    /// <summary>Shows what waits: one request at once as a card to decide on, several as a queue.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<Answer> ShowAsync(Interaction turn, CancellationToken cancellationToken) =>
        ShowAsync(turn.Person, waiting => new QueueChoice(0, IsOpened: waiting.Count == 1), cancellationToken);

    /// <summary>Answers a button of the queue.</summary>
    /// <param name="turn">Who pressed it.</param>
    /// <param name="id">The request that it is about.</param>
    /// <param name="button">The button.</param>
    /// <param name="value">What it answers; empty for nothing.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> PressAsync(
        Interaction turn, ExceptionId id, QueueButton button, string value, CancellationToken cancellationToken)
    {
        if (value == QueueScreen.Alone)
        {
            return await OpenAloneAsync(turn, id, cancellationToken);
        }

        var decided = value == WaitingApprovals.Another ? await waitingApprovals.FindAsync(id, cancellationToken) : null;
        return await ShowAsync(
            turn.Person, waiting => button.Choose(waiting, waiting.FindIndex(state => state.Id == id), decided), cancellationToken);
    }

    // Of what waits the rows of lists are enough; what comes on top is read, and passed over where it no longer waits.
    private async Task<Answer> ShowAsync(
        PersonId person, Func<List<ExceptionState>, QueueChoice> choose, CancellationToken cancellationToken)
    {
        var waiting = await waitingApprovals.ListAsync(person, cancellationToken);
        while (waiting.Count > 0)
        {
            var choice = choose(waiting);
            var at = choice.At % waiting.Count;
            if (await waitingApprovals.ReadAsync(waiting[at].Id, person, cancellationToken) is { } state)
            {
                waiting[at] = state;
                return choice.IsOpened ? Open(state, person) : ShowAll(waiting, at, choice.At >= waiting.Count ? Words.QueueRound : null);
            }

            waiting.RemoveAt(at);
        }

        return ShowAll(waiting, 0, null);
    }

    // The list stays where it is, so that nothing in it gets out of sight; what is opened comes as a card of its own below.
    private async Task<Answer> OpenAloneAsync(Interaction turn, ExceptionId id, CancellationToken cancellationToken)
    {
        var (state, comes) = await cards.OpenAsync(turn.Person, id, time.GetUtcNow(), cancellationToken);
        var view = waitingApprovals.Card(await waitingApprovals.QueuedAsync(turn.Person, cancellationToken));
        background.Run(async token =>
        {
            await reconciler.ReconcileAsync(id, token);
            if (turn.Sender.Card is { IsEphemeral: false } card && reachability.ChannelOf(card.Channel) is { } channel)
            {
                await channel.UpdateAsync(card, channel.Draw(view), token); // for the person's other clients too
            }
        });
        return new Answer(view with { Done = comes ? Words.QueueOpened.With(id) : HowItStands(state, turn.Person) });
    }

    // Null while it waits: then it stands in a card of its own.
    private string? HowItStands(ExceptionState? state, PersonId person)
    {
        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        return ExceptionScreen.MaySee(state, asker) && !waitingApprovals.WaitsFor(state!, person)
            ? StatusScreen.Render(state!, asker.Catalog, person, asker.Now).Summary
            : null;
    }

    // A request as a card to decide on; where its owner showed something, how it stands, with the buttons that take it or send it back.
    private Answer Open(ExceptionState state, PersonId person) =>
        new(
            waitingApprovals.WaitsFor(state, person)
                ? ApprovalScreen.Render(state, catalog.Current).InQueue()
                : StatusScreen.Render(state, catalog.Current, person, time.GetUtcNow()),
            state.Id);

    // The queue, with one of them on top; once all were passed over it says so, as the same ones come again.
    private Answer ShowAll(IReadOnlyList<ExceptionState> waiting, int at, string? done) =>
        new(waitingApprovals.Overview(waiting, at, time.GetUtcNow(), Words.QueueHeading) with { Done = done });
}
