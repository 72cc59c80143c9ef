using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Testing.Fakes;

/// <summary>Mail in memory: what was sent where, and what the server is to say.</summary>
public sealed class FakeMail : IMailChannel
{
    private readonly FakeChannel letters = new(IMailChannel.ChannelName);

    /// <summary>Every mail, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Sent => letters.Sent;

    /// <summary>The outcome of sending; null: it arrives.</summary>
    public Func<KnownAccount, SendOutcome?> OnSend
    {
        get => letters.OnSend;
        set => letters.OnSend = value;
    }

    public string Name => letters.Name;

    public DrawnCard Draw(CardView view) => letters.Draw(view);

    public Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        letters.SendAsync(recipient, drawn, noticeId, cancellationToken);

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A mail that was sent stays as it is.");

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("No stage names a place of mail.");

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Mail proves nobody.");

    public Task<FoundAccount> FindAsync(
        Domain.Policies.PersonId person, string? listed, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Mail reaches nobody in the sense of the rules.");
}
