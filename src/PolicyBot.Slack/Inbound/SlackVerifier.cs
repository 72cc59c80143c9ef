using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PolicyBot.Application.Channels;

namespace PolicyBot.Slack.Inbound;

/// <summary>The result of a request to one of the endpoints.</summary>
internal abstract record SlackVerifiedRequest
{
    private SlackVerifiedRequest()
    {
    }

    /// <summary>Answer with this status.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Why">What is wrong, for the caller; empty where that would help an attacker.</param>
    public sealed record Refused(int Status, string Why = "") : SlackVerifiedRequest;

    /// <summary>Slack asks whether the address is ours: answer with this text.</summary>
    public sealed record Challenged(string Challenge) : SlackVerifiedRequest;

    /// <summary>An event in its envelope.</summary>
    public sealed record Event(JsonElement Envelope) : SlackVerifiedRequest;

    /// <summary>A person pressed, submitted or chose something.</summary>
    public sealed record Interaction(JsonElement Payload) : SlackVerifiedRequest;

    /// <summary>A person typed a slash command.</summary>
    public sealed record Command(SlackCommand Typed) : SlackVerifiedRequest;
}

/// <summary>
/// Verifies requests: method, media type, size and signature come before any parsing. The kind follows from the content, not from the path,
/// so an address entered in the wrong field of Slack's settings works all the same.
/// </summary>
/// <param name="secrets">The signing secrets; with none, every request is refused.</param>
/// <param name="time">The real time, never one that a test of the lifecycle turns.</param>
internal sealed partial class SlackVerifier(IReadOnlyList<string> secrets, TimeProvider time, ILogger<SlackVerifier> logger)
{
    /// <summary>Largest body, in bytes: an interaction holds the whole message or view that it happened on.</summary>
    public const int LargestBody = 1024 * 1024;

    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Verifies and reads one request.</summary>
    /// <exception cref="IOException">The client went away.</exception>
    public async Task<SlackVerifiedRequest> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return new SlackVerifiedRequest.Refused(StatusCodes.Status405MethodNotAllowed);
        }

        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var stated) ? stated.MediaType : default;
        var isForm = type.Equals(Form, StringComparison.OrdinalIgnoreCase);
        if (!isForm && !type.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            return new SlackVerifiedRequest.Refused(StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > LargestBody
            || await RequestBody.ReadAsync(request.BodyReader, LargestBody, cancellationToken) is not { } body)
        {
            return new SlackVerifiedRequest.Refused(StatusCodes.Status413PayloadTooLarge);
        }

        var fields = isForm ? Fields(body) : null;
        if (fields is { Count: <= 2 } && fields.TryGetValue("ssl_check", out var check) && check == "1")
        {
            // a look at our certificate, not always signed; it learns nothing else
            return new SlackVerifiedRequest.Refused(StatusCodes.Status200OK);
        }

        var verdict =
            SlackSignature.Verify(
                secrets, Single(request, "X-Slack-Request-Timestamp"), Single(request, "X-Slack-Signature"), body, time.GetUtcNow());
        if (verdict != SignatureVerdict.Valid)
        {
            SlackTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("reason", verdict.ToString()));
            RequestRefused(verdict, verdict == SignatureVerdict.OutOfWindow ? SecondsOff(request) : 0);
            return new SlackVerifiedRequest.Refused(StatusCodes.Status401Unauthorized);
        }

        if ((fields is null ? OfJson(body) : OfForm(fields)) is { } arrival)
        {
            if (TooLongIn(arrival, fields) is { } field)
            {
                TooLong(field);
                return new SlackVerifiedRequest.Refused(StatusCodes.Status400BadRequest, InboundLimits.Why(field));
            }

            return arrival;
        }

        Unreadable();
        return new SlackVerifiedRequest.Refused(StatusCodes.Status400BadRequest);
    }

    private static string? TooLongIn(SlackVerifiedRequest arrival, Dictionary<string, StringValues>? fields) => arrival switch
    {
        SlackVerifiedRequest.Event happened => SlackLimits.FindTooLong(happened.Envelope),
        SlackVerifiedRequest.Interaction interaction => SlackLimits.FindTooLong(interaction.Payload),
        SlackVerifiedRequest.Command => fields!.Where(field => field.Key != "text")
            .Select(field => InboundLimits.FindTooLong(
                (field.Key, field.Value, field.Key == "response_url" ? InboundLimits.Carried : InboundLimits.Id)))
            .FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static SlackVerifiedRequest? OfJson(byte[] body) => SlackPayload.Parse(body) switch
    {
        null => null,
        { } json when json.Text("type") == "url_verification" => new SlackVerifiedRequest.Challenged(json.Text("challenge")),
        { } json => new SlackVerifiedRequest.Event(json),
    };

    private static SlackVerifiedRequest? OfForm(Dictionary<string, StringValues> fields) =>
        fields.TryGetValue("payload", out var payload)
            ? SlackPayload.Parse(Encoding.UTF8.GetBytes(payload.ToString())) is { } json ? new SlackVerifiedRequest.Interaction(json) : null
            : fields.ContainsKey("command") ? new SlackVerifiedRequest.Command(SlackParser.CommandFrom(fields)) : null;

    // Of the bytes that the signature covers, never by way of Request.Form: that would read the stream away, and what is read twice may be
    // read in two ways.
    private static Dictionary<string, StringValues>? Fields(byte[] body)
    {
        try
        {
            using var reader =
                new FormReader(
                    Encoding.UTF8.GetString(body))
                { ValueCountLimit = 64, ValueLengthLimit = LargestBody, KeyLengthLimit = 256 };
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static string? Single(HttpRequest request, string header) => request.Headers[header] is [{ } value] ? value : null;

    private long SecondsOff(HttpRequest request) =>
        long.TryParse(Single(request, "X-Slack-Request-Timestamp"), out var seconds) ? seconds - time.GetUtcNow().ToUnixTimeSeconds() : 0;

    [LoggerMessage(EventId = 700, Level = LogLevel.Warning,
        Message = "Slack request refused: {Verdict}; its timestamp is {SecondsOff} s off this machine's clock, if out of the window.")]
    private partial void RequestRefused(SignatureVerdict verdict, long secondsOff);

    [LoggerMessage(EventId = 701, Level = LogLevel.Warning,
        Message = "Slack request ignored: it is signed, but is no event, interaction or command.")]
    private partial void Unreadable();

    [LoggerMessage(EventId = 707, Level = LogLevel.Warning,
        Message = "Slack request refused: its field {Field} is longer than any that Slack sends.")]
    private partial void TooLong(string field);
}
