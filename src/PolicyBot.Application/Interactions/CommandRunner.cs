using System.Diagnostics;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>The one path from a pressed button of an exception to its record: command, commit, answer, and reconciling after it.</summary>
public sealed class CommandRunner(
    IEventStore register,
    ICatalog catalog,
    ExceptionCommits commits,
    WaitingApprovals waitingApprovals,
    Reachability reachability,
    AfterAnswer after,
    TimeProvider time) : IButtonHandler
{
    /// <inheritdoc />
    public IReadOnlyList<string> Handled { get; } =
        [.. AllButtons.InOrder.OfType<ExceptionButton>().SelectMany(button => new[] { button.Verb, button.OpeningVerb }).OfType<string>()];

    /// <inheritdoc />
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return new Answer(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())));
        }

        var button = (ExceptionButton)AllButtons.Find(press.Verb);
        return press.Verb == button.OpeningVerb
            ? await OpenAsync(id, button, AskerOf(turn), cancellationToken)
            : await RunAsync(turn, id, button, new FormValues(press.Revision, press.Inputs), cancellationToken);
    }

    /// <summary>
    /// Answers a button on a card that several people read. Who may decide is the same as everywhere: the person counts, the place does not.
    /// The card stays; the person alone is told what became of the press, and the card follows for everybody once it is reconciled.
    /// </summary>
    public async Task<Answer> PressInPublicAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(press.Id, out var id) && AllButtons.Find(press.Verb) is DecisionButton button
            ? await RunAsync(turn, id, button, new FormValues(press.Revision, press.Inputs), cancellationToken)
            : Alone(Words.ContinueInPrivate);

    private static Answer Alone(string sentence) => new(ListView.Sentence(sentence)) { LeavesCardUnchanged = true };

    private Asker AskerOf(Interaction turn) => new(turn.Person, catalog.Current, time.GetUtcNow());

    private async Task<Answer> OpenAsync(ExceptionId id, ExceptionButton button, Asker asker, CancellationToken cancellationToken)
    {
        var state = (await register.ReadHeadAsync(id, cancellationToken))?.State;
        return state is null || !ExceptionScreen.MaySee(state, asker)
            ? new Answer(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())))
            : button.WhyNot(state, asker) is { } why ? new Answer(ExceptionScreen.Refused(state, asker, Phrases.Refusal(why)), id)
            : new Answer(button.Form(state, asker)!);
    }

    private async Task<Answer> RunAsync(
        Interaction turn, ExceptionId id, ExceptionButton button, FormValues values, CancellationToken cancellationToken)
    {
        var asker = AskerOf(turn);
        if (button.ReadingFault(values, asker) is { } unreadable)
        {
            return await RefuseUnreadAsync(turn, id, button, values, unreadable, cancellationToken);
        }

        if (button.Named(values, asker) is { } named && !(await reachability.AmongAsync([named], cancellationToken)).Contains(named))
        {
            var unreachable = FieldFault.From(new Refusal.OwnerUnreachable(named));
            return await RefuseUnreadAsync(turn, id, button, values, unreachable, cancellationToken);
        }

        // Beside the commit, so that the answer need not wait for it.
        var queue = button.LeadsToQueue ? waitingApprovals.OfAsync(turn.Person, cancellationToken) : null;
        switch (await commits.CommitAsync(id, state => button.Command(state, asker, turn.Actor, values), null, cancellationToken))
        {
            case CommitResult.Committed committed:
                var left = queue is null ? null : await LeftAsync(queue, id);
                var done = left is null ? button.Done(committed.State) : $"{button.Done(committed.State)} {Words.QueueLeft.With(left.Count)}";
                after.Settle(id, committed.Look, turn.IsPublic ? null : turn.Sender.Card, queue is null ? null : done);
                return turn.IsPublic ? Alone(done!) : new Answer(Show(committed.State, asker, done, left), id);
            case CommitResult.Refused refused:
                var why = FieldFault.From(refused.Why);
                return Refuse(turn, asker, refused.State, why.Sentence, Again(turn, asker, button, values, refused.State, why));
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Refuses values that make no command; a person who could not have given any hears that instead.</summary>
    private async Task<Answer> RefuseUnreadAsync(
        Interaction turn, ExceptionId id, ExceptionButton button, FormValues values, FieldFault fault, CancellationToken cancellationToken)
    {
        var asker = AskerOf(turn);
        var state = (await register.ReadHeadAsync(id, cancellationToken))?.State ?? ExceptionState.New(id);
        var whyNot = state.Version == 0 ? new Refusal.NotFound() : button.WhyNot(state, asker);
        var why = whyNot is null ? fault.Sentence : Phrases.Refusal(whyNot);
        return Refuse(turn, asker, state, why, Again(turn, asker, button, values, state, fault));
    }

    /// <summary>The form once more, made from the typed values, with the fault at its field.</summary>
    /// <returns>Null: the form would not be opened, or has no such field.</returns>
    private static CardView? Again(
        Interaction turn, Asker asker, ExceptionButton button, FormValues values, ExceptionState state, FieldFault fault) =>
        !turn.IsPublic && ExceptionScreen.MaySee(state, asker) && button.WhyNot(state, asker) is null
            ? fault.On(button.Form(state, asker), values)
            : null;

    private static Answer Refuse(Interaction turn, Asker asker, ExceptionState state, string why, CardView? again) => turn.IsPublic
        // The card is in front of them: nothing is hidden, and nothing of another exception is told.
        ? Alone(ExceptionScreen.MaySee(state, asker) ? why : Phrases.Refusal(new Refusal.NotAnApprover()))
        : again is null ? new Answer(ExceptionScreen.Refused(state, asker, why), ExceptionScreen.MaySee(state, asker) ? state.Id : null)
        : new Answer(again, again is ApprovalView ? state.Id : null);

    // The decision is stored: that the rest of the queue can't be read must not make it look as if it were not.
    private static async Task<IReadOnlyList<ExceptionState>?> LeftAsync(Task<IReadOnlyList<ExceptionState>> waiting, ExceptionId decided)
    {
        try
        {
            return [.. (await waiting).Where(state => state.Id != decided)];
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static CardView Show(ExceptionState state, Asker asker, string? done, IReadOnlyList<ExceptionState>? left)
    {
        if (done is null)
        {
            return ExceptionScreen.Render(state, asker);
        }

        var view = StatusScreen.Of(state, asker.Catalog, asker.Person, asker.Now) with { Done = done };
        return left is { Count: > 0 } ? view with { Actions = [WaitingApprovals.Next(state), .. view.Actions] } : view;
    }
}
