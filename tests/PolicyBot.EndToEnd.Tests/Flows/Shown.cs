using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>One message as one person sees it at one moment.</summary>
public sealed partial record Shown(Colleague Reader, TeamsMessage Message, JsonObject Card)
{
    /// <summary>All that can be read on the card, a line for each block of text, inputs with what stands in them.</summary>
    public string Text { get; } = string.Join('\n', Lines(Card));

    /// <summary>The buttons that send something.</summary>
    public IReadOnlyList<string> Buttons { get; } =
        [.. CardForm.Read(Card).Buttons.Where(button => button.Action["type"]?.GetValue<string>() is "Action.Execute" or "Action.Submit")
            .Select(button => button.Title)];

    /// <summary>What its button that sends the request carries, as an input; empty where it has none.</summary>
    public (string Id, string Value) Seal => ("value", CardForm.Read(Card).Buttons.Select(button => button.Action["data"])
        .FirstOrDefault(data => data?["verb"]?.ToString() == "request.submit")?["value"]?.ToString() ?? "");

    /// <summary>The exception it names.</summary>
    public string Id => IdIn(Text);

    /// <summary>The card as a person reads it, for tests that fail.</summary>
    public override string ToString() => $"\n[{Message.Id}]\n{Text}\n{string.Join(" | ", Buttons)}\n";

    /// <summary>Fails with the whole card unless all of this can be read on it.</summary>
    public Shown Says(params string[] words)
    {
        Assert.All(words, one => Assert.True(Text.Contains(one, StringComparison.Ordinal), $"'{one}' does not stand in:\n{Text}"));
        return this;
    }

    /// <summary>Whether it has an input.</summary>
    public bool Asks(string input) => All(Card, "Input.").Any(one => one["id"]?.GetValue<string>() == input);

    /// <summary>What stands in an input.</summary>
    public string? ValueOf(string input) =>
        All(Card, "Input.").FirstOrDefault(one => one["id"]?.GetValue<string>() == input)?["value"]?.ToString();

    /// <summary>Presses a button and returns what the card has become.</summary>
    public Task<Shown> PressAsync(string title, params (string Id, string Value)[] inputs) => Reader.PressAsync(Message, title, inputs);

    /// <summary>The exception that some words name first.</summary>
    public static string IdIn(string words) =>
        Number().Match(words) is { Success: true } found
            ? found.Value : throw new InvalidOperationException($"No exception is named in:\n{words}");

    /// <summary>The text of every block of a card.</summary>
    public static IEnumerable<string> Lines(JsonNode? card) => All(card, "").Select(element => element["type"]?.GetValue<string>() switch
    {
        "TextBlock" => element["text"]?.GetValue<string>(),
        "RichTextBlock" => string.Concat(element["inlines"]!.AsArray().Select(run => run!["text"]!.GetValue<string>())),
        { } type when type.StartsWith("Input.", StringComparison.Ordinal) => $"{element["label"]?.GetValue<string>()} [{element["value"]}]",
        _ => null,
    }).OfType<string>();

    private static IEnumerable<JsonObject> All(JsonNode? node, string type) => node switch
    {
        JsonObject element => [
            .. element["type"]?.GetValue<string>().StartsWith(type, StringComparison.Ordinal) == true
            ? [element] : Array.Empty<JsonObject>(),
            .. element.Where(member => member.Key is not ("data" or "fallback" or "inlines"))
            .SelectMany(member => All(member.Value, type))],
        JsonArray elements => elements.SelectMany(element => All(element, type)),
        _ => [],
    };

    [GeneratedRegex("PX-[0-9A-Z]{8}")]
    private static partial Regex Number();
}
