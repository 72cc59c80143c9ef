using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.BlockKit;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Api;

/// <summary><c>views.*</c>.</summary>
internal sealed class ViewMethods(SlackDirectory directory, SlackViews views, Triggers triggers)
{
    /// <summary>"view_too_large": 250 kB, docs.slack.dev reference/methods/views.open.</summary>
    private const int LongestView = 250_000;

    public ApiAnswer Open(ApiCall call)
    {
        if (Read(call, "modal", out var view) is { } refusal)
        {
            return refusal;
        }

        var (trigger, error) = triggers.Exchange(call.Text("trigger_id"));
        return trigger is null ? ApiAnswer.Refused(error!) : Taken(view, null) ?? Done(views.Open(trigger.UserId, view));
    }

    public ApiAnswer Push(ApiCall call)
    {
        if (Read(call, "modal", out var view) is { } refusal)
        {
            return refusal;
        }

        var (trigger, error) = triggers.Exchange(call.Text("trigger_id"));
        if (trigger is not { InModal: true })
        {
            return ApiAnswer.Refused(error ?? "invalid_trigger_id");
        }

        return Taken(view, null)
            ?? (views.Push(trigger.UserId, view) is { } pushed ? Done(pushed) : ApiAnswer.Refused("push_limit_reached"));
    }

    public ApiAnswer Update(ApiCall call)
    {
        if (Read(call, null, out var view) is { } refusal)
        {
            return refusal;
        }

        var old = call.Text("view_id") is { } id
            ? views.Find(id) : call.Text("external_id") is { } external ? views.FindExternal(external) : null;
        if (old is null)
        {
            return ApiAnswer.Refused("not_found");
        }

        if (old.Type != view.Text("type"))
        {
            return ApiAnswer.Refused("invalid_arguments", "the type of a view cannot change [json-pointer:/view/type]");
        }

        if (call.Text("hash") is { } hash && hash != old.Hash)
        {
            return ApiAnswer.Refused("hash_conflict");
        }

        return Taken(view, old.Id) ?? (views.Update(old.Id, view) is { } updated ? Done(updated) : ApiAnswer.Refused("not_found"));
    }

    public ApiAnswer Publish(ApiCall call)
    {
        if (!directory.Options.HomeTab)
        {
            return ApiAnswer.Refused("not_enabled");
        }

        if (Read(call, "home", out var view) is { } refusal)
        {
            return refusal;
        }

        if (call.Text("user_id") is not { } user || directory.Account(user) is not { IsBot: false } account)
        {
            return ApiAnswer.Refused("invalid_arguments", "invalid `user_id`");
        }

        return call.Text("hash") is { } hash && views.Home(account.Id) is { } old && old.Hash != hash
            ? ApiAnswer.Refused("hash_conflict") : Done(views.Publish(account.Id, view));
    }

    private static ApiAnswer? Read(ApiCall call, string? type, out JsonObject view)
    {
        view = [];
        if (!call.TryJson("view", out var json) || json is not JsonObject given)
        {
            return ApiAnswer.Refused("invalid_arguments", "missing required field: view [json-pointer:/view]");
        }

        view = given;
        if (given.ToJsonString(Wire.Relaxed).Length > LongestView)
        {
            return ApiAnswer.Refused("view_too_large");
        }

        if (type is not null && given.Text("type") != type)
        {
            return ApiAnswer.Refused("invalid_arguments", $"must be `{type}` [json-pointer:/view/type]");
        }

        return BlockKitRules.OfView(given) is { Count: > 0 } complaints ? ApiAnswer.Refused("invalid_arguments", complaints) : null;
    }

    private ApiAnswer? Taken(JsonObject view, string? by) =>
        view.Text("external_id") is { Length: > 0 } external && views.FindExternal(external) is { } other && other.Id != by
            ? ApiAnswer.Refused("duplicate_external_id") : null;

    private ApiAnswer Done(SlackView view) => ApiAnswer.Done(("view", views.Write(view, withState: false)));
}
