using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack.SocketMode;

/// <summary>
/// Hands over what comes in envelopes, to the same three that the endpoints hand over to. The socket is the proof: there is no signature.
/// </summary>
internal sealed partial class SocketModeEnvelopes(
    SlackEvents events, SlackInteractions interactions, SlackCommands commands, ILogger<SocketModeEnvelopes> logger)
{
    private const int MostRemembered = 1_000;

    private readonly ConcurrentDictionary<string, Lazy<Task<JsonObject?>>> _taken = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes one. One that was not acknowledged comes again, maybe on another connection: what was done for it is not done again, and the
    /// answer is the same.
    /// </summary>
    /// <param name="envelope">With its <c>envelope_id</c>.</param>
    /// <returns>The acknowledgement to send; null for none, so that Slack delivers it again.</returns>
    public async Task<JsonObject?> TakeAsync(JsonElement envelope)
    {
        var id = envelope.Text("envelope_id");
        if (_taken.Count >= MostRemembered)
        {
            _taken.Clear(); // a redelivery is recognised by its content all the same, except for input that is harmless twice
        }

        var own = new Lazy<Task<JsonObject?>>(() => AcknowledgeAsync(id, envelope));
        var taken = _taken.GetOrAdd(id, own);
        JsonObject? acknowledgement = null;
        try
        {
            acknowledgement = await taken.Value;
        }
        finally
        {
            if (acknowledgement is null)
            {
                _taken.TryRemove(KeyValuePair.Create(id, taken));
            }
        }

        // What failed for an earlier delivery may not fail for this one, and there are not many more to come.
        return acknowledgement is null && taken != own ? await TakeAsync(envelope) : acknowledgement;
    }

    private async Task<JsonObject?> AcknowledgeAsync(string id, JsonElement envelope)
    {
        var payload = envelope.At("payload") ?? default;
        JsonObject? answer = null;
        if (SlackLimits.FindTooLong(envelope) is { } field)
        {
            TooLong(field);
            return new JsonObject { ["envelope_id"] = id }; // it would come again as it is
        }

        switch (envelope.Text("type"))
        {
            case "events_api":
                if (!await events.TakeAsync(payload))
                {
                    return null;
                }

                break;
            case "interactive":
                answer = await interactions.AnswerAsync(payload, CancellationToken.None);
                break;
            case "slash_commands":
                answer = await commands.AnswerAsync(SlackParser.CommandFrom(payload), CancellationToken.None);
                break;
        }

        var acknowledgement = new JsonObject { ["envelope_id"] = id };
        if (answer is not null && envelope.Is("accepts_response_payload"))
        {
            acknowledgement["payload"] = answer;
        }

        return acknowledgement;
    }

    [LoggerMessage(EventId = 708, Level = LogLevel.Warning,
        Message = "Slack envelope ignored: its field {Field} is longer than any that Slack sends.")]
    private partial void TooLong(string field);
}
