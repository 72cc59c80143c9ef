using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Client;

/// <summary>
/// Reads the HTTP answer to <c>adaptiveCard/action</c> the way a Teams client does: exactly these shapes, or "Something went wrong".
/// </summary>
internal static class InvokeAnswer
{
    public static ClickOutcome Read(BotAnswer answer)
    {
        if (answer.Status != 200)
        {
            return Wrong($"HTTP {answer.Status}. {answer.Body}");
        }

        if (answer.ContentType != "application/json")
        {
            return Wrong($"The content type is '{answer.ContentType}'.");
        }

        if (Wire.TryParseObject(answer.Body) is not { } body || body["statusCode"] is not JsonValue number
            || !number.TryGetValue<int>(out var status))
        {
            return Wrong("The body is no object with a statusCode.");
        }

        return (status, body.Text("type")) switch
        {
            (200, "application/vnd.microsoft.card.adaptive") when body["value"] is JsonObject card && card.Text("type") == "AdaptiveCard" =>
                new ClickOutcome.CardShown((JsonObject)card.DeepClone()),
            (200, "application/vnd.microsoft.activity.message") when body.Text("value") is { } text => new ClickOutcome.NoticeShown(text),
            (400 or 500, "application/vnd.microsoft.error") when body["value"] is JsonObject error =>
                new ClickOutcome.ErrorShown(error.Text("code") ?? "", error.Text("message") ?? ""),
            var (code, type) => Wrong($"statusCode {code} with type '{type}' and this value means nothing to Teams."),
        };
    }

    private static ClickOutcome.SomethingWentWrong Wrong(string why) => new(why);
}
