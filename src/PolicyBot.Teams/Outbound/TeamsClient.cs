using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Identity;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Outbound;

/// <summary>
/// The Bot Connector's REST API, with the vendor's names (MicrosoftDocs/bot-docs
/// <c>articles/rest-api/bot-framework-rest-connector-api-reference.md</c>). Tries once, and says in its outcome what a queue may do next;
/// only a refused token is replaced and tried again here.
/// </summary>
/// <param name="http">Without redirects and with a connect time-out, as <see cref="CreateHttpClient"/> makes it.</param>
/// <param name="time">The real time.</param>
internal sealed partial class TeamsClient(
    HttpClient http, ConnectorTokens tokens, ServiceUrlAllowList allowed, ChannelRateLimiter pace, TimeProvider time,
    ILogger<TeamsClient> logger)
{
    /// <summary>How long one call may take after its turn has come.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PauseWithoutToken = TimeSpan.FromSeconds(30);
    private static readonly ResourceResponse NoId = new();

    // The charset must be named: emoji break without it.
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };
    private static readonly ProductInfoHeaderValue UserAgent =
        new("PolicyBot", typeof(TeamsClient).Assembly.GetName().Version?.ToString(3));

    /// <summary>Makes the client to use.</summary>
    public static HttpClient CreateHttpClient() => HttpExchange.CreateClient(TimeSpan.FromMinutes(5));

    /// <summary>
    /// Makes the pace that Teams asks for ("Rate limits for agents/bots"): 25 calls a second for each tenant, where 50 are allowed, and 5
    /// writes at once for each conversation, then one every 700 ms, because besides 7 in one second only 8 in two and 60 in thirty are
    /// allowed. About 2 seconds of waiting at most.
    /// </summary>
    public static ChannelRateLimiter CreateRateLimiter() => new(
        conversation: ChannelRateLimiter.Bucket(5, TimeSpan.FromMilliseconds(700), 3),
        tenant: ChannelRateLimiter.Bucket(25, TimeSpan.FromMilliseconds(40), 50));

    /// <summary>Posts a message.</summary>
    public Task<ConnectorOutcome<ResourceResponse>> SendToConversationAsync(
        ConversationAddress to, Activity activity, CancellationToken cancellationToken) =>
        CallAsync(
            new Call(HttpMethod.Post, to, ConnectorTarget.Conversation,
                ["conversations", to.ConversationId, "activities"])
            { Activity = Addressed(to, activity) },
            TeamsJson.Lenient.ResourceResponse, NoId, cancellationToken);

    /// <summary>Replaces text and card of one of our own messages, for all readers.</summary>
    public Task<ConnectorOutcome<ResourceResponse>> UpdateActivityAsync(
        ConversationAddress to, string activityId, Activity activity, CancellationToken cancellationToken) =>
        CallAsync(
            new Call(HttpMethod.Put, to, ConnectorTarget.Message, ["conversations", to.ConversationId, "activities", activityId])
            {
                Activity = Addressed(to, activity) with { Id = activityId },
            },
            TeamsJson.Lenient.ResourceResponse, NoId, cancellationToken);

    /// <summary>
    /// Opens a conversation. A one-to-one chat without a first message comes back the same each time, so that may be repeated.
    /// </summary>
    /// <param name="serviceUrl">As last verified for that tenant, or <see cref="ConversationAddress.GlobalServiceUrl"/>.</param>
    public Task<ConnectorOutcome<ConversationResourceResponse>> CreateConversationAsync(
        string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken) =>
        CallAsync(
            new Call(HttpMethod.Post, new ConversationAddress(serviceUrl, "", parameters.TenantId ?? ""), ConnectorTarget.Conversation,
                ["conversations"])
            {
                Parameters = parameters,
                IsRepeatable = parameters.Activity is null,
            },
            TeamsJson.Lenient.ConversationResourceResponse, null, cancellationToken);

    /// <summary>Asks the roster for one member.</summary>
    /// <param name="memberId">A <c>29:…</c> id of this bot, an Entra object id, or a sign-in name.</param>
    public Task<ConnectorOutcome<TeamsChannelAccount>> GetConversationMemberAsync(
        ConversationAddress of, string memberId, CancellationToken cancellationToken) =>
        CallAsync(
            new Call(HttpMethod.Get, of, ConnectorTarget.Member, ["conversations", of.ConversationId, "members", memberId]),
            TeamsJson.Lenient.TeamsChannelAccount, null, cancellationToken);
    private static Activity Addressed(ConversationAddress to, Activity activity) =>
        activity with { Conversation = new ConversationAccount { Id = to.ConversationId } };

    private async Task<ConnectorOutcome<T>> CallAsync<T>(
        Call call, JsonTypeInfo<T> answer, T? whenEmpty, CancellationToken cancellationToken)
        where T : class
    {
        if (!allowed.TryRead(call.To.ServiceUrl, out var serviceUrl))
        {
            ForeignServiceUrl(call.Method, call.Target);
            return new ConnectorOutcome<T>.Never(ConnectorFault.ForeignServiceUrl, "ForeignServiceUrl");
        }

        if (call.Address(serviceUrl) is not { } address)
        {
            return new ConnectorOutcome<T>.Never(ConnectorFault.BadRequest, "UnusableId");
        }

        try
        {
            // The token first: fetching it takes a while, and those whose turn had come meanwhile would all go at once.
            var token = await tokens.GetAsync(refused: null, cancellationToken);
            if (await pace.WaitAsync(call.To.TenantId, call.IsWrite ? call.To.ConversationId : null, cancellationToken) is { } stayAway)
            {
                return new ConnectorOutcome<T>.Later(stayAway, "Paced", PauseReason.Held);
            }

            var outcome = await SendAsync(call, address, token, answer, whenEmpty, cancellationToken);
            return token is not null && outcome is ConnectorOutcome<T>.Never { Fault: ConnectorFault.Unauthorized }
                ? await SendAsync(
                    call, address, await tokens.GetAsync(refused: token, cancellationToken), answer, whenEmpty, cancellationToken)
                : outcome;
        }
        catch (AuthenticationFailedException failure)
        {
            NoToken(failure);
            return new ConnectorOutcome<T>.Later(PauseWithoutToken, "NoToken");
        }
    }

    private async Task<ConnectorOutcome<T>> SendAsync<T>(
        Call call, Uri address, string? token, JsonTypeInfo<T> answer, T? whenEmpty, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(call.Method, address);
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (call.Body() is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = Json;
        }

        return await HttpExchange.SendAsync(http, request, AnswerWithin, time, ReadOutcome, Lost, cancellationToken);

        ConnectorOutcome<T> ReadOutcome(HttpResponseMessage response, byte[] content)
        {
            var (operation, correlation) = (Header(response, "X-Correlating-OperationId"), Header(response, "MS-CV"));
            if (response.IsSuccessStatusCode)
            {
                CallDone(call.Method, call.Target, (int)response.StatusCode, operation, correlation);
                return (Read(content, answer) ?? whenEmpty) is { } value
                    ? new ConnectorOutcome<T>.Done(value)
                    : ConnectorError.Lost<T>(call.IsRepeatable, "UnreadableAnswer"); // a proxy's page, or half an answer
            }

            var error = ConnectorError.From(response, content, time.GetUtcNow());
            CallFailed(call.Method, call.Target, (int)error.Status, error.Code, operation, correlation);
            return error.ToOutcome<T>(call.IsRepeatable, call.Target);
        }

        ConnectorOutcome<T> Lost(Exception failure, string code, bool mayHaveArrived)
        {
            NoAnswer(call.Method, call.Target, failure);
            return ConnectorError.Lost<T>(call.IsRepeatable || !mayHaveArrived, code);
        }
    }

    private static T? Read<T>(byte[] content, JsonTypeInfo<T> answer)
        where T : class
    {
        try
        {
            return content.Length == 0 ? null : JsonSerializer.Deserialize(content, answer);
        }
        catch (JsonException)
        {
            return null; // it was done all the same; only the id is lost
        }
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    [LoggerMessage(EventId = 611, Level = LogLevel.Debug,
        Message = "Connector {Method} of a {Target}: {Status}; operation {Operation}, MS-CV {Correlation}.")]
    private partial void CallDone(HttpMethod method, ConnectorTarget target, int status, string operation, string correlation);

    [LoggerMessage(EventId = 612, Level = LogLevel.Warning,
        Message = "Connector {Method} of a {Target} failed: {Status} {Code}; operation {Operation}, MS-CV {Correlation}.")]
    private partial void CallFailed(
        HttpMethod method, ConnectorTarget target, int status, string code, string operation, string correlation);

    [LoggerMessage(EventId = 613, Level = LogLevel.Warning, Message = "Connector {Method} of a {Target} got no answer.")]
    private partial void NoAnswer(HttpMethod method, ConnectorTarget target, Exception failure);

    [LoggerMessage(EventId = 614, Level = LogLevel.Error,
        Message = "Connector {Method} of a {Target} not sent: the service URL is not on the allow-list.")]
    private partial void ForeignServiceUrl(HttpMethod method, ConnectorTarget target);

    [LoggerMessage(EventId = 615, Level = LogLevel.Error, Message = "Connector token request failed.")]
    private partial void NoToken(AuthenticationFailedException failure);

    private sealed record Call(HttpMethod Method, ConversationAddress To, ConnectorTarget Target, IReadOnlyList<string> Segments)
    {

        public Activity? Activity { get; init; }

        public ConversationParameters? Parameters { get; init; }

        /// <summary>Whether doing it twice is doing it once.</summary>
        public bool IsRepeatable { get; init; } = Method != HttpMethod.Post;

        /// <summary>Whether it counts as a message of that conversation.</summary>
        public bool IsWrite => Method != HttpMethod.Get && To.ConversationId.Length > 0;

        public byte[]? Body() =>
            Activity is not null ? JsonSerializer.SerializeToUtf8Bytes(Activity, TeamsJson.Lenient.Activity)
            : Parameters is not null ? JsonSerializer.SerializeToUtf8Bytes(Parameters, TeamsJson.Lenient.ConversationParameters)
            : null;

        /// <summary>Each segment encoded whole. Null for an id that would not stay a segment: a URI drops "." and "..".</summary>
        public Uri? Address(Uri serviceUrl) => Segments.Any(segment => segment is "" or "." or "..")
            ? null
            : new Uri($"{serviceUrl.AbsoluteUri.TrimEnd('/')}/v3/{string.Join('/', Segments.Select(Uri.EscapeDataString))}");
    }
}
