using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>A chat in memory: keeps every message with all that it ever showed, and can be told to fail.</summary>
/// <param name="name">The channel's name.</param>
public sealed class FakeChannel(string name) : IChannel
{
    private readonly ConcurrentDictionary<string, CardView> views = new();
    private readonly Lock gate = new();
    private readonly List<FakeMessage> sent = [];

    /// <summary>Every message, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    /// <summary>The outcome of sending a message; null: it arrives.</summary>
    public Func<KnownAccount, SendOutcome?> OnSend { get; set; } = _ => null;

    /// <summary>The outcome of a redraw; null: it is shown.</summary>
    public Func<FakeMessage, SendOutcome?> OnUpdate { get; set; } = _ => null;

    /// <summary>The outcome of looking for a message; null: it is looked for.</summary>
    public Func<SendOutcome?> OnFindSent { get; set; } = () => null;

    /// <summary>What happens while it is waited for an answer to be shown.</summary>
    public Func<Task> OnAnswered { get; set; } = () => Task.CompletedTask;

    /// <summary>What the directory says of an account, by its id; other accounts are unknown.</summary>
    public Dictionary<string, DirectoryAnswer> Directory { get; } = [];

    /// <summary>The result of looking for a person's account; other people have none.</summary>
    public Dictionary<PersonId, FoundAccount> Findable { get; } = [];

    /// <summary>What a look-up of a person's account waits for; nothing unless a test says so.</summary>
    public Func<PersonId, Task> OnFind { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whose account was looked for, in order.</summary>
    public List<PersonId> Sought { get; } = [];

    /// <summary>How often the directory was asked.</summary>
    public int LookUps { get; private set; }

    /// <summary>Whether it finds a message again by the id it was sent with, as Slack does.</summary>
    public bool CanFindSent { get; set; }

    public string Name => name;

    public DrawnCard Draw(CardView view)
    {
        var drawn = DrawnCard.From([], $"{view.GetType().Name} {JsonSerializer.Serialize(view, view.GetType())}");
        views[drawn.Hash] = view;
        return drawn;
    }

    public Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (OnSend(recipient) is { } trouble)
            {
                return Task.FromResult(trouble);
            }

            var message =
                new MessageRef(name, recipient.ServiceUrl, recipient.Conversation, (sent.Count + 1).ToString(CultureInfo.InvariantCulture));
            sent.Add(new FakeMessage(message, recipient.Account, noticeId, [views[drawn.Hash]]));
            return Task.FromResult<SendOutcome>(new SendOutcome.Sent(message));
        }
    }

    public Task<SendOutcome> FindSentAsync(KnownAccount recipient, string noticeId, CancellationToken cancellationToken) =>
        Task.FromResult(
            OnFindSent() is { } trouble ? trouble
            : CanFindSent && Sent.FirstOrDefault(one => one.NoticeId == noticeId && one.To == recipient.Account) is { } found
            ? new SendOutcome.Sent(found.Message)
            : new SendOutcome.Gone("NoSuchMessage"));

    public async Task<SendOutcome> SendAgainAsync(
        KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        await FindSentAsync(recipient, noticeId, cancellationToken) is SendOutcome.Sent found
            ? SendOutcome.Sent.Found(found.Message, await UpdateAsync(found.Message, drawn, cancellationToken))
            : await SendAsync(recipient, drawn, noticeId, cancellationToken);

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (sent.Find(one => one.Message == message) is not { } shown)
            {
                return Task.FromResult<SendOutcome>(new SendOutcome.Gone("NoSuchMessage"));
            }

            if (OnUpdate(shown) is { } trouble)
            {
                return Task.FromResult(trouble);
            }

            shown.Shown.Add(views[drawn.Hash]);
            return Task.FromResult<SendOutcome>(new SendOutcome.Sent(message));
        }
    }

    public async Task RedrawAsync(MessageRef message, Func<Task<DrawnCard?>> drawAsync, CancellationToken cancellationToken)
    {
        await OnAnswered();
        if (await drawAsync() is { } drawn)
        {
            await UpdateAsync(message, drawn, cancellationToken);
        }
    }

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LookUps++;
        var findable = Findable.FirstOrDefault(found => found.Value is FoundAccount.Here here && here.Account.Account == account.Account).Key;
        return Task.FromResult(Directory.GetValueOrDefault(account.Account.Id)
            ?? (findable != default
                ? new DirectoryAnswer(DirectoryVerdict.Member, findable.Value, "", account.Name)
                : new DirectoryAnswer(DirectoryVerdict.Unknown, "", "", account.Name)));
    }

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        SendAsync(
            new KnownAccount { Account = new ChannelAccount(name, "", place), Conversation = place }, drawn, noticeId, cancellationToken);

    public async Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Sought.Add(person);
        await OnFind(person);
        return Findable.GetValueOrDefault(person)
            ?? (listed is { Length: > 0 }
                ? new FoundAccount.Here(new KnownAccount { Account = new ChannelAccount(name, "", listed), Person = person })
                : new FoundAccount.NotHere("neverMet"));
    }

    /// <summary>What was answered in a message: the client shows it in the place of what stood there.</summary>
    public void Answered(MessageRef message, CardView view)
    {
        lock (gate)
        {
            sent.Single(one => one.Message == message).Shown.Add(view);
        }
    }
}

/// <summary>One message in a fake chat.</summary>
/// <param name="Message">Where it is.</param>
/// <param name="To">Whom it was sent to.</param>
/// <param name="NoticeId">The id it was sent with; empty for none.</param>
/// <param name="Shown">What it showed, the newest last.</param>
public sealed record FakeMessage(MessageRef Message, ChannelAccount To, string NoticeId, List<CardView> Shown)
{
    /// <summary>What it shows now.</summary>
    public CardView View => Shown[^1];
}
