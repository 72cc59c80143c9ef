using System.Collections.Immutable;

namespace PolicyBot.Lab.Teams;

/// <summary>A one-to-one chat with the bot, a group chat or a channel.</summary>
public sealed class TeamsConversation
{
    private readonly Func<IReadOnlyList<TeamsAccount>> _members;
    private ImmutableList<TeamsMessage> _messages = [];

    internal TeamsConversation(string id, string type, string? name, Func<IReadOnlyList<TeamsAccount>> members) =>
        (Id, Type, Name, _members) = (id, type, name, members);

    /// <summary>The opaque id, without a thread.</summary>
    public string Id { get; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string Type { get; }

    /// <summary>Name shown; null in personal chats.</summary>
    public string? Name { get; }

    /// <summary>The people in it as the directory has them now, without the bot.</summary>
    public IReadOnlyList<TeamsAccount> Members => _members();

    /// <summary>Everything posted so far, oldest first, as it stands now.</summary>
    public IReadOnlyList<TeamsMessage> Messages => Volatile.Read(ref _messages);

    internal bool BotMayWrite { get; set; }

    internal void Add(TeamsMessage message) => _messages = _messages.Add(message);

    internal void Forget() => _messages = [];

    internal TeamsMessage? Find(string messageId) => _messages.Find(message => message.Id == messageId);

    internal void Change(string messageId, Func<TeamsMessage, TeamsMessage> change) =>
        _messages = _messages.ConvertAll(message => message.Id == messageId ? change(message) : message);
}
