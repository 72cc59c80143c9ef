using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack;

/// <summary>The people, conversations and messages of the workspace. One lock guards every change.</summary>
internal sealed class SlackDirectory
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, SlackAccount> _accounts = new();
    private readonly ConcurrentDictionary<string, SlackConversation> _conversations = new();
    private ImmutableList<string> _ids = [];
    private long _lastTs;

    public SlackDirectory(SlackWorkspaceOptions options, ChangeSignal changes, TimeProvider time)
    {
        (Options, Changes, _time) = (options, changes, time);
        foreach (var account in options.Accounts)
        {
            Join(account);
        }

        Channel = Add(new SlackConversation("C0EXCEPTIONS", "policy-exceptions", null, botIsIn: true));
        Add(new SlackConversation("C0GENERAL", "general", null, botIsIn: false));
    }

    public SlackWorkspaceOptions Options { get; }

    public Lock Gate { get; } = new();

    public ChangeSignal Changes { get; }

    /// <summary>The public channel with all people and the bot.</summary>
    public SlackConversation Channel { get; }

    /// <summary>Told of every event that the app has subscribed to and that no person waits for: its own posts, changed people.</summary>
    public Action<JsonObject> Happened { get; set; } = _ => { };

    /// <summary>Everybody who was ever there, in the order in which they came.</summary>
    public IReadOnlyList<SlackAccount> Accounts => [.. Volatile.Read(ref _ids).Select(id => _accounts[id])];

    public IReadOnlyList<SlackConversation> Conversations => [.. _conversations.Values];

    public SlackAccount? Account(string id) => _accounts.GetValueOrDefault(id);

    /// <summary>Who has this address now; one who was deactivated may show it still.</summary>
    public SlackAccount? AccountOf(string email) =>
        Accounts.FirstOrDefault(account => account is { Deleted: false, Email.Length: > 0 }
            && string.Equals(account.Email, email, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ArgumentException">There is one with this key.</exception>
    public void Join(SlackAccount account)
    {
        lock (Gate)
        {
            if (!_accounts.TryAdd(account.Id, account))
            {
                throw new ArgumentException($"There is a '{account.Key}' already.", nameof(account));
            }

            Add(new SlackConversation(account.DirectId, null, account.Id, botIsIn: true));
            _ids = _ids.Add(account.Id);
        }

        Changes.Raise();
    }

    public void Change(SlackAccount account)
    {
        _accounts[account.Id] = account;
        Changes.Raise();
    }

    public SlackConversation? Find(string id) => _conversations.GetValueOrDefault(id);

    public SlackConversation Direct(SlackAccount account) => _conversations[account.DirectId];

    public void Post(SlackConversation conversation, SlackMessage message)
    {
        lock (Gate)
        {
            conversation.Add(message);
        }

        Changes.Raise();
    }

    public void Change(SlackConversation conversation, string ts, Func<SlackMessage, SlackMessage> change)
    {
        lock (Gate)
        {
            conversation.Change(ts, change);
        }

        Changes.Raise();
    }

    public void Remove(SlackConversation conversation, string ts)
    {
        lock (Gate)
        {
            conversation.Remove(ts);
        }

        Changes.Raise();
    }

    /// <summary>Seconds since 1970 with microseconds, and never twice the same.</summary>
    public string NextTs()
    {
        lock (Gate)
        {
            _lastTs = Math.Max(_lastTs + 1, (Now() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            return Ts(_lastTs);
        }
    }

    /// <summary>No later message gets an earlier time stamp than this.</summary>
    public void GoOnAfter(string ts)
    {
        lock (Gate)
        {
            _lastTs = Math.Max(_lastTs, long.Parse(ts.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        }
    }

    public DateTimeOffset Now() => _time.GetUtcNow() + Options.ClockOffset();

    public static string NewId(string start) =>
        start + string.Concat(RandomNumberGenerator.GetBytes(10).Select(octet => Alphabet[octet % Alphabet.Length]));

    public static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The blocks as Slack keeps them: each with an id, each interactive element too.</summary>
    public static JsonArray Kept(JsonArray blocks)
    {
        var kept = (JsonArray)blocks.DeepClone();
        foreach (var block in kept.OfType<JsonObject>())
        {
            block["block_id"] ??= NewId("")[..5];
            var elements = (block["elements"] as JsonArray ?? []).Append(block["accessory"]).Append(block["element"]);
            foreach (var element in elements.OfType<JsonObject>()
                .Where(element => element.Text("type") is not ("plain_text" or "mrkdwn" or "image") && block.Text("type") != "rich_text"))
            {
                element["action_id"] ??= NewId("")[..5];
            }
        }

        return kept;
    }

    private static string Ts(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000}.{microseconds % 1_000_000:000000}");

    private SlackConversation Add(SlackConversation conversation) => _conversations[conversation.Id] = conversation;
}
