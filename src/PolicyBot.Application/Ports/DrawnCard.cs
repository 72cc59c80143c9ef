using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.Ports;

/// <summary>A view as a channel draws it. It is drawn once: what is compared and what is sent are the same drawing.</summary>
/// <param name="Json">The channel's own JSON. It is never changed: it may be sent more than once.</param>
/// <param name="Hash">Identifies the drawing: the SHA-256 of its text in lower-case hexadecimal. Stored with the message that shows
/// it.</param>
public sealed record DrawnCard(JsonObject Json, string Hash)
{
    /// <summary>What a message shows of which that is not known: it is drawn anew.</summary>
    public static readonly DrawnCard Unknown = new([], "");

    /// <summary>The language it is drawn in.</summary>
    public string Language { get; init; } = Languages.Default;

    /// <summary>The number of the exception that it is about; empty for none.</summary>
    public string About { get; init; } = "";

    /// <summary>How long its text is, in UTF-16 code units; 0 where that is not known.</summary>
    public int Length { get; init; }

    /// <summary>A drawing with the hash of its text.</summary>
    /// <param name="json">The drawing.</param>
    /// <param name="text">The same as the channel writes it, without needless escapes.</param>
    public static DrawnCard From(JsonObject json, string text) =>
        new(json, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
        {
            Language = Languages.Current,
            Length = text.Length,
        };
}
