using System.Text.Json;

namespace PolicyBot.Teams;

/// <summary>Looks into JSON that may have any shape: what is not there, or is of another kind, is null.</summary>
internal static class RawJson
{
    /// <summary>The member of that name, unless null, missing, or of something that is no object.</summary>
    public static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member)
            && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>The member of that name as text; null unless it is a string.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
