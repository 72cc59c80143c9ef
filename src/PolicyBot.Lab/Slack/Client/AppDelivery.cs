using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.SocketMode;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>What the app answered.</summary>
/// <param name="Status">HTTP status; 200 for an acknowledged envelope; 0: no answer in time, or none at all.</param>
/// <param name="ContentType">Media type without parameters; empty: none.</param>
/// <param name="Body">The body as text.</param>
public sealed record AppAnswer(int Status, string ContentType, string Body)
{
    /// <summary>Whether the app asked not to be told again (<c>x-slack-no-retry</c>).</summary>
    public bool NoRetry { get; init; }

    /// <summary>Whether Slack counts it as taken.</summary>
    public bool Taken => Status is >= 200 and < 300;
}

/// <summary>
/// Slack's side of the app: signs and posts, or sends over a socket; waits as long as Slack waits; delivers events again.
/// </summary>
internal sealed class AppDelivery(SlackWorkspaceOptions options, SocketServer sockets, TimeProvider time) : IAsyncDisposable
{
    private readonly HttpClient _http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _background = [];

    /// <summary>The app's address, under which <c>slack/events</c> and the others are; null: there is no app.</summary>
    public Uri? Address { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task[] left;
        lock (_gate)
        {
            left = [.. _background];
        }

        await Task.WhenAll(left);
        _http.Dispose();
        _closing.Dispose();
    }

    /// <summary>Delivers an event for the first time; when it is not taken, it comes again by itself.</summary>
    public async Task<AppAnswer> EventAsync(JsonObject envelope, CancellationToken cancellationToken)
    {
        var answer = await TellAsync(envelope, 0, "", cancellationToken);
        if (!answer.Taken && !answer.NoRetry)
        {
            InBackground(token => AgainAsync(envelope, answer, token));
        }

        return answer;
    }

    /// <summary>Delivers an event without waiting for it.</summary>
    public void EventInBackground(JsonObject envelope) => InBackground(token => EventAsync(envelope, token));

    public Task<AppAnswer> InteractionAsync(JsonObject payload, CancellationToken cancellationToken) => options.SocketMode
        ? sockets.SendAsync(
            "interactive", payload, payload.Text("type") is "view_submission" or "block_suggestion", 0, "", cancellationToken)
        : FormAsync("slack/interactions", [new("payload", payload.ToJsonString(Wire.Relaxed))], cancellationToken);

    public Task<AppAnswer> CommandAsync(IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken) =>
        options.SocketMode
        ? sockets.SendAsync(
            "slash_commands",
                new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value)))), true, 0,
                "", cancellationToken)
        : FormAsync("slack/commands", fields, cancellationToken);

    /// <summary>Posts these bytes, signed with this secret; null: not signed at all.</summary>
    public async Task<AppAnswer> PostAsync(
        string path, string contentType, byte[] body, string? secret, DateTimeOffset signedAt, CancellationToken cancellationToken,
        params IReadOnlyList<(string Name, string Value)> headers)
    {
        if (Address is null)
        {
            return new AppAnswer(0, "", "There is no app.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (secret is not null)
        {
            var timestamp = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
            request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation(
                "X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.AnswerWithin);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var answered = await response.Content.ReadAsStringAsync(limit.Token);
            return new AppAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", answered)
            {
                NoRetry = response.Headers.TryGetValues("x-slack-no-retry", out var values) && values.Contains("1"),
            };
        }
        catch (HttpRequestException unreachable)
        {
            return new AppAnswer(0, "", unreachable.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AppAnswer(0, "", $"No answer within {options.AnswerWithin.TotalSeconds:0.#} s.");
        }
    }

    private async Task<AppAnswer> FormAsync(
        string path, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(fields);
        var body = await form.ReadAsByteArrayAsync(cancellationToken);
        return await PostAsync(path, "application/x-www-form-urlencoded", body, options.SigningSecret, time.GetUtcNow(), cancellationToken);
    }

    private Task<AppAnswer> TellAsync(JsonObject envelope, int attempt, string reason, CancellationToken cancellationToken)
    {
        if (options.SocketMode)
        {
            return sockets.SendAsync("events_api", envelope, false, attempt, reason, cancellationToken);
        }

        var headers = attempt == 0
            ? Array.Empty<(string, string)>()
            : [("x-slack-retry-num", attempt.ToString(CultureInfo.InvariantCulture)), ("x-slack-retry-reason", reason)];
        var body = Encoding.UTF8.GetBytes(envelope.ToJsonString(Wire.Relaxed));
        return PostAsync("slack/events", "application/json", body, options.SigningSecret, time.GetUtcNow(), cancellationToken, headers);
    }

    private async Task AgainAsync(JsonObject envelope, AppAnswer before, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.RedeliverAfter.Count && !before.Taken && !before.NoRetry; attempt++)
        {
            await Task.Delay(options.RedeliverAfter[attempt - 1], time, cancellationToken);
            var reason = before.Status != 0
                ? "http_error" : before.Body.StartsWith("No answer", StringComparison.Ordinal) ? "http_timeout" : "connection_failed";
            before = await TellAsync(envelope, attempt, options.SocketMode ? "timeout" : reason, cancellationToken);
        }
    }

    private void InBackground(Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            var task = RunAsync();
            _background.Add(task);
            task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        async Task RunAsync()
        {
            await Task.Yield();
            try
            {
                await work(_closing.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                // The workspace closes: what was not delivered stays undelivered.
            }
        }

        void Forget(Task done)
        {
            lock (_gate)
            {
                _background.Remove(done);
            }
        }
    }
}
