using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack;

/// <summary>The open modals and App Homes of all people.</summary>
internal sealed class SlackViews(SlackDirectory directory, TimeProvider time)
{
    /// <summary>"Up to 3 views" in a stack: docs.slack.dev surfaces/modals.</summary>
    public const int MostInStack = 3;

    private readonly Dictionary<string, ImmutableList<SlackView>> _stacks = [];
    private readonly Dictionary<string, SlackView> _homes = [];

    /// <summary>The open modals of a person, the one on top last.</summary>
    public IReadOnlyList<SlackView> Stack(string userId)
    {
        lock (directory.Gate)
        {
            return _stacks.GetValueOrDefault(userId, []);
        }
    }

    public SlackView? Home(string userId)
    {
        lock (directory.Gate)
        {
            return _homes.GetValueOrDefault(userId);
        }
    }

    public SlackView? Find(string id)
    {
        lock (directory.Gate)
        {
            return _stacks.Values.SelectMany(stack => stack).Concat(_homes.Values).FirstOrDefault(view => view.Id == id);
        }
    }

    public SlackView? FindExternal(string externalId)
    {
        lock (directory.Gate)
        {
            return _stacks.Values.SelectMany(stack => stack).FirstOrDefault(view => view.Json.Text("external_id") == externalId);
        }
    }

    /// <summary>Opens a modal; what was open before is gone.</summary>
    public SlackView Open(string userId, JsonObject view) => Put(userId, [], view);

    /// <summary>Opens a modal on top of the others; null: the stack is full.</summary>
    public SlackView? Push(string userId, JsonObject view)
    {
        var stack = Stack(userId);
        return stack.Count >= MostInStack ? null : Put(userId, [.. stack], view);
    }

    public SlackView Publish(string userId, JsonObject view)
    {
        var id = Home(userId)?.Id ?? SlackDirectory.NewId("V0");
        var home = New(id, userId, id, null, view);
        lock (directory.Gate)
        {
            _homes[userId] = home;
        }

        directory.Changes.Raise();
        return home;
    }

    /// <summary>Puts another view in its place. What was typed stays where <c>block_id</c> and <c>action_id</c> are the same.</summary>
    public SlackView? Update(string id, JsonObject view) => Change(id, old =>
    {
        var update = New(old.Id, old.UserId, old.RootId, old.PreviousId, view);
        var parts = BlockForm.Of(update.Blocks)
            .Where(part =>
                old.Typed.TryGetValue((part.BlockId, part.ActionId), out var typed) && typed.Text("type") == part.Element.Text("type"))
            .Select(part => (part.BlockId, part.ActionId)).ToHashSet();
        return update with { Typed = old.Typed.Where(typed => parts.Contains(typed.Key)).ToImmutableDictionary() };
    });

    public SlackView? Change(string id, Func<SlackView, SlackView> change)
    {
        SlackView? changed = null;
        lock (directory.Gate)
        {
            foreach (var (userId, stack) in _stacks.ToList())
            {
                if (stack.Find(view => view.Id == id) is { } old)
                {
                    changed = change(old);
                    _stacks[userId] = stack.Replace(old, changed);
                }
            }

            if (_homes.Values.FirstOrDefault(view => view.Id == id) is { } home)
            {
                changed = change(home);
                _homes[home.UserId] = changed;
            }
        }

        directory.Changes.Raise();
        return changed;
    }

    /// <summary>Closes the view on top: the one beneath shows.</summary>
    public void Close(string userId, string id)
    {
        lock (directory.Gate)
        {
            _stacks[userId] = _stacks.GetValueOrDefault(userId, []).RemoveAll(view => view.Id == id);
        }

        directory.Changes.Raise();
    }

    public void Clear(string userId)
    {
        lock (directory.Gate)
        {
            _stacks.Remove(userId);
        }

        directory.Changes.Raise();
    }

    /// <summary>The view as Slack writes it in payloads and answers.</summary>
    public JsonObject Write(SlackView view, bool withState)
    {
        var written = (JsonObject)view.Json.DeepClone();
        var account = directory.Account(view.UserId);
        written["id"] = view.Id;
        written["team_id"] = account?.ForeignTeamId ?? directory.Options.TeamId;
        written["blocks"] = view.Blocks.DeepClone();
        written["private_metadata"] ??= "";
        written["callback_id"] ??= "";
        written["external_id"] ??= "";
        written["state"] = new JsonObject { ["values"] = withState ? view.State() : [] };
        written["hash"] = view.Hash;
        written["clear_on_close"] ??= false;
        written["notify_on_close"] ??= false;
        foreach (var name in new[] { "title", "submit", "close" })
        {
            written.TryAdd(name, null);
        }

        written["previous_view_id"] = view.PreviousId;
        written["root_view_id"] = view.RootId;
        written["app_id"] = directory.Options.AppId;
        written["app_installed_team_id"] = directory.Options.TeamId;
        written["bot_id"] = directory.Options.BotId;
        return written;
    }

    private SlackView Put(string userId, ImmutableList<SlackView> beneath, JsonObject view)
    {
        var id = SlackDirectory.NewId("V0");
        var opened = New(id, userId, beneath.FirstOrDefault()?.Id ?? id, beneath.LastOrDefault()?.Id, view);
        lock (directory.Gate)
        {
            _stacks[userId] = beneath.Add(opened);
        }

        directory.Changes.Raise();
        return opened;
    }

    private SlackView New(string id, string userId, string rootId, string? previousId, JsonObject view)
    {
        var json = (JsonObject)view.DeepClone();
        json.Remove("blocks");
        return new SlackView
        {
            Id = id,
            Hash = string.Create(CultureInfo.InvariantCulture,
                $"{time.GetUtcNow().ToUnixTimeSeconds()}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"),
            UserId = userId,
            RootId = rootId,
            PreviousId = previousId,
            Json = json,
            Blocks = SlackDirectory.Kept((JsonArray)view["blocks"]!),
        };
    }
}
