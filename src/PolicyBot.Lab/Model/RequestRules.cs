using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Model;

/// <summary>What the service checks in a request.</summary>
internal static class RequestRules
{
    /// <summary>What the service refuses before any model sees the text; null: nothing.</summary>
    public static (int Status, JsonNode Error)? Judge(ScriptedModel model, HttpRequest request, JsonObject? body)
    {
        if (request.Path != "/openai/v1/chat/completions" || !HttpMethods.IsPost(request.Method))
        {
            return ModelReplies.Refuse(404, "404", "Resource not found", type: null);
        }

        if (request.Headers.Authorization != $"Bearer {model.ApiKey}" && request.Headers["api-key"] != model.ApiKey)
        {
            return ModelReplies.Refuse(401, "401", "Access denied due to invalid subscription key or wrong API endpoint.", type: null);
        }

        if (body is null || body["messages"] is not JsonArray { Count: > 0 } messages)
        {
            return ModelReplies.Refuse(400, null, "We could not parse the JSON body of your request.");
        }

        if (body.Text("model") != model.Deployment)
        {
            return ModelReplies.Refuse(404, "DeploymentNotFound", "The API deployment for this resource does not exist.", type: null);
        }

        var roles = messages.Select(message => message.Text("role")).ToHashSet();
        if (!roles.IsSubsetOf(["system", "developer", "user", "assistant"]) || roles.IsSupersetOf(["system", "developer"]))
        {
            return ModelReplies.Refuse(400, "invalid_value", "Unsupported role in messages.", "messages");
        }

        string[] plain = ["temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "max_tokens"];
        if (model.IsReasoningModel && Array.Find(plain, body.ContainsKey) is { } refused)
        {
            return ModelReplies.Refuse(400, "unsupported_value",
                $"Unsupported value: '{refused}' does not support this value with this model. Only the default (1) value is supported.",
                refused);
        }

        return JudgeFormat(body["response_format"]);
    }

    private static (int, JsonNode)? JudgeFormat(JsonNode? format)
    {
        if (format is null || format.Text("type") is "text" or "json_object")
        {
            return null;
        }

        var name = format["json_schema"].Text("name");
        if (format.Text("type") != "json_schema" || name is not { Length: > 0 and <= 64 }
            || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            return ModelReplies.Refuse(400, "invalid_value", "Invalid 'response_format'.", "response_format");
        }

        if (format["json_schema"]!["schema"] is not JsonObject schema)
        {
            return ModelReplies.Refuse(400, "missing_required_parameter",
                "Missing required parameter: 'response_format.json_schema.schema'.", "response_format.json_schema.schema");
        }

        var strict = format["json_schema"]!["strict"]?.GetValue<bool>() == true;
        return strict && StrictSchema.Fault(schema) is { } fault
            ? ModelReplies.Refuse(400, null, $"Invalid schema for response_format '{name}': {fault}", "response_format")
            : null;
    }
}
