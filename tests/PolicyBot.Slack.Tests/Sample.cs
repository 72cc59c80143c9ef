using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Tests;

/// <summary>Payloads as Slack's own SDKs have them in their tests; <c>Samples/README.md</c> says where from.</summary>
internal static class Sample
{
    /// <summary>One of them as its text.</summary>
    public static string Text(string file)
    {
        using var stream = typeof(Sample).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"There is no sample {file}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>One of them as an object that a test may change.</summary>
    public static JsonObject Object(string file) => JsonNode.Parse(Text(file))!.AsObject();
}
