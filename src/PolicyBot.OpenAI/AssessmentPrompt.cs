using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenAI.Chat;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>What the model is told and asked. Instructions stand in the system message only; a person's text never does.</summary>
internal static class AssessmentPrompt
{
    /// <summary>
    /// Letters as they are, because <c>\u00FC</c> costs tokens and sense; quotes, backslashes and controls stay escaped. For a model, never
    /// for a page.
    /// </summary>
    private static readonly PromptJson Json =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly PromptFile Prompt = new("assessment", "Assessment of a request for a policy exception");

    /// <inheritdoc cref="PromptFile.Version"/>
    public static string Version => Prompt.Version;

    /// <inheritdoc cref="PromptFile.Format"/>
    public static ChatResponseFormat Format => Prompt.Format;

    /// <summary>The messages about one request.</summary>
    /// <param name="marker">Stands around the data; it can't be known beforehand.</param>
    public static IReadOnlyList<ChatMessage> Messages(VisibleInput input, string marker) => Prompt.Messages(
        marker,
        JsonSerializer.Serialize(input.Policy, Json.PolicyData),
        JsonSerializer.Serialize(input.Request, Json.RequestData));
}

/// <summary>A request and its policy with nothing in them that no reader sees.</summary>
internal sealed record VisibleInput(PolicyData Policy, RequestData Request)
{
    private const int MostFields = 20; // as many as a policy may have

    /// <summary>Everything the requester wrote; a quotation has to stand in one of these.</summary>
    public IEnumerable<string> RequesterTexts =>
        [Request.Title, Request.Justification, Request.Scope, Request.CompensatingControls, Request.ImpactIfDenied,
            .. Request.Answers.Select(answer => answer.Value)];

    /// <summary>What of an input is shown: at most as long as forms allow; a shortened text ends in <c>…</c>.</summary>
    public static VisibleInput From(AssessmentInput input) => new(
        new PolicyData(
            VisibleText.Clean(input.PolicyId),
            VisibleText.Clean(input.PolicyName),
            Shown(input.PolicyText, TextLimits.Justification)),
        new RequestData(
            Shown(input.Title, TextLimits.Title),
            Shown(input.Justification, TextLimits.Justification),
            Shown(input.Scope, TextLimits.Other),
            Shown(input.CompensatingControls, TextLimits.Other),
            Shown(input.ImpactIfDenied, TextLimits.Other),
            [.. input.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Take(MostFields)
                .Select(field => new FieldAnswer(VisibleText.Clean(field.Key), Shown(field.Value, TextLimits.Field)))],
            input.DurationDays,
            input.Language));

    private static string Shown(string text, int limit) => VisibleText.Shortened(VisibleText.Clean(text), limit);
}

/// <summary>What the catalog says.</summary>
internal sealed record PolicyData(string Id, string Name, string Text);

/// <summary>What the requester says, and the language (ISO 639-1) to answer in.</summary>
internal sealed record RequestData(
    string Title,
    string Justification,
    string Scope,
    string CompensatingControls,
    string ImpactIfDenied,
    IReadOnlyList<FieldAnswer> Answers,
    int DurationDays,
    string Language);

/// <summary>An answer to one of the policy's fields.</summary>
internal sealed record FieldAnswer(string Label, string Value);

/// <summary>How data is written for the model.</summary>
[JsonSerializable(typeof(PolicyData))]
[JsonSerializable(typeof(RequestData))]
internal sealed partial class PromptJson : JsonSerializerContext;
