using System.Text.Json.Nodes;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Tests.Outbound;

/// <summary>The smallest valid card, and the result of sending it.</summary>
internal static class ACard
{
    public static Activity Say(string text) => OutgoingActivity.Card(
        "app",
        new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text }),
        },
        "HIGH: MFA off",
        alert: true);

    public static string? TextOf(TeamsMessage message) => message.Card?["body"]?[0]?["text"]?.GetValue<string>();

    public static T Done<T>(this ConnectorOutcome<T> outcome) => Assert.IsType<ConnectorOutcome<T>.Done>(outcome).Value;

    public static (ConnectorFault Fault, string Code) Never<T>(this ConnectorOutcome<T> outcome)
    {
        var never = Assert.IsType<ConnectorOutcome<T>.Never>(outcome);
        return (never.Fault, never.Code);
    }
}
