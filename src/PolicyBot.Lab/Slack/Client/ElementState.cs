using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>
/// What an element holds, as <c>state.values</c> and <c>actions</c> write it. Members by type: @slack/bolt, <c>ViewStateValue</c>.
/// </summary>
internal static class ElementState
{
    /// <summary>What it holds before any input.</summary>
    public static JsonObject Initial(JsonObject element)
    {
        var type = element.Text("type")!;
        var (member, initial) = Members(type);
        return new JsonObject
        {
            ["type"] = type,
            [member] = element[initial]?.DeepClone() ?? (member == "selected_options" ? new JsonArray() : null)
        };
    }

    /// <summary>What it holds after this was typed or chosen; several choices are separated by commas; empty: cleared.</summary>
    /// <exception cref="InvalidOperationException">There is no such choice.</exception>
    public static JsonObject Of(JsonObject element, string value)
    {
        var type = element.Text("type")!;
        var (member, _) = Members(type);
        JsonNode? held = member switch
        {
            "selected_option" => value.Length == 0 ? null : Option(element, value),
            "selected_options" =>
                new JsonArray(
                    [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                        .Select(one => Option(element, one))]),
            "selected_date_time" => value.Length == 0 ? null : long.Parse(value, CultureInfo.InvariantCulture),
            _ => value.Length == 0 ? null : value,
        };
        return new JsonObject { ["type"] = type, [member] = held };
    }

    /// <summary>What is held, as text; null: nothing.</summary>
    public static string? Value(JsonObject state) => state[Members(state.Text("type")!).Held] switch
    {
        JsonObject option => option.Text("value"),
        JsonArray { Count: 0 } or null => null,
        JsonArray options => string.Join(',', options.Select(option => option.Text("value"))),
        JsonNode value => value.ToString(),
    };

    private static (string Held, string Initial) Members(string type) => type switch
    {
        "static_select" or "external_select" or "radio_buttons" or "overflow" => ("selected_option", "initial_option"),
        "multi_static_select" or "multi_external_select" or "checkboxes" => ("selected_options", "initial_options"),
        "datepicker" => ("selected_date", "initial_date"),
        "timepicker" => ("selected_time", "initial_time"),
        "datetimepicker" => ("selected_date_time", "initial_date_time"),
        "users_select" => ("selected_user", "initial_user"),
        "conversations_select" => ("selected_conversation", "initial_conversation"),
        "channels_select" => ("selected_channel", "initial_channel"),
        _ => ("value", "initial_value"),
    };

    private static JsonObject Option(JsonObject element, string value)
    {
        if (element.Text("type")!.EndsWith("external_select", StringComparison.Ordinal))
        {
            var text = new JsonObject { ["type"] = "plain_text", ["text"] = value };
            return new JsonObject { ["text"] = text, ["value"] = value }; // it was looked up, and stands in no view
        }

        var options = (element["options"] as JsonArray ?? [])
            .Concat((element["option_groups"] as JsonArray ?? []).SelectMany(group => group?["options"] as JsonArray ?? []));
        return options.OfType<JsonObject>().FirstOrDefault(option => option.Text("value") == value)?.DeepClone() as JsonObject
            ?? throw new InvalidOperationException($"There is no choice '{value}'.");
    }
}
