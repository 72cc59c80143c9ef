using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>The model's answer once every word of it is checked: a model's JSON is untrusted like any other.</summary>
internal sealed record AssessmentAnswer(
    string Summary, RiskLabel Label, string Rationale, IReadOnlyList<ModelFact> Facts, IReadOnlyList<string> Missing)
{
    /// <summary>UTF-16 units of a summary (spec section 3) and of a rationale.</summary>
    public const int SummaryLimit = 600;

    private const int FactLimit = 300;
    private const int MostFacts = 12;

    private static readonly Dictionary<string, RiskLabel> Labels = new(StringComparer.Ordinal)
    {
        ["low"] = RiskLabel.Low,
        ["medium"] = RiskLabel.Medium,
        ["high"] = RiskLabel.High,
        ["critical"] = RiskLabel.Critical,
    };

    /// <summary>Reads an answer; null: it is not JSON, or not of the schema that was asked for.</summary>
    /// <param name="requesterTexts">What a quotation has to stand in.</param>
    public static AssessmentAnswer? Read(string json, IEnumerable<string> requesterTexts)
    {
        AnswerJson? answer;
        try
        {
            answer = JsonSerializer.Deserialize(json, AnswerJsonContext.Default.AnswerJson);
        }
        catch (JsonException)
        {
            return null;
        }

        if (answer is null
            || !Labels.TryGetValue(answer.Label, out var label)
            || answer.Missing.Any(tag => !MissingTag.All.Contains(tag))
            || string.IsNullOrWhiteSpace(answer.Summary))
        {
            return null;
        }

        string[] texts = [.. requesterTexts];
        return new AssessmentAnswer(
            Words(answer.Summary, SummaryLimit),
            label,
            Words(answer.Rationale, SummaryLimit),
            [.. answer.Facts.Where(fact => ModelFacts.StandsIn(texts, fact.Quote)).Take(MostFacts).Select(Fact)],
            [.. MissingTag.All.Where(answer.Missing.Contains)]);
    }

    private static string Words(string text, int limit) => VisibleText.Shortened(VisibleText.Of(text).Trim(), limit);

    private static ModelFact Fact(AnswerFact fact) => ModelFacts.Kinds.Any(kind => kind.Id == fact.Fact && kind.Allows(fact.Value))
        ? new ModelFact(Words(fact.Text, FactLimit), fact.Quote, fact.Fact, fact.Value)
        : new ModelFact(Words(fact.Text, FactLimit), fact.Quote);
}

/// <summary>The answer as the schema has it.</summary>
internal sealed record AnswerJson(
    IReadOnlyList<AnswerFact> Facts, IReadOnlyList<string> Missing, string Summary, string Rationale, string Label);

/// <summary>A fact as the schema has it.</summary>
internal sealed record AnswerFact(string Quote, string Text, string Fact, string Value);

/// <summary>Reads the model's answer; what it leaves out is a fault, and so is null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AnswerJson))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;
