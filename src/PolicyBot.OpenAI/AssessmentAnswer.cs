using System.Text.Json;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>
/// The model's answer once every word of it is checked: a model's JSON is untrusted like any other. What does not hold is left out.
/// </summary>
internal sealed record AssessmentAnswer(
    string Summary, RiskLabel? Label, string Rationale, IReadOnlyList<ModelFact> Facts, IReadOnlyList<string> Missing)
{
    /// <summary>UTF-16 units of a summary (spec section 3) and of a rationale.</summary>
    public const int SummaryLimit = 600;

    private const int FactLimit = 300;
    private const int MostFacts = 12;

    /// <summary>Reads an answer; null: it is no JSON, or nothing of it can be used.</summary>
    /// <param name="requesterTexts">What a quotation has to stand in.</param>
    public static AssessmentAnswer? Read(string json, IEnumerable<string> requesterTexts)
    {
        if (LooseJson.FindObject(json) is not { } said)
        {
            return null;
        }

        string[] texts = [.. requesterTexts];
        var missing = LooseJson.Items(said, "missing").Where(tag => tag.ValueKind == JsonValueKind.String)
            .Select(tag => tag.GetString()!.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var answer = new AssessmentAnswer(
            Words(LooseJson.Text(said, "summary"), SummaryLimit),
            LabelOf(LooseJson.Text(said, "label")),
            Words(LooseJson.Text(said, "rationale"), SummaryLimit),
            [.. LooseJson.Items(said, "facts").Select(fact => (Fact: fact, Quote: LooseJson.Text(fact, "quote")))
                .Where(fact => ModelFacts.StandsIn(texts, fact.Quote)).Take(MostFacts).Select(fact => FactOf(fact.Fact, fact.Quote))],
            [.. MissingTag.All.Where(missing.Contains)]);
        return answer is { Summary: "", Rationale: "", Facts.Count: 0 } ? null : answer; // a label that nothing speaks for is none
    }

    private static RiskLabel? LabelOf(string word) => word.Trim().ToLowerInvariant() switch
    {
        "low" => RiskLabel.Low,
        "medium" => RiskLabel.Medium,
        "high" => RiskLabel.High,
        "critical" => RiskLabel.Critical,
        _ => null,
    };

    private static string Words(string text, int limit) => VisibleText.Shortened(VisibleText.Clean(text).Trim(), limit);

    private static ModelFact FactOf(JsonElement fact, string quote)
    {
        var (text, id, value) =
            (Words(LooseJson.Text(fact, "text"), FactLimit), LooseJson.Text(fact, "fact").Trim(), LooseJson.Text(fact, "value").Trim());
        return ModelFacts.Kinds.Any(kind => kind.Id == id && kind.Allows(value))
            ? new ModelFact(text, quote, id, value) : new ModelFact(text, quote);
    }
}
