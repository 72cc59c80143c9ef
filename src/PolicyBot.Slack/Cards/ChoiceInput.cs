using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Slack.Cards;

/// <summary>The choice of one answer out of some.</summary>
internal static class ChoiceInput
{
    /// <summary>How the <c>action_id</c> of a list begins that Slack asks for; what is looked up follows.</summary>
    public const string SuggestionPrefix = "lookup:";

    /// <summary>How many options Slack takes for what was typed.</summary>
    public const int MostSuggested = SlackLimits.Options;

    private const int FewestLetters = 2;
    private const string AreaEnd = ": "; // a policy's title is its area's, this, its own

    /// <summary>Whether the answers can be listed; else one has to be written.</summary>
    public static bool CanList(TextBudget pen, FormField field) =>
        field.Choices.Count > 0
        && field.Choices.Count <= Math.Min(pen.Most, SlackLimits.Options * SlackLimits.Options)
        && field.Choices.All(choice => choice.Value.Length is > 0 and <= SlackLimits.OptionValue);

    /// <summary>All answers at once, for few.</summary>
    public static JsonObject Radio(FormField field)
    {
        List<JsonObject> options = [.. field.Choices.Select(choice => Option(choice.Value, choice.Title))];
        return Chosen(field,
            new JsonObject { ["type"] = "radio_buttons", ["action_id"] = CardInputs.Value, ["options"] = new JsonArray([.. options]) },
            options);
    }

    /// <summary>A list to open; policies under their areas.</summary>
    public static JsonObject Select(FormField field)
    {
        var element = new JsonObject
        {
            ["type"] = "static_select",
            ["action_id"] = CardInputs.Value,
            ["placeholder"] =
                CardElements.PlainText(
                    TextBudget.Line(
                        field.Placeholder is { Length: > 0 } placeholder ? placeholder : CardWords.Choose, SlackLimits.Placeholder)),
        };
        var groups = Groups(field);
        if (groups.Count == 0)
        {
            List<JsonObject> options = [.. field.Choices.Select(choice => Option(choice.Value, choice.Title))];
            element["options"] = new JsonArray([.. options]);
            return Chosen(field, element, options);
        }

        var all = new List<JsonObject>();
        element["option_groups"] = new JsonArray([.. groups.Select(group =>
        {
            List<JsonObject> options = [.. group.Choices.Select(choice => Option(choice.Value, choice.Title))];
            all.AddRange(options);
            return new JsonObject
            {
                ["label"] = CardElements.PlainText(TextBudget.Line(group.Label, SlackLimits.Option)),
                ["options"] = new JsonArray([.. options]),
            };
        })]);
        return Chosen(field, element, all);
    }

    /// <summary>A list to choose several from, or one that Slack asks for while a person types.</summary>
    public static JsonObject Several(FormField field)
    {
        List<JsonObject> options = [.. field.Choices.Take(SlackLimits.Options).Select(choice => Option(choice.Value, choice.Title))];
        var element = new JsonObject
        {
            ["type"] = field.Lookup is null ? "multi_static_select" : "multi_external_select",
            ["action_id"] = CardInputs.Value,
            ["placeholder"] = CardElements.PlainText(TextBudget.Line(field.Placeholder ?? CardWords.Choose, SlackLimits.Placeholder)),
        };
        if (field.Lookup is null)
        {
            element["options"] = new JsonArray([.. options]);
        }
        else
        {
            element["action_id"] = SuggestionPrefix + field.Lookup;
            element["min_query_length"] = FewestLetters;
        }

        var values = (field.Value ?? "").Split(',');
        var chosen = options.Where(option => values.Contains((string?)option["value"])).Select(option => option.DeepClone()).ToArray();
        if (chosen.Length > 0)
        {
            element["initial_options"] = new JsonArray(chosen);
        }

        return element;
    }

    /// <summary>Answers that were looked up, as options.</summary>
    public static JsonArray Options(IEnumerable<FieldChoice> choices) =>
        [.. choices.Take(MostSuggested).Select(choice => Option(choice.Value, choice.Title))];

    private static JsonObject Chosen(FormField field, JsonObject element, IEnumerable<JsonObject> options)
    {
        if (options.FirstOrDefault(option => (string?)option["value"] == field.Value) is { } chosen)
        {
            element["initial_option"] = chosen.DeepClone();
        }

        return element;
    }

    // What does not fit goes on below, in small print.
    private static JsonObject Option(string value, string title)
    {
        var line = TextBudget.Line(title, int.MaxValue);
        var option = new JsonObject { ["text"] = CardElements.PlainText(SlackText.Short(line, SlackLimits.Option)), ["value"] = value };
        if (SlackText.Cost(line) > SlackLimits.Option)
        {
            var start = SlackText.Start(line, SlackLimits.Option - 1, SlackText.Cost);
            option["text"] = CardElements.PlainText(start + "…");
            option["description"] = CardElements.PlainText(SlackText.Short("…" + line[start.Length..].Trim(), SlackLimits.Option));
        }

        return option;
    }

    /// <summary>The groups of a long list, none of which is too long; none where a plain list will do.</summary>
    private static List<(string Label, IReadOnlyList<FieldChoice> Choices)> Groups(FormField field)
    {
        if (field.Id == FieldIds.Policy && field.Choices.All(choice => AreaOf(choice).Length > 0))
        {
            var areas =
                field.Choices.GroupBy(AreaOf, (area, choices) =>
                    (area, choices: choices.Select(choice => choice with { Title = choice.Title[(area.Length + AreaEnd.Length)..] })
                        .ToList()));
            var groups =
                areas.SelectMany(group =>
                    group.choices.Chunk(SlackLimits.Options).Select(some => (group.area, (IReadOnlyList<FieldChoice>)some))).ToList();
            if (groups.Count <= SlackLimits.Options)
            {
                return groups;
            }
        }

        return field.Choices.Count <= SlackLimits.Options
            ? [] : [.. field.Choices.Chunk(SlackLimits.Options)
            .Select(some => (FromTo(some[0].Title, some[^1].Title), (IReadOnlyList<FieldChoice>)some))];
    }

    private static string FromTo(string first, string last) =>
        string.Format(CultureInfo.InvariantCulture, CardWords.ChoicesFromTo, TextBudget.Line(first, SlackLimits.Option / 2 - 2),
            TextBudget.Line(last, SlackLimits.Option / 2 - 2));

    private static string AreaOf(FieldChoice choice) =>
        choice.Title.IndexOf(AreaEnd, StringComparison.Ordinal) is > 0 and var at ? choice.Title[..at] : "";
}
