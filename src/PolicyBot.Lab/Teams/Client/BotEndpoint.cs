using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Client;

/// <summary>What the bot answered over HTTP.</summary>
/// <param name="Status">HTTP status; 0: no answer in time, or none at all.</param>
/// <param name="ContentType">Media type without parameters; empty: none.</param>
/// <param name="Body">The body as text.</param>
public sealed record BotAnswer(int Status, string ContentType, string Body);

/// <summary>The channel's side of the bot's messaging endpoint: signs, posts, waits as long as Teams waits.</summary>
internal sealed class BotEndpoint : IDisposable
{
    private readonly HttpClient _http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The bot's <c>/api/messages</c>; null until there is a bot.</summary>
    public Uri? Address { get; set; }

    public void Dispose() => _http.Dispose();

    public async Task<BotAnswer> PostAsync(JsonObject activity, string? token, TimeSpan within, CancellationToken cancellationToken)
    {
        if (Address is null)
        {
            return new BotAnswer(0, "", "There is no bot.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new StringContent(activity.ToJsonString(Wire.Relaxed), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(
            "MS-CV", Convert.ToBase64String(Guid.Parse(TeamsDirectory.NewOpaqueId()).ToByteArray()).TrimEnd('=') + ".1.1");
        request.Headers.TryAddWithoutValidation("x-ms-conversation-id", activity["conversation"].Text("id"));
        request.Headers.TryAddWithoutValidation("x-ms-tenant-id", activity["conversation"].Text("tenantId"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Microsoft-SkypeBotApi", "3.0"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var body = await response.Content.ReadAsStringAsync(limit.Token);
            return new BotAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body);
        }
        catch (HttpRequestException unreachable)
        {
            return new BotAnswer(0, "", unreachable.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BotAnswer(0, "", $"No answer within {within.TotalSeconds:0} s.");
        }
    }
}
