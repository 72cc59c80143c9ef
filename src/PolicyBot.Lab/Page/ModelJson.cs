using System.Text.Json.Nodes;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Model;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Page;

/// <summary>The model on the page: its state, and the controls for its answers.</summary>
internal static class ModelJson
{
    /// <summary>Which model the Host asks, and what it does; null: it asks none.</summary>
    public static JsonObject? State(PolicyBotLab lab)
    {
        var endpoint = lab.Environment.GetValueOrDefault("OpenAI__Endpoint");
        if (endpoint is null || endpoint != lab.Model.Endpoint.ToString())
        {
            return endpoint is null ? null : new JsonObject { ["elsewhere"] = endpoint };
        }

        var requests = lab.Model.Requests;
        return new JsonObject
        {
            ["answer"] = lab.Model.Choice?.Answer,
            ["delay"] = lab.Model.Choice?.Delay,
            ["fault"] = lab.Model.Choice?.Fault,
            ["requests"] = requests.Count,
            ["lastStatus"] = requests.Count == 0 ? null : requests[^1].Status,
        };
    }

    /// <summary>Does what was chosen; what the body does not name stays as it is.</summary>
    /// <exception cref="InvalidOperationException">There is no such choice.</exception>
    public static void Choose(PolicyBotLab lab, JsonObject body)
    {
        var before = lab.Model.Choice ?? ModelChoice.Usual;
        var choice =
            new ModelChoice(body.Text("answer") ?? before.Answer, body.Text("delay") ?? before.Delay, body.Text("fault") ?? before.Fault);
        lab.Model.Choice = choice.IsKnown ? choice : throw new InvalidOperationException("The model has no such choice.");
    }
}
