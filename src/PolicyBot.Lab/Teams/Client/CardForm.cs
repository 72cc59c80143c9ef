using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Client;

/// <summary>
/// The buttons and inputs of a card as a client sees them: which inputs go with a button, and which of them it refuses before sending
/// (Adaptive Cards "Input validation": those of the card that holds the action and of its parents).
/// </summary>
public sealed class CardForm
{
    private readonly List<JsonObject> _inputs = [];
    private readonly List<CardButton> _buttons = [];

    private CardForm() { }

    /// <summary>Every button, in the order of the card.</summary>
    public IReadOnlyList<CardButton> Buttons => _buttons;

    /// <summary>Ids of every input, in the order of the card, those of its ShowCards too.</summary>
    public IReadOnlyList<string> InputIds =>
        [.. _buttons.SelectMany(button => button.Inputs).Concat(_inputs).Distinct().Select(input => input.Text("id")!).Distinct()];

    /// <summary>Takes a card apart.</summary>
    public static CardForm Read(JsonObject card)
    {
        var form = new CardForm();
        form.Walk(card, form._inputs);
        return form;
    }

    /// <summary>The button with this title; a title that goes on (<c>Approve PX-…</c>) fits when none is exact.</summary>
    public CardButton? Find(string title) =>
        _buttons.Find(button => button.Title == title)
            ?? _buttons.Find(button => button.Title.StartsWith(title + " ", StringComparison.Ordinal));

    /// <summary>Whether a client would take this value of this input.</summary>
    internal static bool Takes(JsonObject input, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return input["isRequired"]?.GetValue<bool>() != true;
        }

        return input.Text("type") switch
        {
            "Input.Text" => value.Length <= (input["maxLength"]?.GetValue<int>() ?? int.MaxValue)
                && (input.Text("regex") is not { } pattern
                || Regex.IsMatch(value, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1))),
            "Input.Date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                && string.CompareOrdinal(value, input.Text("min") ?? "") >= 0
                && string.CompareOrdinal(value, input.Text("max") ?? "9999") <= 0,
            "Input.ChoiceSet" =>
                input["choices.data"] is not null // what was looked up stands in no card
                || Choices(input) is var choices
                && (input["isMultiSelect"]?.GetValue<bool>() == true ? value.Split(',') : [value]).All(choices.Contains),
            "Input.Toggle" => value == (input.Text("valueOn") ?? "true") || value == (input.Text("valueOff") ?? "false"),
            _ => true,
        };
    }

    private static HashSet<string> Choices(JsonObject input) =>
        [.. (input["choices"] as JsonArray ?? []).Select(choice => choice.Text("value")).OfType<string>()];

    private void Walk(JsonNode? node, List<JsonObject> inputs)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Walk(item, inputs);
                }

                break;
            case JsonObject element when element.Text("type") is { } type && type.StartsWith("Input.", StringComparison.Ordinal):
                inputs.Add(element);
                break;
            case JsonObject element when element.Text("type") == "Action.ShowCard":
                Walk(element["card"], [.. inputs]);
                break;
            case JsonObject element when element.Text("type")?.StartsWith("Action.", StringComparison.Ordinal) == true:
                _buttons.Add(new CardButton(element, inputs));
                break;
            case JsonObject element:
                // Actions last: the inputs that go with them may stand behind an ActionSet in the same card.
                foreach (
                    var (name, child) in element.Where(member =>
                        member.Key is not ("data" or "fallback" or "refresh" or "msteams" or "actions")))
                {
                    Walk(child, inputs);
                }

                Walk(element["actions"], inputs);
                break;
        }
    }
}

/// <summary>A button and the inputs that go with it.</summary>
public sealed class CardButton
{
    private readonly IReadOnlyList<JsonObject> _inputs;

    internal CardButton(JsonObject action, IReadOnlyList<JsonObject> inputs) => (Action, _inputs) = (action, inputs);

    /// <summary>What stands on it; empty when it has no title.</summary>
    public string Title => Action.Text("title") ?? "";

    /// <summary>The action as the card has it.</summary>
    public JsonObject Action { get; }

    /// <summary>The inputs whose values it sends.</summary>
    public IReadOnlyList<JsonObject> Inputs => Action.Text("associatedInputs") == "none" ? [] : _inputs;

    /// <summary>What the client sends for the inputs: what the card shows, changed by what was typed; or the inputs it refuses.</summary>
    /// <exception cref="ArgumentException">A typed value belongs to no input that goes with this button.</exception>
    public (JsonObject Values, IReadOnlyList<string> Refused) Fill(IReadOnlyDictionary<string, string> typed)
    {
        if (typed.Keys.Except(Inputs.Select(input => input.Text("id")!)).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"There is no input '{unknown}' for the button '{Title}'.", nameof(typed));
        }

        var (values, refused) = (new JsonObject(), new List<string>());
        foreach (var input in Inputs)
        {
            var id = input.Text("id")!;
            var value = typed.GetValueOrDefault(id) ?? input["value"]?.ToString()
                ?? (input.Text("type") == "Input.Toggle" ? input.Text("valueOff") ?? "false" : null);
            if (!CardForm.Takes(input, value))
            {
                refused.Add(id);
            }
            else if (value is not null)
            {
                values[id] = value;
            }
        }

        return (values, refused);
    }
}
