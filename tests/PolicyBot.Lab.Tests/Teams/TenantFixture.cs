using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams;

namespace PolicyBot.Lab.Tests.Teams;

/// <summary>A tenant, a bot that answers as the test says, and a bare HTTP client in the bot's place.</summary>
internal sealed class TenantFixture : IAsyncDisposable
{
    private readonly LoopbackServer _bot;
    private readonly HttpClient _http;

    private TenantFixture(TeamsTenant tenant, LoopbackServer bot, HttpClient http) => (Tenant, _bot, _http) = (tenant, bot, http);

    public TeamsTenant Tenant { get; }

    public List<(JsonObject Activity, string? Authorization)> Received { get; } = [];

    public Func<JsonObject, (int Status, JsonNode? Body)> Bot { get; set; } = _ => (200, null);

    public static async Task<TenantFixture> StartAsync(TeamsTenantOptions? options = null)
    {
        TenantFixture? fixture = null;
        var tenant = await TeamsTenant.StartAsync(options, CancellationToken.None);
        var bot = await LoopbackServer.StartAsync(context => fixture!.AnswerAsync(context), CancellationToken.None);
        tenant.BotAddress = new Uri(bot.Address, "/api/messages");
        var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
                { RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    shown!.GetCertHashString(HashAlgorithmName.SHA256) == tenant.AuthorityCertificateSha256 },
        });
        return fixture = new TenantFixture(tenant, bot, http);
    }

    public async Task<(int Status, JsonNode? Body)> AskForTokenAsync(params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Tenant.Options.AppId,
            ["client_secret"] = Tenant.Options.AppPassword,
            ["scope"] = "https://api.botframework.com/.default",
        };
        foreach (var (name, value) in changes.Where(change => change.Name != "tenant"))
        {
            form[name] = value;
        }

        var tenantId = changes.FirstOrDefault(change => change.Name == "tenant").Value ?? Tenant.Options.TenantId;
        using var response =
            await _http.PostAsync(new Uri(Tenant.AuthorityHost, $"{tenantId}/oauth2/v2.0/token"), new FormUrlEncodedContent(form));
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }

    public async Task<string> TokenAsync() => (await AskForTokenAsync()).Body!["access_token"]!.GetValue<string>();

    public async Task<(int Status, JsonNode? Body, HttpResponseHeaders Headers)> CallAsync(
        HttpMethod method, string path, JsonNode? body = null, string? token = "own",
        string contentType = "application/json; charset=utf-8")
    {
        using var request = new HttpRequestMessage(method, Tenant.ServiceUrl.TrimEnd('/') + path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token == "own" ? await TokenAsync() : token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString(Wire.Relaxed)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers);
    }

    public async Task<string> GetAsync(Uri address) => await _http.GetStringAsync(address);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Tenant.DisposeAsync();
        await _bot.DisposeAsync();
    }

    public static JsonObject CardMessage(JsonObject card) => new()
    {
        ["type"] = "message",
        ["summary"] = "A card",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
    };

    public static JsonObject ApprovalCard(string text = "MFA off on svc-build") => new()
    {
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["body"] = new JsonArray(
            new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true },
            new JsonObject
            {
                ["type"] = "Input.Text",
                ["id"] = "comment",
                ["label"] = "Why?",
                ["isRequired"] = true,
                ["errorMessage"] = "Write at least 10 characters.",
                ["regex"] = @"^\s*\S[\s\S]{8,}\S\s*$",
            }),
        ["actions"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "Action.Execute",
                ["title"] = "Approve",
                ["verb"] = "review.approve",
                ["data"] = new JsonObject { ["id"] = "PX-1" },
                ["fallback"] =
                    new JsonObject
                    {
                        ["type"] = "Action.Submit",
                        ["title"] = "Approve",
                        ["data"] = new JsonObject { ["verb"] = "review.approve" }
                    },
            },
            new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open the record", ["url"] = "https://policybot.example/register" }),
    };

    public static string Segment(string id) => Uri.EscapeDataString(id);

    public async Task<string> PostCardAsync(string email)
    {
        var person = Tenant.Person(email);
        await person.InstallAsync(CancellationToken.None);
        var (_, body, _) =
            await CallAsync(HttpMethod.Post, $"/v3/conversations/{Segment(person.Chat.Id)}/activities", CardMessage(ApprovalCard()));
        return body!["id"]!.GetValue<string>();
    }

    private async Task AnswerAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        var activity = Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(context.RequestAborted)))!;
        Received.Add((activity, context.Request.Headers.Authorization));
        var (status, body) = Bot(activity);
        context.Response.StatusCode = status;
        if (body is not null)
        {
            await context.Response.WriteJsonAsync(status, body, context.RequestAborted);
        }
    }
}
