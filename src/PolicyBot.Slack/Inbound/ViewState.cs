using System.Text.Json;

namespace PolicyBot.Slack.Inbound;

/// <summary>What stands in the inputs of a view or message (<c>state.values[block_id][action_id]</c>).</summary>
internal static class ViewState
{
    /// <summary>The answers by field: the block's id is the field's. An empty answer counts as blank.</summary>
    public static IReadOnlyDictionary<string, string> Inputs(JsonElement state)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var block in state.Members("values"))
        {
            foreach (var element in block.Value.Members())
            {
                inputs[block.Name] = Value(element.Value);
            }
        }

        return inputs;
    }

    /// <summary>The answer in one element.</summary>
    private static string Value(JsonElement element) => element.Text("type") switch
    {
        "plain_text_input" or "number_input" or "email_text_input" or "url_text_input" => element.Text("value"),
        "static_select" or "external_select" or "radio_buttons" or "overflow" => element.Text("selected_option", "value"),
        "checkboxes" => Chosen(element) is { Length: > 0 } chosen ? chosen : "false", // a box that is not ticked is an answer
        "multi_static_select" or "multi_external_select" => Chosen(element),
        "datepicker" => element.Text("selected_date"),
        "timepicker" => element.Text("selected_time"),
        "users_select" => element.Text("selected_user"),
        "conversations_select" => element.Text("selected_conversation"),
        "channels_select" => element.Text("selected_channel"),
        _ => "",
    };

    private static string Chosen(JsonElement element) =>
        string.Join(',', element.Each("selected_options").Select(option => option.Text("value")));
}
