using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Application.Ports;

/// <summary>A view as a channel draws it. It is drawn once: what is compared and what is sent are the same drawing.</summary>
/// <param name="Json">The channel's own JSON. It is never changed: it may be sent more than once.</param>
/// <param name="Hash">Identifies the drawing: the SHA-256 of its text in lower-case hexadecimal. Stored with the message that shows
/// it.</param>
public sealed record DrawnCard(JsonObject Json, string Hash)
{
    /// <summary>A drawing with the hash of its text.</summary>
    /// <param name="json">The drawing.</param>
    /// <param name="text">The same as the channel writes it, without needless escapes.</param>
    public static DrawnCard From(JsonObject json, string text) =>
        new(json, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}
