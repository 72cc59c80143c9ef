using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Teams.Outbound;

/// <summary>What only Teams understands of an outbound body.</summary>
internal static class TeamsChannelData
{
    /// <summary>Puts the message into the person's activity feed.</summary>
    public static JsonElement Alert { get; } = Element(new JsonObject { ["notification"] = new JsonObject { ["alert"] = true } });

    /// <summary>Names the tenant.</summary>
    public static JsonElement OfTenant(string tenantId) => Element(new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenantId } });

    /// <summary>Names the channel.</summary>
    public static JsonElement OfChannel(string channelId) =>
        Element(new JsonObject { ["channel"] = new JsonObject { ["id"] = channelId } });

    private static JsonElement Element(JsonObject value) => JsonSerializer.SerializeToElement(value, TeamsJson.Default.JsonObject);
}
