using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Views;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Answers what people press, submit and choose. Slack never repeats an interaction: what fails here is pressed again by the person, and state decides what a
/// second press still does.
/// </summary>
internal sealed partial class SlackInteractions(
    SlackGate gate, SlackDialogs dialogs, SlackSubmissions submissions, SlackChannel channel, AnswerTime answers, ILogger<SlackInteractions> logger)
{
    /// <summary>The shortcut that opens a new request.</summary>
    public const string NewException = "new_exception";

    /// <summary>Answers one.</summary>
    /// <param name="payload">The interaction.</param>
    /// <returns>What Slack is answered; null for nothing but that it was taken.</returns>
    public async Task<JsonObject?> AnswerAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        switch (payload.Text("type"))
        {
            case "block_suggestion":
                return new JsonObject { ["options"] = new JsonArray() }; // no list of ours is looked up while it is typed in
            case "block_actions" when await gate.AdmitAsync(payload, cancellationToken) is Admission.Admitted { Bot: var bot }:
                await TakeAsync(SlackClick.Of(payload, bot), payload);
                return null;
            case "shortcut" when payload.Text("callback_id") == NewException && await gate.AdmitAsync(payload, cancellationToken) is Admission.Admitted { Bot: var bot }:
                await TakeAsync(new SlackClick { Account = SlackClick.AccountOf(payload, bot), Verb = Verbs.Request, Trigger = payload.Text("trigger_id") }, payload);
                return null;
            case "view_submission":
                return await gate.AdmitAsync(payload, cancellationToken) switch
                {
                    Admission.Admitted { Bot: var bot } => await submissions.AnswerAsync(payload, bot),
                    Admission.Unknown => SlackSubmissions.NotNow(payload),
                    _ => null,
                };
            default:
                return null; // closed dialogs, shortcuts of messages, and kinds that are still to come
        }
    }

    private async Task TakeAsync(SlackClick? click, JsonElement payload)
    {
        if (click is null || payload.Text("user", "id").Length == 0)
        {
            NothingOfOurs();
            return;
        }

        var (work, _) = await answers.TryAsync(limit => dialogs.GuardAsync(click, () => DoAsync(click, limit), limit));
        answers.LetGoOn(work);
    }

    private Task DoAsync(SlackClick click, CancellationToken cancellationToken) => click switch
    {
        { IsDecision: true } when ExceptionId.TryParse(click.Id, out var id) => dialogs.DecideAsync(click, id, cancellationToken),
        { Surface: Surface.Modal } => dialogs.PressAsync(click, cancellationToken),
        { Surface: Surface.Home or Surface.Place or Surface.None } => dialogs.OpenAsync(click, cancellationToken), // nothing is shown to bystanders
        _ when SlackDialogs.Opens(click.Verb) => dialogs.OpenAsync(click, cancellationToken),
        _ => PressAsync(click, cancellationToken),
    };

    /// <summary>A button on a message: the answer takes the message's place.</summary>
    private async Task PressAsync(SlackClick click, CancellationToken cancellationToken)
    {
        var answer = await dialogs.PressedAsync(click.From(click.Message), click.ToPress(), cancellationToken);
        if (answer.KeepsCard)
        {
            await dialogs.TellAsync(click, answer.View.Summary, cancellationToken);
        }
        else if (click.Message is { } message)
        {
            var drawn = channel.Draw(answer.View);
            if (await channel.UpdateAsync(message, drawn, cancellationToken) is not SendOutcome.Sent)
            {
                await channel.SendAsync(click.Account, drawn, "", cancellationToken); // what was pressed is done and not to be done again
            }
        }
        else
        {
            await dialogs.RespondAsync(click, answer.View, replaces: true, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 705, Level = LogLevel.Information, Message = "Something was pressed in Slack that is no button of this version.")]
    private partial void NothingOfOurs();
}
