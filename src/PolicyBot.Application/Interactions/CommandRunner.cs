using System.Diagnostics;
using PolicyBot.Application.Notifications;
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
    IEventStore store,
    ICatalog catalog,
    ExceptionCommits commits,
    WaitingApprovals waitingApprovals,
    Reachability reachability,
    AfterAnswer after,
    TimeProvider time)
{
    /// <summary>
    /// Begins the commit that a press may lead to, beside the look at who presses. It is the store's time that a person waits for.
    /// </summary>
    /// <param name="press">What came back from the client.</param>
    /// <returns>Null: the press leads to none. Else it is to be given to <see cref="End"/>.</returns>
    public BegunCommit? Begin(ButtonAction press, CancellationToken cancellationToken) =>
        AllButtons.Find(press.Verb) is ExceptionButton button
        && press.Verb != button.OpeningVerb
        && ExceptionId.TryParse(press.Id, out var id)
            ? commits.Begin(id, cancellationToken)
            : null;

    /// <summary>Clears up after a commit that was begun and never came.</summary>
    public void End(BegunCommit? begun)
    {
        if (begun is { IsTaken: false })
        {
            after.Drop(begun);
        }
    }

    /// <summary>Answers a button of an exception: opens its form, or runs its command.</summary>
    /// <param name="turn">Who pressed it, and where.</param>
    /// <param name="id">The exception.</param>
    /// <param name="button">The button.</param>
    /// <param name="press">What came back from the client.</param>
    /// <param name="begun">The commit that <see cref="Begin"/> began; null for none.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task<Answer> PressAsync(
        Interaction turn,
        ExceptionId id,
        ExceptionButton button,
        ButtonAction press,
        BegunCommit? begun,
        CancellationToken cancellationToken) =>
        press.Verb == button.OpeningVerb
            ? OpenAsync(id, button, AskerOf(turn), cancellationToken)
            : RunAsync(turn, id, button, new FormValues(press.Revision, press.Inputs), begun, cancellationToken);

    /// <summary>
    /// Answers a button on a card that several people read. The access check is the same as everywhere: the person counts, not the
    /// conversation. The card stays. Only the person sees the result of the press; the card changes for all readers once the exception is
    /// reconciled.
    /// </summary>
    public async Task<Answer> PressInPublicAsync(
        Interaction turn, ButtonAction press, BegunCommit? begun, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(press.Id, out var id) && AllButtons.Find(press.Verb) is DecisionButton button
            ? await RunAsync(turn, id, button, new FormValues(press.Revision, press.Inputs), begun, cancellationToken)
            : Alone(Words.ContinueInPrivate);

    /// <summary>Answers with what became of a command, and reconciles the exception after the answer.</summary>
    /// <param name="turn">Who gave the command.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="done">The answer once it is stored.</param>
    /// <param name="again">What is shown when it is refused; null: the refusal above the status.</param>
    internal async Task<Answer> AnswerAsync(
        Interaction turn,
        CommitResult result,
        Func<ExceptionState, Task<Answer>> done,
        Func<CommitResult.Refused, Task<CardView?>> again,
        CancellationToken cancellationToken)
    {
        switch (result)
        {
            case CommitResult.Committed committed:
                var answer = await done(committed.State);
                var pressed = !turn.IsPublic && turn.Sender.Card is { } card && answer.About == committed.State.Id
                    ? new PressedCard(
                        card, turn.Person, answer.View.Language, answer.View.Done, time.GetUtcNow(), committed.State.Version,
                        LeadsOn(answer))
                    : null;
                after.Reconcile(committed, pressed);
                return answer with { IsFollowed = pressed is not null };
            case CommitResult.Refused refused:
                return await RefuseAsync(
                    turn, refused.State, Phrases.Refusal(refused.Why, catalog.Current), await again(refused), cancellationToken);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Who did something, now and under the catalog that serves.</summary>
    internal Asker AskerOf(Interaction turn) => new(turn.Person, catalog.Current, time.GetUtcNow());

    private static bool LeadsOn(Answer answer) => answer.View is StatusView { Actions: [{ Verb: Verbs.QueueNext }, ..] };

    private static Answer Alone(string sentence) => new(ListView.Sentence(sentence)) { LeavesCardUnchanged = true };

    private async Task<Answer> OpenAsync(ExceptionId id, ExceptionButton button, Asker asker, CancellationToken cancellationToken)
    {
        var state = (await store.ReadHeadAsync(id, cancellationToken))?.State;
        if (state is null || !ExceptionScreen.MaySee(state, asker))
        {
            return new Answer(ListView.Sentence(Words.RefusedNotFound));
        }

        state = await ShownAsync(state, asker, cancellationToken);
        return button.WhyNot(state, asker) is { } why
            ? new Answer(ExceptionScreen.Refused(state, asker, Phrases.Refusal(why, asker.Catalog)), id)
            : new Answer(button.Form(state, asker)!);
    }

    private async Task<bool> MayPressAsync(ExceptionId id, ExceptionButton button, Asker asker, CancellationToken cancellationToken) =>
        (await store.ReadHeadAsync(id, cancellationToken))?.State is { } state
        && ExceptionScreen.MaySee(state, asker)
        && button.WhyNot(state, asker) is null;

    private async Task<Answer> RunAsync(
        Interaction turn,
        ExceptionId id,
        ExceptionButton button,
        FormValues values,
        BegunCommit? begun,
        CancellationToken cancellationToken)
    {
        var asker = AskerOf(turn);
        if (button.ReadingFault(values, asker) is { } unreadable)
        {
            return await RefuseUnreadAsync(turn, id, button, values, unreadable, cancellationToken);
        }

        if (button.Named(values, asker) is { } named
            && await MayPressAsync(id, button, asker, cancellationToken) // before a directory is asked
            && !(await reachability.AmongAsync([named], cancellationToken)).Contains(named))
        {
            var unreachable = FieldFault.From(new Refusal.OwnerUnreachable(named), asker.Catalog);
            return await RefuseUnreadAsync(turn, id, button, values, unreachable, cancellationToken);
        }

        // Beside the commit, so that the answer need not wait for it.
        var queue = button.LeadsToQueue(values) ? waitingApprovals.CountAsync(turn.Person, except: id, cancellationToken) : null;
        return await AnswerAsync(
            turn,
            await commits.CommitAsync(id, state => button.Command(state, asker, turn.Actor, values), null, cancellationToken, begun),
            async state =>
            {
                var left = queue is null ? null : await LeftAsync(queue);
                var words = button.Done(state, catalog.Current);
                var done = left is null ? words : $"{words} {Words.QueueLeft.With(Phrases.Count(left.Value))}";
                if (button is Approve && turn.Account is { } account)
                {
                    done = RepeatedWords.Are(account.LastApprovals, values.Comment) ? $"{done} {Words.SameWords}" : done;
                    after.Remember(account, values.Comment);
                }

                return turn.IsPublic ? Alone(done!)
                    : new Answer(Show(await ShownAsync(state, asker, cancellationToken), asker, done, left), id);
            },
            refused => AgainOrStandsAsync(
                turn, button, values, refused.State, FieldFault.From(refused.Why, asker.Catalog), cancellationToken),
            cancellationToken);
    }

    /// <summary>Refuses values that make no command. A person who may not press the button at all is told that instead.</summary>
    private async Task<Answer> RefuseUnreadAsync(
        Interaction turn, ExceptionId id, ExceptionButton button, FormValues values, FieldFault fault, CancellationToken cancellationToken)
    {
        var asker = AskerOf(turn);
        var state = (await store.ReadHeadAsync(id, cancellationToken))?.State ?? ExceptionState.New(id);
        var whyNot = state.Version == 0 ? new Refusal.NotFound() : button.WhyNot(state, asker);
        var why = whyNot is null ? fault.Sentence : Phrases.Refusal(whyNot, catalog.Current);
        return await RefuseAsync(
            turn, state, why, await AgainOrStandsAsync(turn, button, values, state, fault with { Sentence = why }, cancellationToken),
            cancellationToken);
    }

    /// <summary>The form once more; where it would not be opened any more, how it stands, with the text that found no place.</summary>
    /// <returns>Null: nothing was typed, or the person is not shown it.</returns>
    private async Task<CardView?> AgainOrStandsAsync(
        Interaction turn, ExceptionButton button, FormValues values, ExceptionState state, FieldFault fault,
        CancellationToken cancellationToken)
    {
        var asker = AskerOf(turn);
        return await AgainAsync(turn, asker, button, values, state, fault, cancellationToken)
            ?? (!turn.IsPublic && values.Typed is { Length: > 0 } typed && ExceptionScreen.MaySee(state, asker)
                && ExceptionScreen.Refused(await ShownAsync(state, asker, cancellationToken), asker, fault.Sentence) is StatusView stands
                ? stands with { Parts = [new TextPart(Words.TypedInVain, typed, Quoted: true), .. stands.Parts] }
                : null);
    }

    /// <summary>The form once more, made from the typed values, with the fault at its field.</summary>
    /// <returns>Null: the form would not be opened, or has no such field.</returns>
    private async Task<CardView?> AgainAsync(
        Interaction turn, Asker asker, ExceptionButton button, FormValues values, ExceptionState state, FieldFault fault,
        CancellationToken cancellationToken) =>
        !turn.IsPublic && ExceptionScreen.MaySee(state, asker) && button.WhyNot(state, asker) is null
            ? fault.On(button.Form(await ShownAsync(state, asker, cancellationToken), asker), values)
            : null;

    private Task<ExceptionState> ShownAsync(ExceptionState state, Asker asker, CancellationToken cancellationToken) =>
        store.ShowToAsync(state, asker.WithRoles, cancellationToken);

    private async Task<Answer> RefuseAsync(
        Interaction turn, ExceptionState state, string why, CardView? again, CancellationToken cancellationToken)
    {
        var asker = AskerOf(turn);
        var maySee = ExceptionScreen.MaySee(state, asker);
        state = maySee && again is null && !turn.IsPublic ? await ShownAsync(state, asker, cancellationToken) : state;
        // the card is in front of them: nothing is hidden
        return turn.IsPublic ? Alone(maySee ? why : Words.RefusedNotAnApprover)
            : again is null ? new Answer(ExceptionScreen.Refused(state, asker, why), maySee ? state.Id : null)
            : new Answer(again, again is ApprovalView or StatusView ? state.Id : null);
    }

    // The decision is stored: that the rest of the queue can't be read must not make it look as if it were not.
    private static async Task<int?> LeftAsync(Task<int> waiting)
    {
        try
        {
            return await waiting;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static CardView Show(ExceptionState state, Asker asker, string? done, int? left)
    {
        if (done is null)
        {
            return ExceptionScreen.Render(state, asker);
        }

        var view = StatusScreen.Render(state, asker.Catalog, asker.Person, asker.Now) with { Done = done };
        return left > 0 ? view with { Actions = [WaitingApprovals.Next(state), .. view.Actions] } : view;
    }
}
