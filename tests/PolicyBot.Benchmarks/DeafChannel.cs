using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Benchmarks;

/// <summary>A chat that takes everything and keeps nothing.</summary>
internal sealed class DeafChannel : IChannel
{
    private int sent;

    public string Name => "teams";

    /// <summary>How many messages it took.</summary>
    public int Sent => sent;

    public DrawnCard Draw(CardView view) => DrawnCard.From([], view.Summary);

    public Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(
            new SendOutcome.Sent(
                new MessageRef(Name, "", recipient.Conversation,
                Interlocked.Increment(ref sent).ToString(System.Globalization.CultureInfo.InvariantCulture))));

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Sent(message));

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        SendAsync(
            new KnownAccount { Account = new ChannelAccount(Name, "", place), Conversation = place }, drawn, noticeId, cancellationToken);

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        Task.FromResult(new DirectoryAnswer(DirectoryVerdict.Unknown, "", "", ""));

    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
        Task.FromResult<FoundAccount>(
            new FoundAccount.Here(
                new KnownAccount { Account = new ChannelAccount(Name, "", person.Value), Person = person, Conversation = person.Value }));
}
