using System.Diagnostics;
using PolicyBot.Application.Interactions.Buttons;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Requests.Buttons;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Takes a pressed button to what acts on it, in a conversation that only the person and the bot read.</summary>
public sealed class ButtonDispatcher(
    CommandRunner commands, DraftStart start, DraftRunner drafts, ChatIntake chat, SparedRequests spared, ApprovalPages queue,
    PageButtons pages)
{
    private static readonly IReadOnlyDictionary<string, string> NoInputs = new Dictionary<string, string>();

    /// <summary>Answers typed words as if the button of a verb about nothing in particular were pressed.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<Answer> PressAsync(Interaction turn, string verb, CancellationToken cancellationToken) =>
        PressAsync(turn, new ButtonAction(verb, "", 0, NoInputs), null, cancellationToken);

    /// <summary>Answers a pressed button.</summary>
    /// <param name="turn">Who pressed it, and where.</param>
    /// <param name="press">What came back from the client.</param>
    /// <param name="begun">The commit that <see cref="CommandRunner.Begin"/> began; null for none.</param>
    /// <returns>What the card becomes.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> PressAsync(
        Interaction turn, ButtonAction press, BegunCommit? begun, CancellationToken cancellationToken) =>
        AllButtons.Find(press.Verb) switch
        {
            AskForException => await chat.BeginWithQuestionAsync(turn, press, cancellationToken),
            NeedNone => spared.Count(turn.Person, press),
            StartRequest button when press.Verb == button.OpeningVerb => start.AskPolicy(),
            var button => await pages.PressAsync(turn, button, press, cancellationToken) is { } answer ? answer
                : ExceptionId.TryParse(press.Id, out var id)
                ? await PressAsync(turn, id, button, press, begun, cancellationToken)
                : new Answer(ListView.Sentence(Words.RefusedNotFound)),
        };

    private Task<Answer> PressAsync(
        Interaction turn, ExceptionId id, Button button, ButtonAction press, BegunCommit? begun, CancellationToken cancellationToken) =>
        button switch
        {
            ExceptionButton one => commands.PressAsync(turn, id, one, press, begun, cancellationToken),
            FollowUpButton one => start.FollowUpAsync(turn, id, one, cancellationToken),
            StartRequest => start.ChoosePolicyAsync(turn, id, press, cancellationToken),
            DraftButton one => PressAsync(turn, id, one, press, cancellationToken),
            ChatButton one => chat.PressAsync(turn, id, one, press, cancellationToken),
            QueueButton one => queue.PressAsync(
                turn, id, one, press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "", cancellationToken),
            _ => throw new UnreachableException($"{press.Verb} has a button that is not acted on."),
        };

    // A sentence may have asked for several exceptions: once one is sent or dropped, the next is offered.
    private async Task<Answer> PressAsync(
        Interaction turn, ExceptionId id, DraftButton button, ButtonAction press, CancellationToken cancellationToken)
    {
        if (button is DiscardDraft && await chat.FindStandingAsync(turn, id, press, cancellationToken) is { } standing)
        {
            return standing;
        }

        var answer = await drafts.PressAsync(turn, id, button, press, cancellationToken);
        switch (button)
        {
            case SendButton:
                chat.OfferAfter(turn, id);
                return answer;
            case DiscardDraft:
                return await chat.GoOnAfterAsync(turn, id, answer.View.Summary, cancellationToken) ?? answer;
            default:
                return answer;
        }
    }
}
