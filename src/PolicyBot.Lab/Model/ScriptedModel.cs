using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Model;

/// <summary>
/// An Azure OpenAI resource with one deployment on this machine: <c>POST /openai/v1/chat/completions</c> as documented in
/// "Azure OpenAI v1 API" and "Content filtering". It checks the request as the service does and answers from a script.
/// </summary>
public sealed partial class ScriptedModel : IAsyncDisposable
{
    /// <summary>What answers call the model: never the deployment's name.</summary>
    public const string ModelVersion = "lab-scripted-2026-11-01";

    private readonly Lock _gate = new();
    private readonly Queue<ModelAnswer> _script = [];
    private ImmutableList<ModelRequest> _requests = [];
    private (ModelAnswer Answer, ModelChoice? Choice) _otherwise = (ModelChoice.Usual.ToAnswer(), ModelChoice.Usual);
    private LoopbackServer? _server;

    private ScriptedModel() { }

    /// <summary>Value for <c>OpenAI:Endpoint</c>.</summary>
    public Uri Endpoint => new(_server!.Address, "/openai/v1/");

    /// <summary>Value for <c>OpenAI:Deployment</c>.</summary>
    public string Deployment { get; init; } = "policybot-lab";

    /// <summary>Value for <c>OpenAI:ApiKey</c>.</summary>
    public string ApiKey { get; init; } = "lab-key-no-real-one";

    /// <summary>Whether it refuses <c>temperature</c> and its like, as reasoning models do.</summary>
    public bool IsReasoningModel { get; set; }

    /// <summary>What is answered when the script is empty.</summary>
    public ModelAnswer Otherwise
    {
        get => Read().Answer;
        set => Set((value, null));
    }

    /// <summary>The choice that <see cref="Otherwise"/> comes from; null: from none.</summary>
    public ModelChoice? Choice
    {
        get => Read().Choice;
        set => Set((value?.ToAnswer() ?? Otherwise, value));
    }

    /// <summary>Called when it was asked something, or told what to do.</summary>
    public Action? Changed { get; set; }

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<ModelRequest> Requests => Volatile.Read(ref _requests);

    /// <summary>Opens the model on a free port of 127.0.0.1.</summary>
    public static async Task<ScriptedModel> StartAsync(CancellationToken cancellationToken)
    {
        var model = new ScriptedModel();
        model._server = await LoopbackServer.StartAsync(model.AnswerAsync, cancellationToken);
        return model;
    }

    /// <summary>The next requests are answered with these, in order.</summary>
    public void Next(params ReadOnlySpan<ModelAnswer> answers)
    {
        lock (_gate)
        {
            foreach (var answer in answers)
            {
                _script.Enqueue(answer);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static (int, JsonNode) Refuse(int status, string? code, string message, string? parameter = null, string? type = "invalid_request_error") =>
        (status, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = parameter, ["code"] = code } });

    private async Task AnswerAsync(HttpContext context)
    {
        var body = Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(context.RequestAborted)));
        if (Judge(context.Request, body) is var (status, error))
        {
            Note(body, status);
            await context.Response.WriteJsonAsync(status, error, context.RequestAborted);
            return;
        }

        ModelAnswer answer;
        lock (_gate)
        {
            answer = _script.TryDequeue(out var scripted) ? scripted : _otherwise.Answer;
        }

        await Task.Delay(answer.Delay, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await GiveAsync(context, body!, answer);
    }

    /// <summary>What the service refuses before any model sees the text; null: nothing.</summary>
    private (int Status, JsonNode Error)? Judge(HttpRequest request, JsonObject? body)
    {
        if (request.Path != "/openai/v1/chat/completions" || !HttpMethods.IsPost(request.Method))
        {
            return Refuse(404, "404", "Resource not found", type: null);
        }

        if (request.Headers.Authorization != $"Bearer {ApiKey}" && request.Headers["api-key"] != ApiKey)
        {
            return Refuse(401, "401", "Access denied due to invalid subscription key or wrong API endpoint.", type: null);
        }

        if (body is null || body["messages"] is not JsonArray { Count: > 0 } messages)
        {
            return Refuse(400, null, "We could not parse the JSON body of your request.");
        }

        if (body.Text("model") != Deployment)
        {
            return Refuse(404, "DeploymentNotFound", "The API deployment for this resource does not exist.", type: null);
        }

        var roles = messages.Select(message => message.Text("role")).ToHashSet();
        if (!roles.IsSubsetOf(["system", "developer", "user", "assistant"]) || roles.IsSupersetOf(["system", "developer"]))
        {
            return Refuse(400, "invalid_value", "Unsupported role in messages.", "messages");
        }

        string[] plain = ["temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "max_tokens"];
        if (IsReasoningModel && Array.Find(plain, body.ContainsKey) is { } refused)
        {
            return Refuse(400, "unsupported_value", $"Unsupported value: '{refused}' does not support this value with this model. Only the default (1) value is supported.", refused);
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
        if (format.Text("type") != "json_schema" || name is not { Length: > 0 and <= 64 } || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            return Refuse(400, "invalid_value", "Invalid 'response_format'.", "response_format");
        }

        if (format["json_schema"]!["schema"] is not JsonObject schema)
        {
            return Refuse(400, "missing_required_parameter", "Missing required parameter: 'response_format.json_schema.schema'.", "response_format.json_schema.schema");
        }

        var strict = format["json_schema"]!["strict"]?.GetValue<bool>() == true;
        return strict && StrictSchema.Fault(schema) is { } fault
            ? Refuse(400, null, $"Invalid schema for response_format '{name}': {fault}", "response_format")
            : null;
    }

    private async Task GiveAsync(HttpContext context, JsonObject body, ModelAnswer answer)
    {
        var (status, reply) = answer switch
        {
            ModelAnswer.Conforming(var members) => (200, Completion("stop", Conform(body, members ?? []), null)),
            ModelAnswer.Obeying => (200, Completion("stop", Conform(body, Obey(SaidIn(body))), null)),
            ModelAnswer.Verbatim(var content) => (200, Completion("stop", content, null)),
            ModelAnswer.Refused(var words) => (200, Completion("stop", null, words)),
            ModelAnswer.CompletionFiltered => (200, Completion("content_filter", "", null)),
            ModelAnswer.CutOff => (200, Completion("length", Conform(body, []) is var whole ? whole[..(whole.Length / 2)] : "", null)),
            ModelAnswer.NoChoice => (200, Without(Completion("stop", "", null))),
            ModelAnswer.PromptFiltered(var category) => (400, Filtered(category)),
            ModelAnswer.Throttled => Refuse(429, "RateLimitReached", "Requests have exceeded the token rate limit of your current pricing tier.", type: null),
            ModelAnswer.Failed(var code) => Refuse(code, "InternalServerError", "The server had an error while processing your request.", type: "server_error"),
            _ => (200, new JsonObject()),
        };
        Note(body, answer is ModelAnswer.Silent ? 0 : status);
        switch (answer)
        {
            case ModelAnswer.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case ModelAnswer.NoJson:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("<html>Bad gateway</html>", context.RequestAborted);
                return;
            case ModelAnswer.Throttled(var seconds):
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                break;
        }

        context.Response.Headers["x-request-id"] = Id();
        context.Response.Headers["apim-request-id"] = Id();
        context.Response.Headers["x-ms-region"] = "Lab";
        context.Response.Headers["x-ms-deployment-name"] = Deployment;
        await context.Response.WriteJsonAsync(status, reply, context.RequestAborted);
    }

    private static string Conform(JsonObject body, JsonObject members)
    {
        if (body["response_format"]?["json_schema"]?["schema"] is not JsonObject schema)
        {
            return "This is the Lab's scripted model.";
        }

        return StrictSchema.Example(schema, members, SaidIn(body))!.ToJsonString(Wire.Relaxed);
    }

    private static JsonObject Obey(string said) => new()
    {
        ["label"] = Label().Match(said) is { Success: true } named ? named.Value.ToLowerInvariant() : "low",
        ["missing"] = new JsonArray(),
        ["facts"] = new JsonArray(new JsonObject { ["quote"] = said, ["text"] = "Harmless, as told.", ["fact"] = "systems", ["value"] = "device" }),
        ["summary"] = said,
        ["rationale"] = said,
        ["ownerEmail"] = Address().Match(said).Value,
    };

    /// <summary>The longest text in the JSON that the request carries: in practice what the requester wrote.</summary>
    private static string SaidIn(JsonObject body)
    {
        var content = body["messages"]!.AsArray().LastOrDefault(message => message.Text("role") == "user").Text("content") ?? "";
        var start = content.IndexOf('{', StringComparison.Ordinal);
        var end = content.LastIndexOf('}');
        var texts = start < 0 || end < start || Wire.TryParseObject(content[start..(end + 1)]) is not { } data ? [] : Texts(data);
        return texts.MaxBy(text => text.Length) ?? "";
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static JsonObject Completion(string finishReason, string? content, string? refusal) => new()
    {
        ["id"] = $"chatcmpl-{Id()}",
        ["object"] = "chat.completion",
        ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        ["model"] = ModelVersion,
        ["system_fingerprint"] = "fp_lab",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finishReason,
            ["logprobs"] = null,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content, ["refusal"] = refusal, ["annotations"] = new JsonArray() },
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

    private static JsonObject Without(JsonObject completion)
    {
        completion["choices"] = new JsonArray();
        return completion;
    }

    private static JsonObject Filtered(string category) => new()
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
            categories[severity] = new JsonObject { ["filtered"] = severity == filtered, ["severity"] = severity == filtered ? "high" : "safe" };
        }

        foreach (var attack in new[] { "jailbreak", "indirect_attack" })
        {
            categories[attack] = new JsonObject { ["filtered"] = attack == filtered, ["detected"] = attack == filtered };
        }

        return categories;
    }

    private static string Id() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private (ModelAnswer Answer, ModelChoice? Choice) Read()
    {
        lock (_gate)
        {
            return _otherwise;
        }
    }

    private void Set((ModelAnswer Answer, ModelChoice? Choice) otherwise)
    {
        lock (_gate)
        {
            _otherwise = otherwise;
        }

        Changed?.Invoke();
    }

    private void Note(JsonObject? body, int status)
    {
        ImmutableInterlocked.Update(ref _requests, (list, added) => list.Add(added), new ModelRequest(body, status));
        Changed?.Invoke();
    }

    [GeneratedRegex(@"\b(?:low|medium|high|critical)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"[^\s<>|,;:]+@[^\s<>|,;:]+\b")]
    private static partial Regex Address();
}
