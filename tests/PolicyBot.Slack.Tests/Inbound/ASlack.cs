using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>One call that Slack got.</summary>
/// <param name="Method">The method, or <c>respond</c> for a response URL.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Call(string Method, JsonObject Arguments)
{
    /// <summary>The whole call as text, to look for words in.</summary>
    public string Words => Arguments.ToJsonString();
}

/// <summary>
/// As much of Slack as these tests need: it takes calls, remembers them, and answers that all went well, unless a test says otherwise.
/// </summary>
internal sealed class ASlack : IAsyncDisposable
{
    public const string Team = "T024BE7LD";
    public const string BotUser = "U0POLICYBOT";

    private readonly ConcurrentQueue<Call> _calls = new();
    private ALoopbackServer _server = null!;
    private int _numbers;

    /// <summary>The <c>ts</c> of the newest message; empty for none.</summary>
    public string LastPosted { get; private set; } = "";

    /// <summary>Everything that was called since the last <see cref="Forget"/>, without the look-ups of identities.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls.Where(call => call.Method is not ("auth.test" or "users.info"))];

    /// <summary>What Slack answers to a call instead; null: that it went well.</summary>
    public Func<Call, Task<JsonObject?>> OnCall { get; set; } = _ => Task.FromResult<JsonObject?>(null);

    /// <summary>The people, by user id, with their addresses.</summary>
    public ConcurrentDictionary<string, string> People { get; } = new();

    /// <summary>Those of them that are switched off.</summary>
    public ConcurrentBag<string> SwitchedOff { get; } = [];

    /// <summary>Takes connections of Socket Mode.</summary>
    public ASocketServer Sockets { get; } = new();

    public Uri Api => new(_server.Address, "/api/");

    public string ResponseUrl => new Uri(_server.Address, "/actions/T024BE7LD/1/s3cretResponseUrl").ToString();

    public static async Task<ASlack> StartAsync()
    {
        var slack = new ASlack();
        slack._server = await ALoopbackServer.StartAsync(slack.AnswerAsync);
        return slack;
    }

    public IReadOnlyList<Call> To(string method) => [.. Calls.Where(call => call.Method == method)];

    public void Forget() => _calls.Clear();

    public async ValueTask DisposeAsync()
    {
        Sockets.CloseAll();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await Sockets.ServeAsync(context);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!;
        var arguments = context.Request.ContentType!.StartsWith("application/json", StringComparison.Ordinal)
            ? JsonNode.Parse(body)!.AsObject()
            : new JsonObject(new FormReader(body).ReadForm()
            .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.ToString())));
        var call = new Call(path.StartsWith("/api/", StringComparison.Ordinal) ? path[5..] : "respond", arguments);
        _calls.Enqueue(call);
        var answer = await OnCall(call) ?? Good(call);
        answer["ok"] ??= true;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject Good(Call call)
    {
        var number = Interlocked.Increment(ref _numbers);
        return call.Method switch
        {
            "auth.test" => new JsonObject { ["team_id"] = Team, ["user_id"] = BotUser, ["bot_id"] = "B0POLICYBOT" },
            "users.info" when People.TryGetValue(call.Arguments["user"]!.GetValue<string>(), out var mail) => new JsonObject
            {
                ["user"] = new JsonObject
                {
                    ["id"] = call.Arguments["user"]!.DeepClone(),
                    ["team_id"] = Team,
                    ["is_email_confirmed"] = true,
                    ["deleted"] = SwitchedOff.Contains(call.Arguments["user"]!.GetValue<string>()),
                    ["profile"] = new JsonObject { ["email"] = mail, ["real_name"] = mail.Split('@')[0] },
                },
            },
            "users.info" => new JsonObject { ["ok"] = false, ["error"] = "user_not_found" },
            "chat.postMessage" =>
                new JsonObject
                {
                    ["channel"] = DirectOf(call.Arguments["channel"]!.GetValue<string>()),
                    ["ts"] = LastPosted = $"1790000000.{number:D6}"
                },
            "views.open" => new JsonObject { ["view"] = new JsonObject { ["id"] = $"V{number}" } },
            "apps.connections.open" =>
                new JsonObject
                {
                    ["url"] =
                    new UriBuilder(new Uri(_server.Address, $"/link/?ticket={number}")) { Scheme = "ws" }.ToString()
                },
            _ => [],
        };
    }

    private static string DirectOf(string channel) => channel[0] == 'U' ? "D" + channel[1..] : channel;
}
