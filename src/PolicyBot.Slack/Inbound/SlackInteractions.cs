using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Answers what people press, submit and choose. Slack never repeats an interaction: what fails here is pressed again by the person, and
/// state decides what a second press still does.
/// </summary>
internal sealed partial class SlackInteractions(
    SlackAccessFilter gate, SlackDialogs dialogs, SlackSubmissions submissions, SlackChannel channel, AckDeadline answers,
    ILogger<SlackInteractions> logger)
{
    /// <summary>The shortcut that opens a new request.</summary>
    public const string NewException = "new_exception";

    /// <summary>Answers one.</summary>
    /// <param name="payload">The interaction.</param>
    /// <returns>The answer to Slack; null for a bare acknowledgement.</returns>
    public async Task<JsonObject?> AnswerAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        switch (payload.Text("type"))
        {
            case "block_suggestion" when await gate.AdmitAsync(payload, cancellationToken) is Admission.Admitted { Bot: var bot }:
                return await dialogs.SuggestAsync(payload, SlackParser.AccountFrom(payload, bot));
            case "block_suggestion":
                return SlackDialogs.NoSuggestions();
            case "block_actions" when await gate.AdmitAsync(payload, cancellationToken) is Admission.Admitted { Bot: var bot }:
                var click = SlackParser.InteractionFrom(payload, bot);
                await TakeAsync(click, payload);
                if (click is { Post: { } post })
                {
                    answers.LetGoOn(answers.RunAsync(limit => dialogs.FollowAsync(click, post, limit)));
                }

                return null;
            case "shortcut" when payload.Text("callback_id") == NewException
                && await gate.AdmitAsync(payload, cancellationToken) is Admission.Admitted { Bot: var bot }:
                await TakeAsync(
                    new SlackInteraction
                    {
                        Account = SlackParser.AccountFrom(payload, bot),
                        Verb = Verbs.Request,
                        Trigger = payload.Text("trigger_id")
                    }, payload);
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

    private async Task TakeAsync(SlackInteraction? click, JsonElement payload)
    {
        if (click is null || payload.Text("user", "id").Length == 0)
        {
            NothingOfOurs();
            return;
        }

        using var language = Languages.Use(dialogs.LanguageOf(click));

        if (click.IsDecision && ExceptionId.TryParse(click.Id, out var id))
        {
            LetGoOn(click, limit => dialogs.DecideAsync(click, id, limit));
        }
        else if (click.Surface != Surface.Modal && AllButtons.OpensDialog(click.Verb))
        {
            LetGoOn(click, limit => dialogs.OpenAsync(click, limit));
        }
        else if (click.Surface is Surface.Home or Surface.Place or Surface.None)
        {
            // nothing is shown to bystanders
            var (work, _) = await answers.TryAsync(limit => dialogs.GuardAsync(click, () => dialogs.OpenAsync(click, limit), limit));
            answers.LetGoOn(work);
        }
        else
        {
            // A press is stored before it is acknowledged to Slack, and its result is shown after.
            var (pressing, _) = await answers.TryAsync(limit => PressAsync(click, limit));
            answers.LetGoOn(ShowAsync(click, pressing));
        }
    }

    // Where nothing is stored, Slack need not wait until a dialog is open.
    private void LetGoOn(SlackInteraction click, Func<CancellationToken, Task> work) =>
        answers.LetGoOn(answers.RunAsync(limit => dialogs.GuardAsync(click, () => work(limit), limit)));

    private Task<Answer> PressAsync(SlackInteraction click, CancellationToken cancellationToken) => click.Surface == Surface.Modal
        ? dialogs.PressAsync(click, cancellationToken)
        : dialogs.PressedAsync(click.From(click.Message), click.ToPress(), cancellationToken);

    private async Task ShowAsync(SlackInteraction click, Task<Answer> pressing)
    {
        var answer = await pressing;
        await answers.RunAsync(limit => dialogs.GuardAsync(
            click, () =>
                click.Surface == Surface.Modal ? dialogs.ShowAsync(click, answer, limit) : ReplaceAsync(click, answer, limit), limit));
    }

    /// <summary>A button on a message: the answer takes the message's place.</summary>
    private async Task ReplaceAsync(SlackInteraction click, Answer answer, CancellationToken cancellationToken)
    {
        if (answer.LeavesCardUnchanged)
        {
            await dialogs.TellAsync(click, answer.View.Summary, cancellationToken);
        }
        else if (click.Message is { } message)
        {
            var drawn = channel.Draw(answer.View);
            if (await channel.UpdateAsync(message, drawn, cancellationToken) is { IsSeen: false })
            {
                await channel.SendAsync(click.Account, drawn, "", cancellationToken); // what was pressed is done and not to be done again
            }
        }
        else
        {
            await dialogs.RespondAsync(click, answer.View, replaces: true, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 705, Level = LogLevel.Information,
        Message = "Slack press ignored: this version has no such button.")]
    private partial void NothingOfOurs();
}
