using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Tests.Slack;

/// <summary>One request that reached the app.</summary>
internal sealed record Arrival(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public IReadOnlyDictionary<string, string> Form =>
        QueryHelpers.ParseQuery(Text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    public JsonObject Json => Wire.TryParseObject(Path.EndsWith("/interactions", StringComparison.Ordinal) ? Form["payload"] : Text)!;
}

/// <summary>A workspace, an app that answers as the test says, and a bare HTTP client in the app's place.</summary>
internal sealed class WorkspaceFixture : IAsyncDisposable
{
    public const string Ana = "ana@contoso.example";

    private readonly LoopbackServer _app;
    private readonly HttpClient _http = new();

    private WorkspaceFixture(SlackWorkspace workspace, LoopbackServer app) => (Workspace, _app) = (workspace, app);

    public SlackWorkspace Workspace { get; }

    public ConcurrentQueue<Arrival> Received { get; } = new();

    public ChangeSignal Arrivals { get; } = new();

    /// <summary>What the app does with a request; null: 200 and nothing.</summary>
    public Func<Arrival, Task<(int Status, JsonNode? Body)>>? App { get; set; }

    public static async Task<WorkspaceFixture> StartAsync(SlackWorkspaceOptions? options = null)
    {
        WorkspaceFixture? fixture = null;
        var workspace = await SlackWorkspace.StartAsync(options, CancellationToken.None);
        var app = await LoopbackServer.StartAsync(context => fixture!.AnswerAsync(context), CancellationToken.None);
        workspace.AppAddress = app.Address;
        return fixture = new WorkspaceFixture(workspace, app);
    }

    public static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public async Task<JsonObject> CallAsync(string method, JsonObject arguments, string? token = "own") =>
        (await SendAsync(method, arguments, token)).Body;

    public async Task<(int Status, JsonObject Body, HttpResponseHeaders Headers)> SendAsync(
        string method, JsonObject arguments, string? token = "own", bool asForm = false)
    {
        using HttpContent content = asForm
            ? new FormUrlEncodedContent(
                arguments.Select(argument =>
                    KeyValuePair.Create(
                        argument.Key, argument.Value is JsonValue value ? value.ToString() : argument.Value!.ToJsonString())))
            : new StringContent(arguments.ToJsonString(Wire.Relaxed), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Workspace.ApiBaseUrl, method)) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token == "own" ? Workspace.Options.BotToken : token);
        }

        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, Wire.TryParseObject(await response.Content.ReadAsStringAsync()) ?? [], response.Headers);
    }

    public async Task<int> RespondAsync(string url, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(url), content);
        return (int)response.StatusCode;
    }

    /// <summary>Posts a message with buttons to Ana and returns it as she sees it.</summary>
    public async Task<SlackMessage> PostButtonsAsync(params string[] titles)
    {
        var posted = await CallAsync("chat.postMessage", new JsonObject
        {
            ["channel"] = Workspace.Person(Ana).Account.Id,
            ["text"] = "Ana, decide",
            ["blocks"] = new JsonArray(Section("MFA off on svc-build"), Buttons(titles)),
        });
        return Workspace.Person(Ana).Messages.Single(message => message.Ts == posted.Text("ts"));
    }

    public Task<Arrival> ReceiveAsync(Func<Arrival, bool> wanted) => Arrivals.UntilAsync(() => Received.FirstOrDefault(wanted), Deadline());

    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    public static JsonObject Section(string text) =>
        new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text } };

    public static JsonObject Buttons(params string[] titles) => new()
    {
        ["type"] = "actions",
        ["block_id"] = "decide",
        ["elements"] = new JsonArray([.. titles.Select((title, index) => new JsonObject
        {
            ["type"] = "button", ["action_id"] = $"verb{index}", ["text"] = Plain(title), ["value"] = "PX-1|3",
        })]),
    };

    public static JsonObject Input(string id, JsonObject? element = null) => new()
    {
        ["type"] = "input",
        ["block_id"] = id,
        ["label"] = Plain($"The {id}"),
        ["element"] = element
            ?? new JsonObject
            {
                ["type"] = "plain_text_input",
                ["action_id"] = "value",
                ["multiline"] = true,
                ["min_length"] = 10,
                ["max_length"] = 3000
            },
    };

    public static JsonObject Modal(params JsonNode[] blocks) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = "approve",
        ["private_metadata"] = "PX-1|3",
        ["title"] = Plain("Approve"),
        ["submit"] = Plain("Approve"),
        ["close"] = Plain("Close"),
        ["blocks"] = new JsonArray([.. blocks.Select(block => block.DeepClone())]),
    };

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var arrival = new Arrival(context.Request.Path.Value!, headers, await context.Request.ReadBytesAsync(context.RequestAborted));
        Received.Enqueue(arrival);
        Arrivals.Raise();
        var (status, body) = App is null ? (200, null) : await App(arrival);
        context.Response.StatusCode = status;
        if (body is not null)
        {
            await context.Response.WriteJsonAsync(status, body, context.RequestAborted);
        }
    }
}
