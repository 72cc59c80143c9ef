using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Api;

/// <summary>One request to the Web API, taken apart. Both ways to send arguments are read: docs.slack.dev apis/web-api.</summary>
/// <param name="Method">Such as <c>chat.postMessage</c>.</param>
/// <param name="Token">The bearer token; null: none.</param>
/// <param name="Arguments">The arguments as far as the method reads them.</param>
/// <param name="Fault">An error of the body itself; null: none.</param>
/// <param name="Warning">What Slack would warn of; null: nothing.</param>
internal sealed record ApiCall(string Method, string? Token, JsonObject Arguments, string? Fault = null, string? Warning = null)
{
    public static ApiCall Read(HttpRequest request, string method, bool takesJson, byte[] body)
    {
        var token = request.Headers.Authorization.ToString().Split(' ') is ["Bearer", var bearer] ? bearer : null;
        var call = new ApiCall(method, token, []);
        if (body.Length == 0)
        {
            return call;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return call with { Fault = "missing_post_type" };
        }

        var text = Encoding.UTF8.GetString(body);
        switch (type.MediaType.Value?.ToLowerInvariant())
        {
            case "application/json":
                if (TryParse(text) is not { } json)
                {
                    return call with { Fault = "invalid_json" };
                }

                // Methods that do not take JSON see none of it.
                return json is not JsonObject members
                    ? call with { Fault = "json_not_object" }
                    : call with { Arguments = takesJson ? members : [], Warning = type.Charset.HasValue ? null : "missing_charset" };
            case "application/x-www-form-urlencoded":
                var form = QueryHelpers.ParseQuery(text);
                return call with
                {
                    Token = token ?? (form.TryGetValue("token", out var sent) ? sent.ToString() : null),
                    Arguments =
                        new JsonObject(
                            form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value.ToString())))),
                };
            default:
                return call with { Fault = "invalid_post_type" };
        }
    }

    /// <summary>A simple argument; null: missing or empty.</summary>
    public string? Text(string name) => Arguments[name] switch
    {
        JsonValue value when value.ToString() is { Length: > 0 } text => text,
        _ => null,
    };

    public bool Flag(string name) => Text(name) is "true" or "True" or "1";

    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An argument that is JSON: as it is, or inside a text. False: it is there and no JSON.</summary>
    public bool TryJson(string name, out JsonNode? json)
    {
        json = Arguments[name];
        if (json is JsonValue value && value.TryGetValue<string>(out var text))
        {
            json = text.Length == 0 ? null : TryParse(text);
            return json is not null || text.Length == 0;
        }

        return true;
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a method answers.</summary>
/// <param name="Body">The object; <c>ok</c> is in it.</param>
/// <param name="RetryAfterSeconds">For 429; null: 200.</param>
internal sealed record ApiAnswer(JsonObject Body, int? RetryAfterSeconds = null)
{
    public string? Error => Body.Text("error");

    public static ApiAnswer Done(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var body = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in members)
        {
            body[name] = value;
        }

        return new ApiAnswer(body);
    }

    public static ApiAnswer Refused(string error, params IReadOnlyList<string> complaints)
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = error };
        if (complaints.Count > 0)
        {
            body["errors"] = new JsonArray([.. complaints.Select(complaint => JsonValue.Create(complaint))]);
            body["response_metadata"] =
                new JsonObject
                {
                    ["messages"] =
                    new JsonArray([.. complaints.Select(complaint => JsonValue.Create($"[ERROR] {complaint}"))])
                };
        }

        return new ApiAnswer(body);
    }

    public static ApiAnswer Throttled(int seconds) => Refused("ratelimited") with { RetryAfterSeconds = seconds };
}
