using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Inbound;

/// <summary>The lists that Slack asks for while a person types in a dialog.</summary>
internal sealed partial class SlackDialogs
{
    /// <summary>No options.</summary>
    public static JsonObject NoSuggestions() => new() { ["options"] = new JsonArray() };

    /// <summary>The options for what was typed; none where they are not found in time, for Slack takes no later answer.</summary>
    public async Task<JsonObject> SuggestAsync(JsonElement payload, KnownAccount account)
    {
        if (payload.Text("action_id") is not { } id || !id.StartsWith(ChoiceInput.SuggestionPrefix, StringComparison.Ordinal))
        {
            return NoSuggestions();
        }

        var (finding, isFound) = await answers.TryAsync(limit => lookups.FindAsync(
            account, id[ChoiceInput.SuggestionPrefix.Length..], payload.Text("value"), ChoiceInput.MostSuggested, limit));
        if (!isFound)
        {
            answers.LetGoOn(finding);
            return NoSuggestions();
        }

        return new JsonObject { ["options"] = ChoiceInput.Options(await finding) };
    }
}
