using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Api;

/// <summary>One method of the Web API.</summary>
/// <param name="Scopes">Of these the token needs one; empty: none.</param>
/// <param name="PerMinute">How many calls a minute: its tier.</param>
/// <param name="TakesJson">Whether arguments in JSON are seen.</param>
/// <param name="Do">What it does.</param>
internal sealed record ApiMethod(IReadOnlyList<string> Scopes, int PerMinute, bool TakesJson, Func<ApiCall, ApiAnswer> Do)
{
    /// <summary>Whether it wants the app-level token.</summary>
    public bool ForApp { get; init; }
}

/// <summary>
/// Slack's Web API, as docs.slack.dev describes it: who may call, what is refused, and what a call does to the workspace.
/// </summary>
internal sealed class WebApi
{
    private const int Tier3 = 50;
    private const int Tier4 = 100;
    private const int Special = 600;
    private static readonly TimeSpan _lateness = TimeSpan.FromSeconds(4);

    private readonly SlackWorkspaceOptions _options;
    private readonly ApiRates _rates;
    private readonly Dictionary<string, ApiMethod> _methods;
    private ImmutableList<SlackApiRequest> _requests = [];

    public WebApi(SlackDirectory directory, SlackViews views, Triggers triggers, Func<Uri> openSocket, TimeProvider time)
    {
        _options = directory.Options;
        _rates = new ApiRates(time);
        RateLimits = _options.RateLimits;
        var (chat, people, modals) =
            (new ChatMethods(directory), new PeopleMethods(directory), new ViewMethods(directory, views, triggers));
        _methods = new Dictionary<string, ApiMethod>
        {
            ["api.test"] = new([], Special, true, _ => ApiAnswer.Done()),
            ["auth.test"] = new([], Special, true, people.TestAuth),
            ["chat.postMessage"] = new(["chat:write"], 300, true, chat.Post),
            ["chat.postEphemeral"] = new(["chat:write"], Tier4, true, chat.PostEphemeral),
            ["chat.update"] = new(["chat:write"], Tier3, true, chat.Update),
            ["chat.delete"] = new(["chat:write"], Tier3, true, chat.Delete),
            ["views.open"] = new([], Tier4, true, modals.Open),
            ["views.push"] = new([], Tier4, true, modals.Push),
            ["views.update"] = new([], Tier4, true, modals.Update),
            ["views.publish"] = new([], Tier4, true, modals.Publish),
            ["users.info"] = new(["users:read"], Tier4, false, people.Info),
            ["users.lookupByEmail"] = new(["users:read.email"], Tier3, false, people.LookUpByEmail),
            ["conversations.open"] = new(["im:write", "channels:manage"], Tier3, true, people.OpenConversation),
            ["conversations.info"] = new(["im:read", "channels:read"], Tier3, false, people.ConversationInfo),
            ["conversations.history"] = new(["im:history", "channels:history"], Tier3, false, chat.History),
            ["conversations.replies"] = new(["im:history", "channels:history"], Tier3, false, chat.Replies),
            ["apps.connections.open"] =
                new(["connections:write"], Special, true, _ => ApiAnswer.Done(("url", openSocket().ToString()))) { ForApp = true },
        };
    }

    public SlackFaults Faults { get; } = new();

    public bool RateLimits { get; set; }

    /// <summary>Whether the bot's token still holds.</summary>
    public bool TokenRevoked { get; set; }

    /// <summary>Whether nothing is answered but 503.</summary>
    public bool IsDown { get; set; }

    public IReadOnlyList<SlackApiRequest> Requests => Volatile.Read(ref _requests);

    public async Task AnswerAsync(HttpContext context, string name)
    {
        var body = await context.Request.ReadBytesAsync(context.RequestAborted);
        if (IsDown)
        {
            Note(new SlackApiRequest(name, [], "down"));
            context.Response.StatusCode = 503;
            return;
        }

        var method = _methods.GetValueOrDefault(name);
        var call = ApiCall.Read(context.Request, name, method?.TakesJson ?? true, body);
        var fault = method is null ? null : Faults.Take(name, call.Arguments);
        var answer = Judge(context, call, method, fault) ?? method!.Do(call);
        if (call.Warning is { } warning)
        {
            answer.Body["warning"] = warning;
        }

        if (fault is SlackFault.FailedAfterAccept)
        {
            answer = ApiAnswer.Refused("fatal_error");
        }

        Note(new SlackApiRequest(name, call.Arguments, answer.Error));
        if (method is not null && !method.ForApp)
        {
            context.Response.Headers["x-oauth-scopes"] = string.Join(',', _options.Scopes);
            context.Response.Headers["x-accepted-oauth-scopes"] = string.Join(',', method.Scopes);
        }

        context.Response.Headers["x-slack-req-id"] = SlackDirectory.Secret();
        await ReplyAsync(context, answer, fault);
    }

    public void Note(SlackApiRequest request) => ImmutableInterlocked.Update(ref _requests, (list, added) => list.Add(added), request);

    /// <summary>Sends an answer, or does not, as the fault says.</summary>
    public static async Task ReplyAsync(HttpContext context, ApiAnswer answer, SlackFault? fault)
    {
        switch (fault)
        {
            case SlackFault.Silent or SlackFault.SilentAfterAccept:
                var left = new TaskCompletionSource();
                await using (context.RequestAborted.Register(left.SetResult))
                {
                    await left.Task;
                }

                context.Abort();
                return;
            case SlackFault.DroppedAfterAccept:
                context.Abort();
                return;
            case SlackFault.Late:
                await Task.Delay(_lateness, context.RequestAborted);
                break;
            case SlackFault.Status(var status):
                context.Response.StatusCode = status;
                return;
        }

        if (answer.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteJsonAsync(answer.RetryAfterSeconds is null ? 200 : 429, answer.Body, context.RequestAborted);
    }

    /// <summary>All refusals that come before the method itself.</summary>
    private ApiAnswer? Judge(HttpContext context, ApiCall call, ApiMethod? method, SlackFault? fault)
    {
        if (method is null)
        {
            return ApiAnswer.Refused("unknown_method");
        }

        if (call.Token is null)
        {
            return ApiAnswer.Refused("not_authed");
        }

        if (call.Token != _options.BotToken && call.Token != _options.AppToken)
        {
            return ApiAnswer.Refused("invalid_auth");
        }

        if (call.Token == _options.AppToken != method.ForApp)
        {
            return ApiAnswer.Refused("not_allowed_token_type");
        }

        if (TokenRevoked)
        {
            return ApiAnswer.Refused("token_revoked");
        }

        switch (fault)
        {
            case SlackFault.Throttled(var seconds):
                return ApiAnswer.Throttled(seconds);
            case SlackFault.Refused(var error):
                return ApiAnswer.Refused(error);
            case SlackFault.Silent or SlackFault.Status:
                return ApiAnswer.Refused("internal_error");
        }

        if (RateLimits
            && _rates.Refuse(call.Method, method.PerMinute, call.Method == "chat.postMessage" ? call.Text("channel") : null) is { } wait)
        {
            return ApiAnswer.Throttled(wait);
        }

        if (!method.ForApp && method.Scopes.Count > 0 && !method.Scopes.Any(_options.Scopes.Contains))
        {
            var refusal = ApiAnswer.Refused("missing_scope");
            refusal.Body["needed"] = method.Scopes[0];
            refusal.Body["provided"] = string.Join(',', _options.Scopes);
            return refusal;
        }

        return !HttpMethods.IsPost(context.Request.Method)
            ? ApiAnswer.Refused("missing_post_type") : call.Fault is { } wrong ? ApiAnswer.Refused(wrong) : null;
    }
}
