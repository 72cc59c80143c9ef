using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Model;

/// <summary>
/// An Azure OpenAI resource with one deployment on this machine: <c>POST /openai/v1/chat/completions</c> as documented in
/// "Azure OpenAI v1 API" and "Content filtering". It checks the request as the service does and answers from a script.
/// </summary>
public sealed class ScriptedModel : IAsyncDisposable
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

    private async Task AnswerAsync(HttpContext context)
    {
        var body = Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(context.RequestAborted)));
        if (RequestRules.Judge(this, context.Request, body) is var (status, error))
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

    private async Task GiveAsync(HttpContext context, JsonObject body, ModelAnswer answer)
    {
        var (status, reply) = answer switch
        {
            ModelAnswer.Conforming(var members) => (200, ModelReplies.Completion("stop", ModelWords.Conform(body, members ?? []), null)),
            ModelAnswer.Obeying =>
                (200, ModelReplies.Completion("stop", ModelWords.Conform(body, ModelWords.Obey(ModelWords.SaidIn(body))), null)),
            ModelAnswer.Verbatim(var content) => (200, ModelReplies.Completion("stop", content, null)),
            ModelAnswer.Refused(var words) => (200, ModelReplies.Completion("stop", null, words)),
            ModelAnswer.CompletionFiltered => (200, ModelReplies.Completion("content_filter", "", null)),
            ModelAnswer.CutOff =>
                (200, ModelReplies.Completion(
                    "length", ModelWords.Conform(body, []) is var whole ? whole[..(whole.Length / 2)] : "", null)),
            ModelAnswer.NoChoice => (200, ModelReplies.Without(ModelReplies.Completion("stop", "", null))),
            ModelAnswer.PromptFiltered(var category) => (400, ModelReplies.Filtered(category)),
            ModelAnswer.Throttled =>
                ModelReplies.Refuse(
                    429, "RateLimitReached", "Requests have exceeded the token rate limit of your current pricing tier.", type: null),
            ModelAnswer.Failed(var code) =>
                ModelReplies.Refuse(
                    code, "InternalServerError", "The server had an error while processing your request.", type: "server_error"),
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

        context.Response.Headers["x-request-id"] = ModelReplies.Id();
        context.Response.Headers["apim-request-id"] = ModelReplies.Id();
        context.Response.Headers["x-ms-region"] = "Lab";
        context.Response.Headers["x-ms-deployment-name"] = Deployment;
        await context.Response.WriteJsonAsync(status, reply, context.RequestAborted);
    }

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
}
