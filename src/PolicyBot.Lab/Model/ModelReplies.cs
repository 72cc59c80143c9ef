using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Model;

/// <summary>The bodies that the service answers with.</summary>
internal static class ModelReplies
{
    /// <summary>A refusal.</summary>
    public static (int, JsonNode) Refuse(
        int status, string? code, string message, string? parameter = null, string? type = "invalid_request_error") =>
        (status, new JsonObject
        {
            ["error"] =
            new JsonObject { ["message"] = message, ["type"] = type, ["param"] = parameter, ["code"] = code }
        });

    /// <summary>One completion.</summary>
    public static JsonObject Completion(string finishReason, string? content, string? refusal) => new()
    {
        ["id"] = $"chatcmpl-{Id()}",
        ["object"] = "chat.completion",
        ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        ["model"] = ScriptedModel.ModelVersion,
        ["system_fingerprint"] = "fp_lab",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finishReason,
            ["logprobs"] = null,
            ["message"] =
                new JsonObject { ["role"] = "assistant", ["content"] = content, ["refusal"] = refusal, ["annotations"] = new JsonArray() },
            ["content_filter_results"] = Categories(null),
        }),
        ["prompt_filter_results"] = new JsonArray(new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = Categories(null) }),
        ["usage"] = new JsonObject
        {
            ["prompt_tokens"] = 420,
            ["completion_tokens"] = (content?.Length ?? 0) / 4,
            ["total_tokens"] = 420 + ((content?.Length ?? 0) / 4),
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
        },
    };

    /// <summary>A completion that lacks its choice.</summary>
    public static JsonObject Without(JsonObject completion)
    {
        completion["choices"] = new JsonArray();
        return completion;
    }

    /// <summary>The refusal of a prompt that the filter stopped.</summary>
    public static JsonObject Filtered(string category) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
            ["type"] = null,
            ["param"] = "prompt",
            ["code"] = "content_filter",
            ["status"] = 400,
            ["innererror"] = new JsonObject { ["code"] = "ResponsibleAIPolicyViolation", ["content_filter_result"] = Categories(category) },
        },
    };

    private static JsonObject Categories(string? filtered)
    {
        var categories = new JsonObject();
        foreach (var severity in new[] { "hate", "self_harm", "sexual", "violence" })
        {
            categories[severity] =
                new JsonObject { ["filtered"] = severity == filtered, ["severity"] = severity == filtered ? "high" : "safe" };
        }

        foreach (var attack in new[] { "jailbreak", "indirect_attack" })
        {
            categories[attack] = new JsonObject { ["filtered"] = attack == filtered, ["detected"] = attack == filtered };
        }

        return categories;
    }

    /// <summary>A new id.</summary>
    public static string Id() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
