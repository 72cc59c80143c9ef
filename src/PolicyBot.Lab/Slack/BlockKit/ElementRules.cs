using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.BlockKit;

/// <summary>Buttons, selections and inputs, and where each may stand.</summary>
internal sealed class ElementRules(Complaints complaints)
{
    private static readonly string[] _selections =
    [
        "static_select", "external_select", "users_select", "conversations_select", "channels_select",
        "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select",
        "radio_buttons", "checkboxes", "datepicker", "timepicker",
    ];

    private int _focused;

    public static IReadOnlyList<string> InSection { get; } = [.. _selections, "button", "overflow", "image"];

    public static IReadOnlyList<string> InActions { get; } = [.. _selections, "button", "overflow", "datetimepicker"];

    public static IReadOnlyList<string> InInput { get; } =
        [.. _selections, "datetimepicker", "plain_text_input", "number_input", "email_text_input", "url_text_input"];

    /// <summary>Checks the elements of one block.</summary>
    /// <param name="elements">The elements; null: none.</param>
    /// <param name="pointer">Where the list is, or the block that has the only one.</param>
    /// <param name="allowed">Types that may stand there.</param>
    /// <param name="only">Name of the member that holds the one element; null: it is a list.</param>
    public void Of(JsonArray? elements, string pointer, IReadOnlyList<string> allowed, string? only = null)
    {
        HashSet<string> actionIds = [];
        foreach (var (index, element) in (elements ?? []).Index())
        {
            var at = $"{pointer}/{only ?? index.ToString(CultureInfo.InvariantCulture)}";
            if (element is not JsonObject item)
            {
                complaints.Add(at, "must be an object");
                continue;
            }

            if (!allowed.Contains(item.Text("type")))
            {
                complaints.Add(at, $"unsupported type: {item.Text("type") ?? "none"}");
                continue;
            }

            complaints.Length(item, "action_id", at, 255, shortest: 1);
            if (item.Text("action_id") is { } id && !actionIds.Add(id))
            {
                complaints.Add($"{at}/action_id", $"`action_id` already exists: {id}");
            }

            if (item["focus_on_load"]?.GetValueKind() == System.Text.Json.JsonValueKind.True && ++_focused > 1)
            {
                complaints.Add($"{at}/focus_on_load", "only one element may have focus_on_load");
            }

            Element(item, at);
        }
    }

    public void Image(JsonObject image, string pointer)
    {
        complaints.Members(image, pointer, ["image_url", "alt_text"], []);
        complaints.Length(image, "image_url", pointer, 3000, shortest: 1);
        complaints.Length(image, "alt_text", pointer, 2000, shortest: 1);
    }

    private void Element(JsonObject item, string pointer)
    {
        switch (item.Text("type"))
        {
            case "image":
                Image(item, pointer);
                break;
            case "button":
                complaints.Members(item, pointer, ["text"], ["action_id", "value", "url", "style", "confirm", "accessibility_label"]);
                complaints.Words(item, "text", pointer, 75);
                complaints.Length(item, "value", pointer, 2000, shortest: 1);
                complaints.Length(item, "url", pointer, 3000, shortest: 1);
                complaints.Length(item, "accessibility_label", pointer, 75, shortest: 1);
                complaints.OneOf(item, "style", pointer, "primary", "danger");
                break;
            case "plain_text_input":
                PlainText(item, pointer);
                break;
            case "number_input":
                complaints.Members(
                    item, pointer, ["is_decimal_allowed"],
                    ["action_id", "initial_value", "min_value", "max_value", "dispatch_action_config", "focus_on_load", "placeholder"]);
                complaints.Words(item, "placeholder", pointer, 150);
                break;
            case "email_text_input" or "url_text_input":
                complaints.Members(
                    item, pointer, [], ["action_id", "initial_value", "dispatch_action_config", "focus_on_load", "placeholder"]);
                complaints.Words(item, "placeholder", pointer, 150);
                break;
            case "datepicker":
                complaints.Members(item, pointer, [], ["action_id", "initial_date", "confirm", "focus_on_load", "placeholder"]);
                complaints.Words(item, "placeholder", pointer, 150);
                Date(item, "initial_date", "yyyy-MM-dd", pointer);
                break;
            case "timepicker":
                complaints.Members(item, pointer, [], ["action_id", "initial_time", "confirm", "focus_on_load", "placeholder", "timezone"]);
                complaints.Words(item, "placeholder", pointer, 150);
                Date(item, "initial_time", "HH:mm", pointer);
                break;
            case "datetimepicker":
                complaints.Members(item, pointer, [], ["action_id", "initial_date_time", "confirm", "focus_on_load"]);
                break;
            case "overflow":
                complaints.Members(item, pointer, ["options"], ["action_id", "confirm"]);
                Options(item, pointer, 5, markup: false);
                break;
            case "radio_buttons" or "checkboxes":
                complaints.Members(
                    item, pointer, ["options"], ["action_id", "initial_option", "initial_options", "confirm", "focus_on_load"]);
                Initial(item, pointer, Options(item, pointer, 10, markup: true));
                break;
            case "static_select" or "multi_static_select":
                StaticSelect(item, pointer);
                break;
            default:
                OtherSelect(item, pointer);
                break;
        }

        if (item["confirm"] is JsonObject confirm)
        {
            complaints.Members(confirm, $"{pointer}/confirm", ["title", "text", "confirm", "deny"], ["style"]);
            complaints.Words(confirm, "title", $"{pointer}/confirm", 100);
            complaints.Words(confirm, "text", $"{pointer}/confirm", 300, plainOnly: false);
            complaints.Words(confirm, "confirm", $"{pointer}/confirm", 30);
            complaints.Words(confirm, "deny", $"{pointer}/confirm", 30);
        }
    }

    private void PlainText(JsonObject item, string pointer)
    {
        complaints.Members(
            item, pointer, [],
            ["action_id", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config", "focus_on_load",
                "placeholder"]);
        complaints.Words(item, "placeholder", pointer, 150);
        complaints.Flags(item, pointer, "multiline", "focus_on_load");
        var least = complaints.Number(item, "min_length", pointer, 0, 3000) ?? 0;
        var most = complaints.Number(item, "max_length", pointer, 1, 3000) ?? 3000;
        if (least > most)
        {
            complaints.Add($"{pointer}/min_length", "must not be greater than max_length");
        }

        complaints.Length(item, "initial_value", pointer, most);
    }

    private void StaticSelect(JsonObject item, string pointer)
    {
        complaints.Members(
            item, pointer, [],
            ["action_id", "options", "option_groups", "initial_option", "initial_options", "confirm", "focus_on_load", "placeholder",
                "max_selected_items"]);
        complaints.Words(item, "placeholder", pointer, 150);
        if ((item["options"] is null) == (item["option_groups"] is null))
        {
            complaints.Add(pointer, "must have either options or option_groups");
        }

        var values = Options(item, pointer, 100, markup: false);
        foreach (var (index, group) in (complaints.Items(item, "option_groups", pointer, 100) ?? []).Index())
        {
            if (group is JsonObject members)
            {
                var at = $"{pointer}/option_groups/{index}";
                complaints.Members(members, at, ["label", "options"], []);
                complaints.Words(members, "label", at, 75);
                values.UnionWith(Options(members, at, 100, markup: false));
            }
        }

        Initial(item, pointer, values);
    }

    private void OtherSelect(JsonObject item, string pointer)
    {
        complaints.Members(
            item, pointer, [],
            [
                "action_id", "confirm", "focus_on_load", "placeholder", "max_selected_items", "min_query_length", "initial_option",
                    "initial_options",
                "initial_user", "initial_users", "initial_channel", "initial_channels", "initial_conversation", "initial_conversations",
                "default_to_current_conversation", "response_url_enabled", "filter",
            ]);
        complaints.Words(item, "placeholder", pointer, 150);
    }

    private HashSet<string> Options(JsonObject item, string pointer, int most, bool markup)
    {
        HashSet<string> values = [];
        foreach (var (index, node) in (complaints.Items(item, "options", pointer, most) ?? []).Index())
        {
            var at = $"{pointer}/options/{index}";
            if (node is not JsonObject option)
            {
                complaints.Add(at, "must be an object");
                continue;
            }

            complaints.Members(option, at, ["text", "value"], ["description", "url"]);
            complaints.Words(option, "text", at, 75, plainOnly: !markup);
            complaints.Words(option, "description", at, 75, plainOnly: !markup);
            complaints.Length(option, "value", at, 75, shortest: 1);
            values.Add(option.Text("value") ?? "");
        }

        return values;
    }

    private void Initial(JsonObject item, string pointer, HashSet<string> values)
    {
        if (item["initial_option"] is { } one && !values.Contains(one.Text("value") ?? ""))
        {
            complaints.Add($"{pointer}/initial_option", "must be one of the provided options");
        }

        foreach (var (index, _) in (item["initial_options"] as JsonArray ?? []).Index()
            .Where(option => !values.Contains(option.Item.Text("value") ?? "")))
        {
            complaints.Add($"{pointer}/initial_options/{index}", "must be one of the provided options");
        }
    }

    private void Date(JsonObject item, string name, string format, string pointer)
    {
        if (item[name] is not null
            && !DateTime.TryParseExact(item.Text(name), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            complaints.Add($"{pointer}/{name}", $"must have the form {format}");
        }
    }
}
