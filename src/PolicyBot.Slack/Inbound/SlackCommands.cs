using System.Text.Json.Nodes;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Answers <c>/policy-exception</c>: alone it opens the form of a new request; with words it answers them, for the one person's eyes,
/// wherever it was typed.
/// </summary>
internal sealed class SlackCommands(
    SlackAccessFilter gate, SlackDialogs dialogs, InteractionRouter desk, SlackDirectory directory, AckDeadline answers)
{
    /// <summary>Answers one.</summary>
    /// <returns>The answer to Slack; null for a bare acknowledgement.</returns>
    public async Task<JsonObject?> AnswerAsync(SlackCommand typed, CancellationToken cancellationToken)
    {
        switch (await gate.AdmitAsync(typed, cancellationToken))
        {
            case Admission.Admitted { Bot: var bot } when typed.UserId.Length > 0:
                Do(typed, bot);
                return null;
            case Admission.Unknown:
                return new JsonObject { ["response_type"] = "ephemeral", ["text"] = SlackWords.SlackDown };
            default:
                return null;
        }
    }

    private void Do(SlackCommand typed, SlackIdentity bot)
    {
        var account = new KnownAccount { Account = new ChannelAccount(SlackChannel.ChannelName, bot.TeamId, typed.UserId) };
        using var language = Languages.Use(dialogs.LanguageOf(account));
        var click =
            new SlackInteraction { Account = account, Verb = Verbs.Request, Trigger = typed.TriggerId, ResponseUrl = typed.ResponseUrl };
        var words = TypedText.Plain(typed.Text, bot.BotUserId);
        var isForm = words.Length == 0 || words.Equals("request", StringComparison.OrdinalIgnoreCase);

        // The answer goes to the response URL or into a dialog, and need not wait for the acknowledgement of the command.
        answers.LetGoOn(
            answers.RunAsync(limit =>
                dialogs.GuardAsync(
                    click, () => isForm ? dialogs.OpenAsync(click, limit) : SayAsync(click, typed.Text, bot, limit), limit)));
    }

    private async Task SayAsync(SlackInteraction click, string typed, SlackIdentity bot, CancellationToken cancellationToken)
    {
        var words = await TypedText.PlainAsync(typed, bot.BotUserId, directory, cancellationToken);
        var answer = await desk.SayAsync(click.From(null), words, cancellationToken);
        await dialogs.RespondAsync(click, answer.View, replaces: false, cancellationToken);
    }
}
