using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>The result of a request to the messaging endpoint.</summary>
internal abstract record TeamsVerifiedRequest
{
    private TeamsVerifiedRequest() { }

    /// <summary>The activity is proven to come from Teams, for this bot, from a tenant that is served.</summary>
    public sealed record Admitted(Activity Activity) : TeamsVerifiedRequest;

    /// <summary>Answer with this status.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Why">What is wrong, for the caller; empty where that would help an attacker.</param>
    public sealed record Refused(int Status, string Why = "") : TeamsVerifiedRequest;
}

/// <summary>
/// Lets activities in. Method, content type, size and token are looked at before a byte of the body is read, the body before it is
/// believed.
/// </summary>
/// <param name="keys">The connector's keys; null where no bot is registered.</param>
/// <param name="development">Whether this is the Development environment.</param>
/// <param name="time">The real time, never one that a test of the lifecycle turns.</param>
internal sealed partial class TeamsVerifier(
    ActivityRules rules, SigningKeys? keys, bool development, TimeProvider time, ILogger<TeamsVerifier> logger)
{
    /// <summary>Largest body, in bytes. Ordinary activities have 1 to 10 KB.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Verifies and reads one request.</summary>
    /// <exception cref="IOException">The client went away.</exception>
    public async Task<TeamsVerifiedRequest> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return new TeamsVerifiedRequest.Refused(StatusCodes.Status405MethodNotAllowed);
        }

        if (!request.HasJsonContentType())
        {
            return new TeamsVerifiedRequest.Refused(StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > LargestBody)
        {
            return new TeamsVerifiedRequest.Refused(StatusCodes.Status413PayloadTooLarge);
        }

        var verdict = await VerifyAsync(request, cancellationToken);
        if (verdict is TokenVerdict.Refused refused)
        {
            return Refuse(request, refused, null);
        }

        if (await RequestBody.ReadAsync(request.BodyReader, LargestBody, cancellationToken) is not { } body)
        {
            return new TeamsVerifiedRequest.Refused(StatusCodes.Status413PayloadTooLarge);
        }

        if (Read(body) is not { Type.Length: > 0 } activity)
        {
            NoActivity(Correlation(request));
            return new TeamsVerifiedRequest.Refused(StatusCodes.Status400BadRequest);
        }

        if (ActivityLimits.FindTooLong(activity) is { } field)
        {
            TooLong(field, Correlation(request));
            return new TeamsVerifiedRequest.Refused(StatusCodes.Status400BadRequest, InboundLimits.Why(field));
        }

        var claims = (verdict as TokenVerdict.Valid)?.Claims;
        return (claims is null ? rules.FaultInAnonymous(activity) : rules.FaultIn(activity, claims)) is { } fault
            ? Refuse(request, new TokenVerdict.Refused(fault), claims)
            : new TeamsVerifiedRequest.Admitted(activity);
    }

    // Null: no token is needed, because no bot is registered and everything happens on this machine.
    private async Task<TokenVerdict?> VerifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (keys is null)
        {
            return development && IsFromThisMachine(request) ? null : new TokenVerdict.Refused(TokenFault.Anonymous);
        }

        var authorization = request.Headers.Authorization;
        var header = authorization.Count == 1 ? authorization[0] : null;
        var known = await keys.CurrentAsync(cancellationToken);
        var verdict = ConnectorToken.Validate(header, known, rules.AppId, time.GetUtcNow());
        return verdict is TokenVerdict.Refused { Fault: TokenFault.UnknownKey }
            ? ConnectorToken.Validate(header, await keys.AfterUnknownKeyAsync(known, cancellationToken), rules.AppId, time.GetUtcNow())
            : verdict;
    }

    // A tunnel or proxy on this machine would make the whole world look local; it says so in these headers.
    private static bool IsFromThisMachine(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !request.Headers.ContainsKey("X-Forwarded-For") && !request.Headers.ContainsKey("Forwarded");

    private static Activity? Read(byte[] body)
    {
        try
        {
            SurrogateHalves.Replace(body);
            return Activity.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private TeamsVerifiedRequest.Refused Refuse(HttpRequest request, TokenVerdict.Refused refused, ConnectorClaims? claims)
    {
        TeamsTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("reason", refused.Fault.ToString()));
        RequestRefused(refused.Fault, refused.Status, string.Join(',', claims?.Endorsements ?? []), Correlation(request));
        return new TeamsVerifiedRequest.Refused(refused.Status);
    }

    private static string Correlation(HttpRequest request)
    {
        var vector = request.Headers["MS-CV"].ToString();
        return vector.Length <= 128 ? vector : vector[..128];
    }

    [LoggerMessage(EventId = 602, Level = LogLevel.Warning,
        Message = "Teams request refused: {Fault} ({Status}); key endorsed for '{Endorsements}'; MS-CV {Correlation}.")]
    private partial void RequestRefused(TokenFault fault, int status, string endorsements, string correlation);

    [LoggerMessage(EventId = 603, Level = LogLevel.Warning, Message = "Teams request ignored: it has no activity; MS-CV {Correlation}.")]
    private partial void NoActivity(string correlation);

    [LoggerMessage(EventId = 604, Level = LogLevel.Warning,
        Message = "Teams request refused: the field {Field} is longer than any that Teams sends; MS-CV {Correlation}.")]
    private partial void TooLong(string field, string correlation);
}
