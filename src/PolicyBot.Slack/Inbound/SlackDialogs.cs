using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Opens and redraws dialogs. A trigger lasts three seconds, with Slack's own time in it, so a dialog is opened before
/// anything is looked up, and filled once the answer is known.
/// </summary>
internal sealed partial class SlackDialogs(
    SlackClient client, SlackChannel channel, InteractionRouter desk, FieldLookups lookups, AckDeadline answers,
    ILogger<SlackDialogs> logger)
{
    private const int MostRemembered = 1_000;
    private const int MostTries = 3;

    /// <summary>The longest pause while a person waits in front of a dialog.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SlackInteraction> _latest = new(StringComparer.Ordinal);

    /// <summary>The dialog that an answer becomes.</summary>
    public static JsonObject Drawn(Answer answer) =>
        answer.LeavesCardUnchanged || answer.View is HomeView ? SlackCards.Plain(answer.View.Summary) : SlackCards.Modal(answer.View);

    /// <summary>
    /// The language to speak until it is known who pressed: that of the card, else the one the person was answered in last.
    /// </summary>
    public string LanguageOf(SlackInteraction click) => click.Language ?? desk.LanguageOf(click.Account);

    /// <summary>The same for one who has typed or sent something.</summary>
    public string LanguageOf(KnownAccount account) => desk.LanguageOf(account);

    /// <summary>Opens a dialog with the answer to a button in it.</summary>
    public async Task OpenAsync(SlackInteraction click, CancellationToken cancellationToken)
    {
        if (await OpenAsync(click, SlackCards.Loading(), cancellationToken) is { } view)
        {
            await FillAsync(click, view, cancellationToken);
        }
    }

    /// <summary>Opens the dialog that asks for what a decision needs; pressed inside a dialog, it takes that one's place.</summary>
    public async Task DecideAsync(SlackInteraction click, ExceptionId id, CancellationToken cancellationToken)
    {
        // An approver must see the risk before accepting it. Where the button's message is not sent along, its sentence is looked up.
        var known = click.Verb != Verbs.Approve || click.Acceptance.Length > 0;
        var form = known ? Form(click, id, click.Acceptance) : SlackCards.Loading();
        var view = click.View;
        if (click.Surface == Surface.Modal)
        {
            await RedrawAsync(view, form, cancellationToken);
        }
        else if (await OpenAsync(click, form, cancellationToken) is { } opened)
        {
            view = opened;
        }
        else
        {
            return;
        }

        if (!known)
        {
            var answer = await PressedAsync(click.FromDialog(view), click.ToPress() with { Verb = Verbs.Status }, cancellationToken);
            var asked = answer.View is ApprovalView approval && approval.Revision == click.Revision
                ? Form(click, id, approval.Acceptance) : Drawn(answer);
            await RedrawAsync(view, asked, cancellationToken);
        }
    }

    /// <summary>A message that several people read follows the exception whose button was pressed on it.</summary>
    /// <returns>Whether the person is served.</returns>
    public Task<bool> FollowAsync(SlackInteraction click, MessageRef post, CancellationToken cancellationToken) =>
        desk.FollowAsync(click.From(post), click.ToPress(), cancellationToken);

    /// <summary>Does what a button inside a dialog asks for, and draws nothing yet.</summary>
    public Task<Answer> PressAsync(SlackInteraction click, CancellationToken cancellationToken)
    {
        if (_latest.Count >= MostRemembered)
        {
            _latest.Clear(); // at worst a slow answer shows over a fast one
        }

        _latest[click.View] = click;
        return PressedAsync(click, cancellationToken);
    }

    /// <summary>Draws a dialog anew with what a button inside it led to. Of several presses on one dialog the latest draws.</summary>
    public async Task ShowAsync(SlackInteraction click, Answer answer, CancellationToken cancellationToken)
    {
        if (_latest.TryGetValue(click.View, out var latest) && !ReferenceEquals(latest, click))
        {
            return;
        }

        if (answer.LeavesCardUnchanged)
        {
            await TellAsync(click, answer.View.Summary, cancellationToken); // what was typed stays
            return;
        }

        var hash = click.Verb == Verbs.Next ? click.Hash : null;
        if (await RedrawAsync(click.View, hash, Drawn(answer), cancellationToken) is SlackReply.Refused { Fault: SlackFault.Outdated })
        {
            // Another choice was drawn meanwhile, perhaps by another host, and the order is unknown. Asking again gives the form of the
            // current choice.
            await RedrawAsync(click.View, Drawn(await PressedAsync(click, cancellationToken)), cancellationToken);
        }
    }

    /// <summary>
    /// Draws a dialog anew, and retries while Slack can't take it: else the dialog would say "wait" for ever. A person who has closed it
    /// misses nothing: the press is done.
    /// </summary>
    public Task<SlackReply> RedrawAsync(string view, JsonObject drawn, CancellationToken cancellationToken) =>
        RedrawAsync(view, null, drawn, cancellationToken);

    private async Task<SlackReply> RedrawAsync(string view, string? hash, JsonObject drawn, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var reply = await client.ViewsUpdateAsync(view, hash, drawn, cancellationToken);
            if (reply is SlackReply.Refused { IsOfWhatIsShown: true, Code: var code })
            {
                drawn = SlackCards.Plain(SlackChannel.Instead("", code)); // else it would say "wait" for ever
                return await client.ViewsUpdateAsync(view, null, drawn, cancellationToken);
            }

            if (reply is not SlackReply.Later { After: var pause } || pause > LongestPause || tries == MostTries)
            {
                return reply;
            }

            await answers.PauseAsync(pause, cancellationToken);
        }
    }

    /// <summary>Shows a person a sentence that only they see.</summary>
    public Task TellAsync(SlackInteraction click, string sentence, CancellationToken cancellationToken) =>
        RespondAsync(click, ListView.Sentence(sentence), replaces: false, cancellationToken);

    /// <summary>
    /// Answers by the response URL, for the one person's eyes; where there is none, or it is used up, in the direct conversation.
    /// </summary>
    /// <param name="replaces">Whether it takes the place of what was pressed, where that was for the one person's eyes too.</param>
    public async Task RespondAsync(SlackInteraction click, CardView view, bool replaces, CancellationToken cancellationToken)
    {
        var message = SlackCards.Message(view);
        message["response_type"] = "ephemeral";
        message["replace_original"] = replaces;
        if (click.ResponseUrl.Length == 0
            || await client.RespondAsync(click.ResponseUrl, message, cancellationToken) is not SlackReply.Done)
        {
            await channel.SendAsync(click.Account, channel.Draw(view), "", cancellationToken);
        }
    }

    /// <summary>Runs the work of a press. Where it fails the person is told so, with a number to quote.</summary>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> GuardAsync(SlackInteraction click, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return true;
        }
#pragma warning disable CA1031 // The edge: a bug becomes a sentence with an id that the person can quote.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var words = FaultWords(fault, click.Verb);
            if (!cancellationToken.IsCancellationRequested)
            {
                await TellAsync(click, words, cancellationToken);
            }

            return false;
        }
    }

    /// <summary>What the front desk answers; where it fails, a sentence with a number to quote.</summary>
    public async Task<Answer> PressedAsync(Sender sender, ButtonAction press, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.PressAsync(sender, press, cancellationToken);
        }
#pragma warning disable CA1031 // The edge: a bug becomes a sentence with an id that the person can quote.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new Answer(ListView.Sentence(FaultWords(fault, press.Verb))) { LeavesCardUnchanged = true };
        }
    }

    /// <summary>Logs a fault and returns the sentence for the person.</summary>
    private string FaultWords(Exception fault, string what)
    {
        var id = FaultId.Current;
        Failed(fault, what, id);
        return FaultId.Words(SlackWords.Fault, id);
    }

    private Task<Answer> PressedAsync(SlackInteraction click, CancellationToken cancellationToken) =>
        PressedAsync(click.FromDialog(click.View), click.ToPress(), cancellationToken);

    private static JsonObject Form(SlackInteraction click, ExceptionId id, string acceptance) =>
        SlackCards.Modal(Application.Screens.DecisionForm.Render(
            click.Verb, id, click.Revision, acceptance, click.Inputs.GetValueOrDefault(CardAction.ValueInput)));

    private async Task FillAsync(SlackInteraction click, string view, CancellationToken cancellationToken)
    {
        var answer = await PressedAsync(click.FromDialog(view), click.ToPress(), cancellationToken);
        await RedrawAsync(view, Drawn(answer), cancellationToken);
    }

    /// <returns>The dialog; null when there is none, which the person has been told.</returns>
    private async Task<string?> OpenAsync(SlackInteraction click, JsonObject view, CancellationToken cancellationToken)
    {
        var reply = await client.ViewsOpenAsync(click.Trigger, view, cancellationToken);
        if (reply is SlackReply.Done done && done.Text("view", "id") is { Length: > 0 } opened)
        {
            return opened;
        }

        await TellAsync(
            click,
            reply is SlackReply.Refused { IsOfWhatIsShown: true, Code: var code } ? SlackChannel.Instead("", code) : SlackWords.NotInTime,
            cancellationToken);
        return null;
    }

    [LoggerMessage(EventId = 704, Level = LogLevel.Error, Message = "Slack request failed: {What}; fault {Id}.")]
    private partial void Failed(Exception fault, string what, string id);
}
