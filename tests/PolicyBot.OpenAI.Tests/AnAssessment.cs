using System.Text.Json.Nodes;

namespace PolicyBot.OpenAI.Tests;

/// <summary>The text of a good answer to <see cref="AnInput"/>, with what a test changes.</summary>
internal static class AnAssessment
{
    public const string Quote = "the vendor has no support for keys before March";

    public static string Json(
        string label = "high",
        string summary = "One build account without a second factor until March.",
        string rationale = "Serious by possible.",
        string[]? missing = null,
        (string Quote, string Text)[]? facts = null,
        string kind = "other",
        string value = "") => new JsonObject
        {
            ["facts"] = new JsonArray([.. (facts ?? [(Quote, "The vendor is the cause.")])
                .Select(fact => new JsonObject { ["quote"] = fact.Quote, ["text"] = fact.Text, ["fact"] = kind, ["value"] = value })]),
            ["missing"] = new JsonArray([.. (missing ?? ["evidence", "owner"]).Select(tag => JsonValue.Create(tag))]),
            ["summary"] = summary,
            ["rationale"] = rationale,
            ["label"] = label,
        }.ToJsonString();
}
