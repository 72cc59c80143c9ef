using System.Collections.Immutable;

namespace PolicyBot.Lab.Slack;

/// <summary>A person's direct messages with the bot, or a channel.</summary>
public sealed class SlackConversation
{
    private ImmutableList<SlackMessage> _messages = [];

    internal SlackConversation(string id, string? name, string? userId, bool botIsIn) =>
        (Id, Name, UserId, BotIsIn) = (id, name, userId, botIsIn);

    /// <summary>The id, <c>D…</c> or <c>C…</c>.</summary>
    public string Id { get; }

    /// <summary>Name of a channel, without #; null: direct messages.</summary>
    public string? Name { get; }

    /// <summary>Whose direct messages; null: a channel.</summary>
    public string? UserId { get; }

    /// <summary>Whether the bot is a member.</summary>
    public bool BotIsIn { get; }

    /// <summary>Everything posted so far, oldest first, as it stands now.</summary>
    public IReadOnlyList<SlackMessage> Messages => Volatile.Read(ref _messages);

    internal bool IsDirect => UserId is not null;

    internal void Add(SlackMessage message) => _messages = _messages.Add(message);

    internal SlackMessage? Find(string ts) => _messages.Find(message => message.Ts == ts);

    internal void Remove(string ts) => _messages = _messages.RemoveAll(message => message.Ts == ts);

    internal void Change(string ts, Func<SlackMessage, SlackMessage> change) =>
        _messages = _messages.ConvertAll(message => message.Ts == ts ? change(message) : message);
}
