using System.Security.Cryptography;
using System.Text;
using OpenAI.Chat;

namespace PolicyBot.OpenAI;

/// <summary>A prompt as it stands in <c>Prompts/</c>: instructions in Markdown and the schema that answers keep to.</summary>
internal sealed class PromptFile
{
    private const string MarkerSlot = "{marker}";

    private readonly string _instructions;

    /// <summary>Reads <c>Prompts/{name}.md</c> and <c>Prompts/{name}.schema.json</c>, which are part of the assembly.</summary>
    /// <param name="name">What the files and the answer's format are called.</param>
    /// <param name="description">What an answer is, for the model.</param>
    public PromptFile(string name, string description)
    {
        _instructions = Read($"{name}.md");
        var schema = Read($"{name}.schema.json");
        Version = $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_instructions + schema)))[..8]}";
        Format = ChatResponseFormat.CreateJsonSchemaFormat(name, BinaryData.FromString(schema), description, jsonSchemaIsStrict: true);
    }

    /// <summary>
    /// Which prompt and schema ask: a name and the beginning of their SHA-256, so that no edit goes unnoticed in the record.
    /// </summary>
    public string Version { get; }

    /// <summary>
    /// The schema the answer must keep to, within what Azure allows of strict schemas (no lengths, no patterns, nothing optional).
    /// </summary>
    public ChatResponseFormat Format { get; }

    /// <summary>A marker for one request.</summary>
    public static string NewMarker() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>The instructions, and each piece of data as a message of its own.</summary>
    /// <param name="marker">Stands around the data; it can't be known beforehand.</param>
    /// <param name="data">JSON.</param>
    public IReadOnlyList<ChatMessage> Messages(string marker, params ReadOnlySpan<string> data)
    {
        var messages = new List<ChatMessage> { new SystemChatMessage(_instructions.Replace(MarkerSlot, marker, StringComparison.Ordinal)) };
        foreach (var json in data)
        {
            messages.Add(new UserChatMessage($"{marker}\n{json}\n{marker}"));
        }

        return messages;
    }

    private static string Read(string name)
    {
        using var stream = typeof(PromptFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
