using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Inbound;

/// <summary>A dialog that a person submitted, as Slack sends it back.</summary>
internal sealed class SubmittedView
{
    private readonly JsonElement _view;
    private readonly List<string> _inputs;

    private SubmittedView(JsonElement view)
    {
        _view = view;
        _inputs =
            [.. view.Each("blocks").Where(block => block.Text("type") == "input").Select(block => block.Text("block_id"))
                .Where(id => id.Length > 0)];
        var routing = view.Text("private_metadata");
        var (id, revision) = SlackParser.RoutingFrom(routing);
        var inputs = view.At("state") is { } state ? ViewState.Inputs(state) : new Dictionary<string, string>();
        ButtonAction = new ButtonAction(view.Text("callback_id"), id, revision, SlackParser.WithAnswer(inputs, routing));
    }

    /// <summary>The dialog.</summary>
    public string View => _view.Text("id");

    /// <summary>What it submits.</summary>
    public ButtonAction ButtonAction { get; }

    /// <summary>The dialog of a submission.</summary>
    public static SubmittedView From(JsonElement payload) => new(payload.At("view") ?? payload);

    /// <summary>
    /// What is to be said at the fields of this dialog. Slack shows a general failure for a field that the dialog has not, so where one of
    /// the faults is elsewhere there are none, and the dialog is drawn anew.
    /// </summary>
    /// <returns>The words by field; empty where the dialog is to be drawn anew.</returns>
    public IReadOnlyDictionary<string, string> Faults(Answer answer)
    {
        if (answer.LeavesCardUnchanged)
        {
            return _inputs is [var first, ..]
                ? new Dictionary<string, string> { [first] = answer.View.Summary } : new Dictionary<string, string>();
        }

        var faults = FieldsOf(answer.View).Where(field => field.Fault is not null).GroupBy(field => field.Id)
            .ToDictionary(same => same.Key, same => same.First().Fault!);
        return faults.Keys.All(_inputs.Contains) ? faults : new Dictionary<string, string>();
    }

    /// <summary>The same dialog once more, with what was typed still in it and what was wrong above.</summary>
    public JsonObject Restored(IEnumerable<string> faults)
    {
        var view = new JsonObject { ["type"] = "modal" };
        foreach (var name in (string[])["title", "submit", "close", "callback_id", "private_metadata"])
        {
            if (_view.At(name) is { } member)
            {
                view[name] = JsonNode.Parse(member.GetRawText());
            }
        }

        var news = faults.Select(fault => SlackCards.Plain($"⚠️ {fault}")["blocks"]![0]!.DeepClone());
        view["blocks"] = new JsonArray([.. news, .. _view.Each("blocks").Select(Filled)]);
        return view;
    }

    private static IEnumerable<FormField> FieldsOf(CardView view) => view switch
    {
        FormView form => [.. form.Follows, .. form.Fields, .. form.More],
        ApprovalView approval => [approval.Comment, .. approval.More],
        _ => [],
    };

    private JsonNode Filled(JsonElement block)
    {
        var filled = JsonNode.Parse(block.GetRawText())!;
        var answer = _view.At("state", "values", block.Text("block_id"), block.Text("element", "action_id"));
        if (block.Text("type") == "input" && answer is { } typed && filled["element"] is JsonObject element)
        {
            Fill(element, typed, "plain_text_input", "initial_value", "value");
            Fill(element, typed, "datepicker", "initial_date", "selected_date");
            Fill(element, typed, "static_select", "initial_option", "selected_option");
            Fill(element, typed, "radio_buttons", "initial_option", "selected_option");
            Fill(element, typed, "checkboxes", "initial_options", "selected_options");
            Fill(element, typed, "multi_static_select", "initial_options", "selected_options");
            Fill(element, typed, "multi_external_select", "initial_options", "selected_options");
        }

        return filled;
    }

    private static void Fill(JsonObject element, JsonElement typed, string type, string initial, string member)
    {
        if (typed.Text("type") != type)
        {
            return;
        }

        element.Remove(initial);
        if (typed.At(member) is { } answer && !(answer.ValueKind == JsonValueKind.Array && answer.GetArrayLength() == 0))
        {
            element[initial] = JsonNode.Parse(answer.GetRawText());
        }
    }
}
