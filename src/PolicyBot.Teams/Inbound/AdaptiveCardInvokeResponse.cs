using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>
/// The answer to <c>adaptiveCard/action</c>. It is the whole body of an HTTP 200 with JSON content type, even if
/// <see cref="StatusCode"/> is another; any other shape shows the person "Something went wrong" (MicrosoftDocs/AdaptiveCards
/// <c>authoring-cards/universal-action-model.md</c>).
/// </summary>
/// <param name="StatusCode">What happened in our code: 200, 400 or 500.</param>
/// <param name="Type">The kind of <paramref name="Value"/>.</param>
/// <param name="Value">Card, text, or code and message.</param>
internal sealed record AdaptiveCardInvokeResponse(int StatusCode, string Type, JsonNode Value)
{
    private const int LongestMessage = 200; // the client's own limit is not documented
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    /// <summary>Replaces the card, for the person who pressed and in this client only.</summary>
    public static AdaptiveCardInvokeResponse Card(JsonObject card) => new(200, Attachment.AdaptiveCardType, card);

    /// <summary>Shows a short notice; the card stays. What is over 200 characters is cut with an ellipsis.</summary>
    public static AdaptiveCardInvokeResponse Message(string text) => new(200, MessageType, JsonValue.Create(Shortened(text)));

    /// <summary>Shows an error at the card: the request cannot be understood.</summary>
    public static AdaptiveCardInvokeResponse BadRequest(string code, string message) => new(400, ErrorType, Error(code, message));

    /// <summary>Shows an error at the card, for a bug.</summary>
    /// <param name="message">Words for the person, with the id they can quote.</param>
    public static AdaptiveCardInvokeResponse Fault(string message) => new(500, ErrorType, Error("ServiceError", message));

    /// <summary>The body of the response, UTF-8.</summary>
    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, TeamsJson.Lenient.AdaptiveCardInvokeResponse);

    private static JsonObject Error(string code, string message) => new() { ["code"] = code, ["message"] = Shortened(message) };

    private static string Shortened(string text)
    {
        if (text.Length <= LongestMessage)
        {
            return text;
        }

        var end = LongestMessage - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
