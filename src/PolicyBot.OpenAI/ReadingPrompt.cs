using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenAI.Chat;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>
/// What the model is told and asked to read a request out of free text. Instructions stand in the system message only; a person's text
/// never does.
/// </summary>
internal static class ReadingPrompt
{
    private const int MostPolicies = 300; // more would take longer than a person waits

    private static readonly ReadingJson Json =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly PromptFile Prompt = new("reading", "What a text says about a request for a policy exception");

    /// <inheritdoc cref="PromptFile.Version"/>
    public static string Version => Prompt.Version;

    /// <inheritdoc cref="PromptFile.Format"/>
    public static ChatResponseFormat Format => Prompt.Format;

    /// <summary>The messages about one text.</summary>
    /// <param name="marker">Stands around the data; it can't be known beforehand.</param>
    public static IReadOnlyList<ChatMessage> Messages(ReadingInput input, string marker) => Prompt.Messages(
        marker,
        JsonSerializer.Serialize(
            new PoliciesData(
                input.Today.ToString("yyyy-MM-dd dddd", CultureInfo.InvariantCulture),
                [.. input.Catalog.Policies.Take(MostPolicies).Select(policy => new NamedPolicy(policy.Id, policy.Name, policy.Synonyms))]),
            Json.PoliciesData),
        JsonSerializer.Serialize(new TextData(VisibleText.Of(input.Text)), Json.TextData));

    /// <summary>Reads an answer; null: it is not JSON, or not of the schema that was asked for.</summary>
    public static RequestProposal? Answer(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReadingJson.Default.RequestProposal);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The day it is and the policies there are.</summary>
internal sealed record PoliciesData(string Today, IReadOnlyList<NamedPolicy> Policies);

/// <summary>A policy by its names.</summary>
internal sealed record NamedPolicy(string Id, string Name, IReadOnlyList<string> Synonyms);

/// <summary>What a person wrote.</summary>
internal sealed record TextData(string Text);

/// <summary>How data is written for the model and its answer read; what an answer leaves out is a fault, and so is null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PoliciesData))]
[JsonSerializable(typeof(TextData))]
[JsonSerializable(typeof(RequestProposal))]
internal sealed partial class ReadingJson : JsonSerializerContext;
