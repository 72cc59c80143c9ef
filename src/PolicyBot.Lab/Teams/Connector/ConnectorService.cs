using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.Lab.Teams.Connector;

/// <summary>
/// The Bot Connector's <c>/v3/conversations</c> as "Bot Framework REST API reference" describes it and Teams answers it:
/// who may call, what is refused, and what a request does to the chats.
/// </summary>
internal sealed class ConnectorService(TeamsDirectory directory, EntraAuthority authority, TimeProvider time)
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(4);

    private readonly RequestRates _rates = new(time);
    private readonly ConnectorOperations _operations = new(directory);
    private ImmutableList<ConnectorRequest> _requests = [];

    public ConnectorFaults Faults { get; } = new();

    public bool RateLimits { get; set; } = directory.Options.RateLimits;

    public IReadOnlyList<ConnectorRequest> Requests => Volatile.Read(ref _requests);

    public void Forget() => ImmutableInterlocked.Update(ref _requests, list => list.Clear());

    public async Task AnswerAsync(HttpContext context)
    {
        // The raw target: a decoded path no longer tells an encoded ';' or '/' inside an id from one between segments.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var segments = target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var bytes = await context.Request.ReadBytesAsync(context.RequestAborted);

        // Without a charset the real one reads something else than UTF-8, and emoji break.
        var utf8 = context.Request.ContentType?.Contains("charset=utf-8", StringComparison.OrdinalIgnoreCase) == true;
        var body = (utf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        var call = ConnectorCall.Read(context.Request.Method, segments, body);
        var fault = call is null ? null : Faults.Take(call.Operation, call.ConversationId ?? "", body);
        var answer = Judge(context, segments, call, fault) ?? _operations.Do(call!, context.Request.Query);
        Note(new ConnectorRequest(
            call?.Operation ?? ConnectorOperation.Any, context.Request.Method, target, body, Silent(fault) ? 0 : answer.Status));
        await ReplyAsync(context, answer, fault);
    }

    private static bool Silent(ConnectorFault? fault) =>
        fault is ConnectorFault.DroppedAfterAccept or ConnectorFault.SilentAfterAccept or ConnectorFault.Silent;

    private async Task ReplyAsync(HttpContext context, ConnectorAnswer answer, ConnectorFault? fault)
    {
        if (fault == ConnectorFault.Late)
        {
            await Task.Delay(Lateness, time, context.RequestAborted);
        }

        if (fault is ConnectorFault.SilentAfterAccept or ConnectorFault.Silent)
        {
            var left = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(left.SetResult);
            await left.Task;
        }

        if (Silent(fault))
        {
            context.Abort();
            return;
        }

        context.Response.Headers["MS-CV"] = Convert.ToBase64String(Guid.Parse(TeamsDirectory.NewOpaqueId()).ToByteArray())
            .TrimEnd('=') + ".0";
        context.Response.Headers["X-Correlating-OperationId"] = TeamsDirectory.NewOpaqueId();
        if (answer.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        context.Response.StatusCode = answer.Status;
        if (answer.Body is not null)
        {
            await context.Response.WriteJsonAsync(answer.Status, answer.Body, context.RequestAborted);
        }
    }

    /// <summary>All refusals that come before the operation itself.</summary>
    private ConnectorAnswer? Judge(HttpContext context, string[] segments, ConnectorCall? call, ConnectorFault? fault)
    {
        var authorization = context.Request.Headers.Authorization.ToString().Split(' ');
        if (authorization is not ["Bearer", var token] || !authority.Accepts(token))
        {
            return ConnectorAnswer.BotNotRegistered();
        }

        if (call is null)
        {
            return ConnectorAnswer.Refuse(404, "ResourceNotFound", "No such operation.");
        }

        if (fault is { } wrong && ConnectorAnswer.Of(wrong) is { } refusal)
        {
            return refusal;
        }

        if (segments[0] != "teams" && segments[0] != directory.Region)
        {
            return ConnectorAnswer.Refuse(403, "InvalidBotApiHost", "The tenant is served by another host.");
        }

        if (RateLimits && _rates.Refuse(call.Operation, call.ConversationId ?? "new") is { } seconds)
        {
            return ConnectorAnswer.Throttled(seconds);
        }

        var carries = call.Operation is ConnectorOperation.Send or ConnectorOperation.Update or ConnectorOperation.Create;
        if (carries && context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return ConnectorAnswer.Refuse(415, "UnsupportedMediaType", "The content type must be application/json.");
        }

        return carries && call.Body is null ? ConnectorAnswer.BadSyntax("The request body is no JSON object.") : null;
    }

    private void Note(ConnectorRequest request) => ImmutableInterlocked.Update(ref _requests, (list, added) => list.Add(added), request);
}

/// <summary>One request, taken apart.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="ConversationId">Decoded; null when a conversation is created.</param>
/// <param name="ItemId">Activity or member id, decoded.</param>
/// <param name="Body">The body; null when it is no JSON object.</param>
internal sealed record ConnectorCall(ConnectorOperation Operation, string? ConversationId, string? ItemId, JsonObject? Body)
{
    /// <summary>Longest message in UTF-16 code units: 100 KB ("Format your bot messages").</summary>
    public const int LongestMessage = 100 * 1024 / 2;

    /// <summary>Paths are <c>/{region}/{tenant}/v3/…</c>; the global host has no tenant: <c>/teams/v3/…</c>.</summary>
    public static ConnectorCall? Read(string method, string[] segments, string text)
    {
        var version = Array.IndexOf(segments, "v3");
        var body = Wire.TryParseObject(text);
        return version is not (1 or 2) ? null : (method, segments[(version + 1)..]) switch
        {
            ("POST", ["conversations"]) => new(ConnectorOperation.Create, null, null, body),
            ("POST", ["conversations", var id, "activities"]) => new(ConnectorOperation.Send, id, null, body),
            ("POST", ["conversations", var id, "activities", var item]) => new(ConnectorOperation.Send, id, item, body),
            ("PUT", ["conversations", var id, "activities", var item]) => new(ConnectorOperation.Update, id, item, body),
            ("DELETE", ["conversations", var id, "activities", var item]) => new(ConnectorOperation.Delete, id, item, null),
            ("GET", ["conversations", var id, "members" or "pagedmembers"]) =>
                new(ConnectorOperation.Members, id, segments[^1] == "members" ? "*" : "page", null),
            ("GET", ["conversations", var id, "members", var item]) => new(ConnectorOperation.Members, id, item, null),
            _ => null,
        };
    }
}
