using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using OpenAI.Chat;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>
/// What the model is told and asked to read a request out of free text. Instructions stand in the system message only; a person's text
/// never does.
/// </summary>
internal static partial class ReadingPrompt
{
    private const int MostPolicies = 300; // more would take longer than a person waits

    private const int MostChanges = 10;

    private static readonly RequestProposal Nothing = new("", "", "", "", "", "", "") { Changes = [] };

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
                [.. Nearest(input).Select(policy => new NamedPolicy(policy.Id, policy.Name, policy.Synonyms))],
                Math.Max(0, input.Catalog.Policies.Count - MostPolicies)),
            Json.PoliciesData),
        JsonSerializer.Serialize(
            new TextData(
                input.Asked,
                [.. input.Fields.Select(field => new NamedField(field.Id, Kind(field), field.Own?.Label ?? "", field.Choices))],
                VisibleText.Clean(input.Text)),
            Json.TextData));

    /// <summary>Reads an answer; null: it is no JSON, or nothing of it can be used.</summary>
    public static RequestProposal? Answer(string json)
    {
        if (LooseJson.FindObject(json) is not { } said)
        {
            return null;
        }

        string Text(string name) => LooseJson.Text(said, name);
        var proposal = new RequestProposal(
            Text("policyId"), Text("policyQuote"), Text("expiresOn"), Text("expiresOnQuote"), Text("scope"), Text("ownerEmail"),
            Text("reasonQuote"))
        {
            Intent = Enum.TryParse<ProposedIntent>(Text("intent").Trim(), ignoreCase: true, out var intent) && Enum.IsDefined(intent)
                ? intent : ProposedIntent.Other,
            Changes = [.. LooseJson.Items(said, "changes").Take(MostChanges)
                .Select(change => new ProposedChange(
                    LooseJson.Text(change, "field"), LooseJson.Text(change, "value"), LooseJson.Text(change, "quote")))
                .Where(change => change.Field.Length > 0 && change.Quote.Length > 0)],
        };
        return proposal with { Changes = [] } == Nothing && proposal.Changes.Count == 0 ? null : proposal;
    }

    // Of too many those whose names share most words with the text, so that the one that is meant is never left out for its place.
    private static IEnumerable<Policy> Nearest(ReadingInput input)
    {
        var policies = input.Catalog.Policies;
        if (policies.Count <= MostPolicies)
        {
            return policies;
        }

        var said = Words(input.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        int Shared(Policy policy) =>
            policy.Synonyms.Append(policy.Name).Append(policy.Id).SelectMany(Words).Distinct().Count(said.Contains);
        return policies.OrderByDescending(Shared).Take(MostPolicies);
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(word => word.Value);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    private static string Kind(RequestField field) => field.Kind.ToString().ToLowerInvariant();
}

/// <summary>The day it is, the policies there are, and how many there are beside them.</summary>
internal sealed record PoliciesData(string Today, IReadOnlyList<NamedPolicy> Policies, int PoliciesLeftOut);

/// <summary>A policy by its names.</summary>
internal sealed record NamedPolicy(string Id, string Name, IReadOnlyList<string> Synonyms);

/// <summary>What a person wrote, what they were asked before, and what a change may be about.</summary>
internal sealed record TextData(string Asked, IReadOnlyList<NamedField> Fields, string Text);

/// <summary>A field that is being filled in.</summary>
internal sealed record NamedField(string Id, string Kind, string Label, IReadOnlyList<string> Choices);

/// <summary>How data is written for the model.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PoliciesData))]
[JsonSerializable(typeof(TextData))]
internal sealed partial class ReadingJson : JsonSerializerContext;
