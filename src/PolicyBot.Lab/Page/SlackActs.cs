using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Page;

/// <summary>What a person does in Slack on the page.</summary>
internal static class SlackActs
{
    /// <summary>Does it; null: there is no such act.</summary>
    /// <exception cref="InvalidOperationException">What was to be pressed is gone.</exception>
    public static async Task<JsonNode?> DoAsync(
        SlackWorkspace workspace, SlackPerson person, string act, JsonObject body, CancellationToken cancellationToken)
    {
        var text = body.Text("text") ?? "";
        SlackOutcome? outcome = act switch
        {
            "say" => await person.SayAsync(text, cancellationToken),
            "mention" => await person.MentionAsync(text, cancellationToken),
            "slash" => await person.SlashAsync(text, cancellationToken, inChannel: body["inChannel"]?.GetValue<bool>() == true),
            "shortcut" => await person.ShortcutAsync(cancellationToken),
            "home" => await person.OpenHomeAsync(cancellationToken),
            "press" => await PressAsync(workspace, person, body, cancellationToken),
            "submit" => await person.SubmitAsync(View(person, body), Typed(View(person, body), body), cancellationToken),
            "close" => await person.CloseAsync(View(person, body), cancellationToken),
            _ => null,
        };
        return outcome is null ? null : Outcome(outcome);
    }

    private static Task<SlackOutcome> PressAsync(
        SlackWorkspace workspace, SlackPerson person, JsonObject body, CancellationToken cancellationToken)
    {
        SlackSurface surface = body.Text("ts") is { } ts
            ? person.Messages.Concat(workspace.Channel.Messages).FirstOrDefault(message => message.Ts == ts)
            ?? throw new InvalidOperationException("There is no such message.")
            : View(person, body);
        if (surface is SlackView view)
        {
            surface = person.Fill(view, Typed(view, body));
        }

        return person.ActAsync(surface, body.Text("blockId") ?? "", body.Text("actionId") ?? "", body.Text("value"), cancellationToken);
    }

    private static SlackView View(SlackPerson person, JsonObject body) =>
        person.Views.Append(person.Home).FirstOrDefault(view => view?.Id == body.Text("view"))
            ?? throw new InvalidOperationException("The view is closed.");

    /// <summary>What was typed, as far as the view still has a place for it: it may have been updated meanwhile.</summary>
    private static Dictionary<string, string> Typed(SlackView view, JsonObject body) => (body["inputs"] as JsonObject ?? [])
        .Where(input => BlockForm.Of(view.Blocks).Any(part => part.HasState && part.BlockId == input.Key))
        .ToDictionary(input => input.Key, input => input.Value?.ToString() ?? "");

    private static JsonObject Outcome(SlackOutcome outcome) => outcome switch
    {
        SlackOutcome.Failed(var why) => new JsonObject { ["shown"] = "wrong", ["text"] = why },
        SlackOutcome.InputsRefused or SlackOutcome.ErrorsShown => new JsonObject { ["shown"] = "errors" },
        _ => new JsonObject { ["shown"] = "nothing" },
    };
}
