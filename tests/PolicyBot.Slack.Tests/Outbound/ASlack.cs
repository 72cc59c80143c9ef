using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Outbound;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>Slack's Web API on a free port: keeps every call, answers as a test says and otherwise as if all were well.</summary>
internal sealed class ASlack : IAsyncDisposable
{
    public const string BotToken = "xoxb-1-standin-secret";
    public const string AppToken = "xapp-1-standin-secret";

    private readonly ConcurrentQueue<SlackCall> _calls = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _answers = new();
    private readonly ConcurrentDictionary<string, JsonObject> _usual = new();
    private ALoopbackServer _server = null!;

    /// <summary>Every call, oldest first.</summary>
    public IReadOnlyList<SlackCall> Calls => [.. _calls];

    public SlackHealth Health { get; } = new();

    public CapturedLog Log { get; } = new();

    public SlackOptions Options { get; private set; } = null!;

    public static async Task<ASlack> StartAsync()
    {
        var slack = new ASlack();
        slack._server = await ALoopbackServer.StartAsync(slack.AnswerAsync);
        slack.Options =
            new SlackOptions { BotToken = BotToken, AppToken = AppToken, ApiBaseUrl = new Uri(slack._server.Address, "/api/").ToString() };
        slack.Usually("auth.test", """{"ok":true,"team_id":"T1","user_id":"U9","bot_id":"B9","team":"Contoso"}""");
        slack.Usually("users.info", AUser("U2"));
        slack.Usually("users.lookupByEmail", AUser("U2"));
        slack.Usually("chat.postMessage", """{"ok":true,"channel":"D2","ts":"1700000000.000100"}""");
        slack.Usually("chat.update", """{"ok":true,"channel":"D2","ts":"1700000000.000100"}""");
        slack.Usually("conversations.open", """{"ok":true,"channel":{"id":"D2"}}""");
        slack.Usually("conversations.history", """{"ok":true,"messages":[],"has_more":false}""");
        return slack;
    }

    /// <summary>What <c>users.info</c> answers for a member of our workspace.</summary>
    /// <param name="members">Members of the user that are of interest, as JSON with a comma behind each.</param>
    public static string AUser(string id, string members = "") =>
        $$$$"""{"ok":true,"user":{{{{{members}}}}"id":"{{{{id}}}}","team_id":"T1","name":"ana","is_email_confirmed":true,"profile":{"real_name":"Ana Lima","email":"ana@contoso.example"}}}""";

    /// <summary>Answers a method so, whenever nothing else was said.</summary>
    public void Usually(string method, string json) => _usual[method] = JsonNode.Parse(json)!.AsObject();

    /// <summary>Answers the next call of a method so.</summary>
    public void Next(string method, string json, int status = 200, params (string Name, string Value)[] headers) => Next(method, context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(json);
    });

    public void Next(string method, Func<HttpContext, Task> answer) => _answers.GetOrAdd(method, _ => new()).Enqueue(answer);

    public int Count(string method) => _calls.Count(call => call.Method == method);

    public SlackClient Client(TimeProvider? time = null) => new(
        SlackClient.CreateHttpClient(), Options, SlackClient.CreateRateLimiter(), Health, time ?? TimeProvider.System,
        Log.For<SlackClient>());

    public SlackInstallation Installation(SlackClient? client = null) => new(client ?? Client(), Options, Log.For<SlackInstallation>());

    /// <summary>Answers to submitted dialogs that are under way.</summary>
    public PendingViewResponses Answers { get; } = new(TimeProvider.System);

    public SlackChannel Channel(TimeProvider? time = null)
    {
        var client = Client(time);
        var installation = Installation(client);
        return new SlackChannel(client, installation, new SlackDirectory(client, installation, time ?? TimeProvider.System),
            new SentNotices(client, installation), Answers);
    }

    public async ValueTask DisposeAsync()
    {
        Health.Dispose();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await SlackCall.ReadAsync(context.Request);
        _calls.Enqueue(call);
        if (_answers.TryGetValue(call.Method, out var waiting) && waiting.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        await context.Response.WriteAsync(_usual.TryGetValue(call.Method, out var usual) ? usual.ToJsonString() : """{"ok":true}""");
    }
}

/// <summary>One call as it came over the wire.</summary>
/// <param name="Method">The end of the path.</param>
/// <param name="Arguments">The body's members; of a form all are texts.</param>
internal sealed record SlackCall(string HttpMethod, string Method, string Authorization, string ContentType, JsonObject Arguments)
{
    public static async Task<SlackCall> ReadAsync(HttpRequest request)
    {
        JsonObject arguments = [];
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync())
            {
                arguments[name] = value.ToString();
            }
        }
        else if ((await JsonNode.ParseAsync(request.Body))?.AsObject() is { } body)
        {
            arguments = body;
        }

        return new SlackCall(
            request.Method, request.Path.Value!.Split('/')[^1], request.Headers.Authorization.ToString(), request.ContentType ?? "",
                arguments);
    }
}

/// <summary>Everything that was logged, with its exceptions.</summary>
internal sealed class CapturedLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger<T> For<T>() => new Captured<T>(_lines);

    private sealed class Captured<T>(ConcurrentQueue<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
