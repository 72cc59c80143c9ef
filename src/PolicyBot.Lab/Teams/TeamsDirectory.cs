using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams;

/// <summary>The people, conversations and messages of the tenant. One lock guards every change.</summary>
internal sealed class TeamsDirectory
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, TeamsConversation> _conversations = new();
    private ImmutableList<TeamsAccount> _accounts = [];
    private long _lastMessageId;

    public TeamsDirectory(TeamsTenantOptions options, TimeProvider time)
    {
        (Options, _time) = (options, time);
        foreach (var account in options.Accounts)
        {
            Join(account);
        }

        Channel = Add(new TeamsConversation(
            "19:contoso-policy-exceptions@thread.tacv2", "channel", "Policy exceptions", () => [.. Accounts.Where(one => !one.Deleted)]));
        Channel.BotMayWrite = true;
    }

    public TeamsTenantOptions Options { get; }

    public Lock Gate { get; } = new();

    public ChangeSignal Changes { get; } = new();

    public TeamsConversation Channel { get; }

    /// <summary>The path under which the connector answers, as it is now; it moves when a tenant is moved to another region.</summary>
    public string Region { get; set; } = "amer";

    /// <summary>Everybody who was ever in it, in the order in which they came.</summary>
    public IReadOnlyList<TeamsAccount> Accounts => Volatile.Read(ref _accounts);

    public TeamsAccount Account(string key) => _accounts.Find(account => IsKey(account, key)) ?? throw new KeyNotFoundException(key);

    /// <exception cref="ArgumentException">There is one with this key.</exception>
    public void Join(TeamsAccount account)
    {
        lock (Gate)
        {
            if (_accounts.Exists(other => IsKey(other, account.Key)))
            {
                throw new ArgumentException($"There is a '{account.Key}' already.", nameof(account));
            }

            _accounts = _accounts.Add(account);
            Add(new TeamsConversation(account.PersonalConversationId, "personal", null, () => [.. Members(account.Key)]));
        }

        Changes.Raise();
    }

    public void Change(string key, Func<TeamsAccount, TeamsAccount> change)
    {
        lock (Gate)
        {
            var before = Account(key);
            _accounts = _accounts.Replace(before, change(before) with { Key = before.Key });
        }

        Changes.Raise();
    }

    public TeamsConversation Personal(TeamsAccount account) => _conversations[account.PersonalConversationId];

    /// <summary>The conversation of an id that may end in <c>;messageid=…</c>, and that thread.</summary>
    public (TeamsConversation? Conversation, string? Thread) Find(string id)
    {
        var parts = id.Split(";messageid=", 2);
        return (_conversations.GetValueOrDefault(parts[0]), parts.Length == 2 ? parts[1] : null);
    }

    public TeamsAccount? FindAccount(string id) => Accounts.FirstOrDefault(account =>
        !account.Deleted
        && (account.Mri == id
            || string.Equals(account.ObjectId, id, StringComparison.OrdinalIgnoreCase)
            || string.Equals(account.UserPrincipalName, id, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether it is the chat of a person who has left.</summary>
    public static bool IsLeft(TeamsConversation conversation) => conversation is { Type: "personal", Members.Count: 0 };

    /// <summary>Milliseconds since 1970, as real message ids are, and never twice the same.</summary>
    public string NextMessageId()
    {
        lock (Gate)
        {
            _lastMessageId = Math.Max(_lastMessageId + 1, _time.GetUtcNow().ToUnixTimeMilliseconds());
            return _lastMessageId.ToString(CultureInfo.InvariantCulture);
        }
    }

    public static string NewOpaqueId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public void Post(TeamsConversation conversation, TeamsMessage message)
    {
        lock (Gate)
        {
            conversation.Add(message);
        }

        Changes.Raise();
    }

    public void Change(TeamsConversation conversation, string messageId, Func<TeamsMessage, TeamsMessage> change)
    {
        lock (Gate)
        {
            conversation.Change(messageId, change);
        }

        Changes.Raise();
    }

    /// <summary>Drops every message.</summary>
    public void Forget()
    {
        lock (Gate)
        {
            foreach (var conversation in _conversations.Values)
            {
                conversation.Forget();
            }
        }
    }

    public DateTimeOffset Now() => _time.GetUtcNow() + Options.ClockOffset();

    private static bool IsKey(TeamsAccount account, string key) => string.Equals(account.Key, key, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<TeamsAccount> Members(string key) => Account(key) is { Deleted: false } account ? [account] : [];

    private TeamsConversation Add(TeamsConversation conversation) => _conversations[conversation.Id] = conversation;
}
