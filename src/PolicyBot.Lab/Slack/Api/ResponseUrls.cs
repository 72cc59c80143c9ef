using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.BlockKit;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Api;

/// <summary>
/// The addresses that answer one interaction: five times within 30 minutes (docs.slack.dev interactivity/handling-user-interaction).
/// </summary>
internal sealed class ResponseUrls(SlackDirectory directory, WebApi api, TimeProvider time)
{
    private const int MostUses = 5;
    private static readonly TimeSpan _lasts = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Place> _issued = [];

    /// <summary>The path of a new address.</summary>
    /// <param name="kind"><c>actions</c> or <c>commands</c>.</param>
    /// <param name="conversation">Where it answers.</param>
    /// <param name="userId">To whom.</param>
    /// <param name="originalTs">The message with the pressed button; null: there is none.</param>
    public string Issue(string kind, SlackConversation conversation, string userId, string? originalTs)
    {
        var path = $"/{kind}/{directory.Options.TeamId}/{time.GetUtcNow().ToUnixTimeMilliseconds()}/{SlackDirectory.Secret()}";
        lock (_gate)
        {
            _issued[path] = new Place(conversation, userId, originalTs, time.GetUtcNow() + _lasts, 0);
        }

        return path;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var body = Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(context.RequestAborted)));
        var fault = api.IsDown ? new SlackFault.Status(503) : api.Faults.Take(SlackFaults.ResponseUrl, body ?? []);
        var error = fault is SlackFault.Silent or SlackFault.Status or SlackFault.Throttled ? "fault" : Do(context.Request, body);
        api.Note(new SlackApiRequest(SlackFaults.ResponseUrl, body ?? [], error));
        if (fault is SlackFault.Throttled(var seconds))
        {
            await WebApi.ReplyAsync(context, ApiAnswer.Throttled(seconds), null);
        }
        else if (fault is not null)
        {
            await WebApi.ReplyAsync(context, ApiAnswer.Refused("internal_error"), fault);
        }
        else
        {
            context.Response.StatusCode = error switch { null => 200, "used_url" or "expired_url" => 404, _ => 400 };
            await context.Response.WriteAsync(error ?? "ok", context.RequestAborted);
        }
    }

    private string? Do(HttpRequest request, JsonObject? body)
    {
        Place place;
        lock (_gate)
        {
            if (!HttpMethods.IsPost(request.Method) || !_issued.TryGetValue(request.Path.Value!, out place!)
                || place.Until < time.GetUtcNow())
            {
                return "expired_url";
            }

            if (place.Uses >= MostUses)
            {
                return "used_url";
            }

            _issued[request.Path.Value!] = place with { Uses = place.Uses + 1 };
        }

        if (body is null)
        {
            return "invalid_payload";
        }

        var blocks = body["blocks"] as JsonArray;
        if (blocks is not null && BlockKitRules.OfMessage(blocks).Count > 0)
        {
            return "invalid_blocks";
        }

        var (replaces, deletes) = (Flag(body, "replace_original"), Flag(body, "delete_original"));
        if (!deletes && string.IsNullOrEmpty(body.Text("text")) && blocks is not { Count: > 0 })
        {
            return "no_text";
        }

        var original = place.OriginalTs is { } ts ? place.Conversation.Find(ts) : null;
        if (deletes && original is not null)
        {
            directory.Remove(place.Conversation, original.Ts);
        }
        else if (replaces && original is not null)
        {
            directory.Change(place.Conversation, original.Ts, old => old with
            {
                Text = body.Text("text") ?? "",
                Blocks = SlackDirectory.Kept(blocks ?? []),
                EditedAt = directory.Now(),
                Warnings = old.Warnings.Clear(),
            });
        }
        else if (!deletes)
        {
            directory.Post(place.Conversation, new SlackMessage
            {
                Ts = directory.NextTs(),
                Text = body.Text("text") ?? "",
                Blocks = SlackDirectory.Kept(blocks ?? []),
                OnlyFor = body.Text("response_type") == "in_channel" ? null : place.UserId,
                At = directory.Now(),
            });
        }

        return null;
    }

    private static bool Flag(JsonObject body, string name) =>
        body[name]?.GetValueKind() == System.Text.Json.JsonValueKind.True || body.Text(name) == "true";

    private sealed record Place(SlackConversation Conversation, string UserId, string? OriginalTs, DateTimeOffset Until, int Uses);
}
