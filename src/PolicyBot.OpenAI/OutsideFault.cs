using System.ClientModel;
using System.Text.Json;
using Azure.Identity;

namespace PolicyBot.OpenAI;

/// <summary>What went wrong outside, read from what the library threw.</summary>
/// <param name="Why">As in <see cref="Domain.Risk.ModelAnswer.Unavailable"/>.</param>
/// <param name="Status">The HTTP status; 0: there was no answer.</param>
/// <param name="Code">The service's error code where it is a plain word, else empty.</param>
internal sealed record OutsideFault(string Why, int Status, string Code)
{
    private const int LongestCode = 64;

    /// <summary>Reads an exception; null: it is not from outside, so it is a bug.</summary>
    public static OutsideFault? From(Exception thrown) => thrown switch
    {
        ClientResultException { Status: > 0 } answered => OfAnswer(answered),
        ClientResultException or HttpRequestException or IOException => new OutsideFault(NoAnswer.Unavailable, 0, ""),
        AggregateException { InnerExceptions: [.., var last] } => From(last), // one a try: the last says how it ended
        OperationCanceledException or TimeoutException => new OutsideFault(NoAnswer.Timeout, 0, ""),
        AuthenticationFailedException => new OutsideFault(NoAnswer.Misconfigured, 0, "credential"),
        _ => null,
    };

    private static OutsideFault OfAnswer(ClientResultException answered)
    {
        var (code, innerCode) = Codes(answered);

        // Gateways rewrite the outer code and leave the inner one.
        var why = answered.Status switch
        {
            400 when code == "content_filter" || innerCode == "ResponsibleAIPolicyViolation" => NoAnswer.ContentFilter,
            400 when code == "context_length_exceeded" => NoAnswer.Length,
            408 => NoAnswer.Timeout,
            429 => NoAnswer.RateLimited,
            >= 500 => NoAnswer.Unavailable,
            _ => NoAnswer.Misconfigured, // key, role, deployment, address or something the deployment does not take: a person has to look
        };
        return new OutsideFault(why, answered.Status, code);
    }

    private static (string Code, string InnerCode) Codes(ClientResultException answered)
    {
        try
        {
            using var body = JsonDocument.Parse(answered.GetRawResponse()?.Content.ToMemory() ?? default);
            var error = Member(body.RootElement, "error");
            return (Word(Member(error, "code")), Word(Member(Member(error, "innererror"), "code")));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    /// <summary>Codes go to the log, so only what can be nothing but a code is taken.</summary>
    private static string Word(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { Length: <= LongestCode } word
        && word.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? word
            : "";
}

/// <summary>Why there is no answer that can be used: the words that are kept in the record.</summary>
internal static class NoAnswer
{
    public const string Timeout = "timeout";
    public const string Refusal = "refusal";
    public const string ContentFilter = "contentFilter";
    public const string RateLimited = "rateLimited";
    public const string BadOutput = "badOutput";
    public const string Length = "length";
    public const string Unavailable = "unavailable";
    public const string Misconfigured = "misconfigured";
}
