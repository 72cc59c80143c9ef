using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Answers submitted dialogs: with the faults at their fields, or with what the dialog becomes. The answer can't be corrected later and
/// must not fail, or what was typed is lost; one that is not ready in time says that it is being worked out, and the dialog is drawn after.
/// </summary>
internal sealed class SlackSubmissions(SlackDialogs dialogs, AckDeadline answers, PendingViewResponses underWay)
{
    /// <summary>Answers one.</summary>
    public async Task<JsonObject> AnswerAsync(JsonElement payload, SlackIdentity bot)
    {
        var submitted = SubmittedView.From(payload);
        var account = SlackParser.AccountFrom(payload, bot);
        using var language = Languages.Use(dialogs.LanguageOf(account));
        if (!Verbs.All.Contains(submitted.ButtonAction.Verb))
        {
            return Update(SlackCards.Plain(SlackWords.UnknownVerb));
        }

        var sender = new Sender(account, Private: true, null) { Dialog = SlackChannel.Dialog(submitted.View) };
        var promised = underWay.Begin(submitted.View);
        var (work, isDone) = await answers.TryAsync(limit => dialogs.PressedAsync(sender, submitted.ButtonAction, limit));
        if (isDone)
        {
            underWay.Given(submitted.View, promised);
            return Answer(submitted, await work);
        }

        answers.LetGoOn(answers.RunAsync(limit => DrawAsync(submitted, work, promised, limit)));
        return Update(SlackCards.Loading());
    }

    /// <summary>The answer while Slack does not tell us who we are: nothing is done, and what was typed stays.</summary>
    public static JsonObject NotNow(JsonElement payload) =>
        Answer(SubmittedView.From(payload), new Answer(ListView.Sentence(SlackWords.SlackDown)) { LeavesCardUnchanged = true });

    private static JsonObject Answer(SubmittedView submitted, Answer answer) => submitted.Faults(answer) is { Count: > 0 } faults
        ? new JsonObject
        {
            ["response_action"] = "errors",
            ["errors"] = new JsonObject(faults.Select(fault => KeyValuePair.Create(fault.Key, (JsonNode?)fault.Value))),
        }
        : Update(SlackDialogs.Drawn(answer));

    private static JsonObject Update(JsonObject view) => new() { ["response_action"] = "update", ["view"] = view };

    private async Task<SlackReply> DrawAsync(
        SubmittedView submitted, Task<Answer> work, TaskCompletionSource promised, CancellationToken cancellationToken)
    {
        try
        {
            await answers.AfterAnswerAsync(cancellationToken);
            var answer = await work.WaitAsync(cancellationToken);
            var drawn = submitted.Faults(answer) is { Count: > 0 } faults ? submitted.Restored(faults.Values) : SlackDialogs.Drawn(answer);
            return await dialogs.RedrawAsync(submitted.View, drawn, cancellationToken);
        }
        finally
        {
            underWay.Arrived(submitted.View, promised);
        }
    }
}
