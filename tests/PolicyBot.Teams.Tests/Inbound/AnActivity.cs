using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Tests.Inbound;

/// <summary>Activities as Teams sends them, changed where a test says so.</summary>
internal static class AnActivity
{
    public static Activity Message(Action<JsonObject>? change = null) => Activity.Parse(Encoding.UTF8.GetBytes(MessageJson(change)))!;

    public static string MessageJson(Action<JsonObject>? change = null)
    {
        var activity = JsonNode.Parse($$"""
            {
              "type": "message", "id": "1776825925953", "channelId": "msteams", "timestamp": "2026-11-20T09:00:00.123Z",
              "localTimestamp": "2026-11-20T10:00:00.123+01:00", "localTimezone": "Europe/Berlin", "locale": "de-DE",
              "serviceUrl": "{{AConnector.ServiceUrl}}", "text": "help", "textFormat": "plain",
              "attachments": [{ "contentType": "text/html", "content": "<p>help</p>" }],
              "from": { "id": "29:1abc", "name": "Ana", "aadObjectId": "bbbbbbbb-0000-4000-8000-000000000002" },
              "recipient": { "id": "28:{{AConnector.AppId}}", "name": "PolicyBot" },
              "conversation": { "conversationType": "personal", "tenantId": "{{AConnector.Tenant}}", "id": "a:1xyz" },
              "channelData": { "tenant": { "id": "{{AConnector.Tenant}}" } },
              "entities": [{ "type": "clientInfo", "locale": "de-DE", "country": "DE", "platform": "Web", "timezone": "Europe/Berlin" }]
            }
            """)!.AsObject();
        change?.Invoke(activity);
        return activity.ToJsonString();
    }
}
