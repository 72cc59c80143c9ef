using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;

namespace PolicyBot.Slack.Outbound;

/// <summary>
/// Slack's Web API, with Slack's names (docs.slack.dev/apis/web-api). Tries once, and says in its reply what a queue may do next: nothing
/// is retried here, least of all <c>views.open</c>, whose trigger works once.
/// </summary>
/// <param name="http">Without redirects and with a connect time-out, as <see cref="CreateHttpClient"/> makes it.</param>
/// <param name="time">The real time.</param>
internal sealed partial class SlackClient(
    HttpClient http, SlackOptions options, ChannelRateLimiter pace, SlackHealth health, TimeProvider time, ILogger<SlackClient> logger)
{
    /// <summary>How long a call that changes something may take, after its turn has come.</summary>
    public static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    /// <summary>How long a look-up may take: a person or a message waits for it.</summary>
    public static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseWhenNotSaid = TimeSpan.FromSeconds(30);
    private static readonly string[] ResponseHosts = ["hooks.slack.com", "hooks.slack-gov.com"];
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };
    private static readonly ProductInfoHeaderValue UserAgent =
        new("PolicyBot", typeof(SlackClient).Assembly.GetName().Version?.ToString(3));

    // An escaped CJK character is twice its size, and messages have a size limit. Nothing written here is ever put into HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Uri _base = new(options.ApiBaseUrl);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _pausedUntil = new(StringComparer.Ordinal);

    /// <summary>
    /// Makes the client to use. A connection that was opened once is kept: a trigger runs out after 3 seconds, and opening one takes its
    /// share.
    /// </summary>
    public static HttpClient CreateHttpClient() => HttpExchange.CreateClient(TimeSpan.FromMinutes(15), handler =>
    {
        handler.PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10);
        handler.ActivityHeadersPropagator = null; // a span of HTTP would hold the response URL
    });

    /// <summary>
    /// Makes the pace that Slack asks for (docs.slack.dev/apis/web-api/rate-limits): about one message a second for each channel, "short
    /// bursts" allowed, and several hundred a minute for the workspace. About 2 seconds of waiting at most.
    /// </summary>
    public static ChannelRateLimiter CreateRateLimiter() => new(
        conversation: ChannelRateLimiter.Bucket(4, TimeSpan.FromSeconds(1), 2),
        tenant: ChannelRateLimiter.Bucket(20, TimeSpan.FromMilliseconds(200), 10));

    /// <summary>Calls a method.</summary>
    /// <param name="method">Its name; one of <see cref="SlackMethods.All"/>.</param>
    /// <param name="arguments">Its arguments; null members are left out of a form.</param>
    public async Task<SlackReply> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        var called = SlackMethods.All[method];
        if (PauseOf(method) is { } paused)
        {
            return new SlackReply.Later(paused, "ratelimited", PauseReason.Held);
        }

        if (called.IsMessage && await pace.WaitAsync("", arguments["channel"].AsText(), cancellationToken) is { } stayAway)
        {
            return new SlackReply.Later(stayAway, "paced", PauseReason.Held);
        }

        using var span = SlackTelemetry.Source.StartActivity(method, ActivityKind.Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, method));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", called.OfApp ? options.AppToken : options.BotToken);
        request.Content = called.IsForm ? Form(arguments) : Body(arguments);
        var reply = await SendAsync(called, request, cancellationToken);
        Tell(called, reply);
        return reply;
    }

    /// <summary>Answers by a response URL, which works 5 times in 30 minutes. It is a secret: it is never logged.</summary>
    /// <param name="responseUrl">As it came with an interaction.</param>
    public async Task<SlackReply> RespondAsync(string responseUrl, JsonObject message, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(responseUrl, UriKind.Absolute, out var address) || !IsResponseHost(address))
        {
            ForeignResponseUrl();
            return new SlackReply.Refused("ForeignResponseUrl", [], SlackFault.Other);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Body(message) };
        var reply = await ExchangeAsync("response_url", false, WriteWithin, request, ReadResponse, cancellationToken);
        Count("response_url", CodeOf(reply));
        return reply;

        SlackReply ReadResponse(HttpResponseMessage response, byte[] content)
        {
            if (response.IsSuccessStatusCode)
            {
                return new SlackReply.Done([], []);
            }

            CallFailed("response_url", (int)response.StatusCode, "", "", RequestId(response));
            // used up or run out; Slack's wording varies
            return new SlackReply.Refused($"Http{(int)response.StatusCode}", [], SlackFault.Gone);
        }
    }

    private bool IsResponseHost(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && ResponseHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase))
        || (_base.IsLoopback
        && Uri.Compare(address, _base, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0);

    private Task<SlackReply> SendAsync(
        SlackMethod method, HttpRequestMessage request, CancellationToken cancellationToken) => ExchangeAsync(
        method.Name, method.IsRepeatable, method.IsRead ? ReadWithin : WriteWithin, request, (response, content) =>
            Read(method, response, content), cancellationToken);

    private Task<SlackReply> ExchangeAsync(
        string method, bool repeatable, TimeSpan within, HttpRequestMessage request, Func<HttpResponseMessage, byte[], SlackReply> read,
        CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.Add(UserAgent);
        return HttpExchange.SendAsync(http, request, within, time, read, Lost, cancellationToken);

        SlackReply Lost(Exception failure, string code, bool mayHaveArrived)
        {
            NoAnswer(method, failure);
            return SlackErrors.Lost(repeatable || !mayHaveArrived, code);
        }
    }

    private SlackReply Read(SlackMethod method, HttpResponseMessage response, byte[] content)
    {
        var (status, request) = ((int)response.StatusCode, RequestId(response));
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var pause = HttpExchange.AskedPause(response, TimeSpan.FromSeconds(1), LongestPause, time.GetUtcNow()) ?? PauseWhenNotSaid;
            _pausedUntil[method.Name] = time.GetUtcNow() + pause;
            CallFailed(method.Name, status, "ratelimited", "", request);
            return new SlackReply.Later(pause, "ratelimited", PauseReason.Throttled);
        }

        var body = Parse(content);
        if (response.IsSuccessStatusCode && body.Member("ok").IsTrue())
        {
            CallDone(method.Name, status, "", request);
            return new SlackReply.Done(body!, Scopes(response));
        }

        var reply = body?["ok"] is not null ? SlackErrors.Read(method, body, status >= 500)
            // a proxy's page, or half an answer
            : status >= 500 || response.IsSuccessStatusCode ? SlackErrors.Lost(method.IsRepeatable, $"Http{status}")
            // redirects are not followed
            : new SlackReply.Refused($"Http{status}", [], status < 400 ? SlackFault.Configuration : SlackFault.Other);
        var (code, messages) = (CodeOf(reply), reply is SlackReply.Refused refused ? string.Join("; ", refused.Messages) : "");
        if (code == method.Answer)
        {
            CallDone(method.Name, status, code, request);
        }
        else
        {
            CallFailed(method.Name, status, code, messages, request);
        }

        return reply;
    }

    private void Tell(SlackMethod method, SlackReply reply)
    {
        if (CodeOf(reply) is var code && code != method.Answer)
        {
            Count(method.Name, code);
        }

        if (method.OfApp)
        {
            return; // the other token
        }

        switch (reply)
        {
            case SlackReply.Done:
                health.Works();
                break;
            case SlackReply.Refused { Fault: SlackFault.Installation } dead:
                health.Refused(dead.Code);
                break;
        }
    }

    private static void Count(string method, string code)
    {
        if (code.Length > 0)
        {
            SlackTelemetry.FailedCalls.Add(
                1, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("code", code));
        }
    }

    private static string CodeOf(SlackReply reply) => reply switch
    {
        SlackReply.Later later => later.Code,
        SlackReply.MaybeDone unsure => unsure.Code,
        SlackReply.Refused refused => refused.Code,
        _ => "",
    };

    private TimeSpan? PauseOf(string method) =>
        _pausedUntil.TryGetValue(method, out var until) && until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;

    private static FormUrlEncodedContent Form(JsonObject arguments) => new(
        arguments.Where(argument => argument.Value is not null)
            .Select(argument => KeyValuePair.Create(argument.Key, argument.Value!.GetValueKind() switch
            {
                JsonValueKind.String => argument.Value.GetValue<string>(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => argument.Value.ToJsonString(),
            })));

    private static ByteArrayContent Body(JsonObject arguments)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, Plain))
        {
            arguments.WriteTo(writer);
        }

        return new ByteArrayContent(written.ToArray()) { Headers = { ContentType = Json } };
    }

    private static JsonObject? Parse(byte[] content)
    {
        if (!Utf8.IsValid(content))
        {
            return null; // .NET reads no text that holds what is none
        }

        SurrogateHalves.Replace(content);
        try
        {
            return JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Scopes(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-oauth-scopes", out var values)
        ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
        : [];

    private static string RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-slack-req-id", out var values) ? string.Join(',', values) : "";

    [LoggerMessage(EventId = 711, Level = LogLevel.Debug, Message = "Slack {Method}: {Status} {Code}; request {RequestId}.")]
    private partial void CallDone(string method, int status, string code, string requestId);

    [LoggerMessage(EventId = 712, Level = LogLevel.Warning,
        Message = "Slack {Method} failed: {Status} {Code} {Messages}; request {RequestId}.")]
    private partial void CallFailed(string method, int status, string code, string messages, string requestId);

    [LoggerMessage(EventId = 713, Level = LogLevel.Warning, Message = "Slack {Method} got no answer.")]
    private partial void NoAnswer(string method, Exception failure);

    [LoggerMessage(EventId = 714, Level = LogLevel.Error, Message = "Slack response URL not used: its host is not Slack's.")]
    private partial void ForeignResponseUrl();
}
