using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;
using PolicyBot.Web.Outside;
using StandardWebhooks;

namespace PolicyBot.Web.Webhooks;

/// <summary>Posts events, signed after Standard Webhooks.</summary>
/// <param name="http">Calls what people named.</param>
/// <param name="register">Where this PolicyBot is reached: its events' source.</param>
/// <param name="time">The real clock: signatures follow no turned one.</param>
public sealed class WebhookCall(OutsideHttp http, RegisterAddress register, TimeProvider time) : IWebhookCall
{
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(6);
    private static readonly MediaTypeHeaderValue Json = new("application/cloudevents+json", "utf-8");

    private Uri Source => register.Origin ?? new Uri("urn:policybot");

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(WebhookEndpoint endpoint, SentEvent sent, CancellationToken cancellationToken) =>
        PostAsync(endpoint, sent.Id, WebhookEvents.Render(Source, sent), cancellationToken);

    /// <summary>Posts a test.</summary>
    /// <param name="endpoint">Where to.</param>
    public Task<SendOutcome> TestAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (id, now) = ($"test-{WebhookEndpoint.DrawId()}", time.GetUtcNow());
        return PostAsync(endpoint, id, WebhookEvents.RenderTest(Source, id, now), cancellationToken);
    }

    /// <summary>
    /// The signatures, with a space between. While one secret takes over from another both sign, and the older one stands first: there are
    /// receivers that look at no other.
    /// </summary>
    internal static string Sign(WebhookEndpoint endpoint, string id, DateTimeOffset at, string body) => string.Join(
        ' ',
        new[] { endpoint.Secret, endpoint.NextSecret }.OfType<WebhookSecret>()
            .Select(secret => new StandardWebhook(secret.ToKey()).Sign(id, at, body)));

    private async Task<SendOutcome> PostAsync(WebhookEndpoint endpoint, string id, string body, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = Json } },
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PolicyBot-Webhooks", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Sign(endpoint, id, now, body));
        var answer = await http.SendAsync(request, cancellationToken);
        var after = answer.RetryAfter is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestAsked.Ticks)) : TimeSpan.Zero;
        return answer.Status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new SendOutcome.Sent(
                new MessageRef("webhook", "", endpoint.Id, id)),
            HttpStatusCode.Gone => new SendOutcome.Gone(answer.Code),
            HttpStatusCode.TooManyRequests => new SendOutcome.Later(after, answer.Code, PauseReason.Throttled),
            null or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new SendOutcome.Later(after, answer.Code),
            _ => new SendOutcome.Later(after, answer.Code, PauseReason.Refused), // a redirect too: it is not followed
        };
    }
}
