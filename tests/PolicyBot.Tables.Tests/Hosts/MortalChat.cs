using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>A chat that outlives the host that writes to it.</summary>
/// <param name="chat">The chat.</param>
/// <param name="finds">Whether it finds a message again by the id that it was sent with.</param>
/// <param name="life">Whose call it is.</param>
/// <param name="arrived">Told of each message that is in the chat from now on.</param>
internal sealed class MortalChat(FakeChannel chat, bool finds, Life life, Action<string, PersonId> arrived) : IChannel
{
    private static readonly TimeSpan CallTakes = TimeSpan.FromMilliseconds(15);

    public string Name => chat.Name;

    public DrawnCard Draw(CardView view) => chat.Draw(view);

    /// <summary>The name of a message to a person that is about no single exception.</summary>
    public static string Unnumbered(PersonId person) => $"to {person}";

    public Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        life.CallAsync(
        $"sending {NameOf(recipient, noticeId)}",
        async () =>
        {
            life.Gives(NameOf(recipient, noticeId));
            await Task.Delay(CallTakes, cancellationToken); // longer than the store: the other host may come by
            var outcome = await chat.SendAsync(recipient, drawn, noticeId, cancellationToken);
            arrived(NameOf(recipient, noticeId), recipient.Person);
            return outcome;
        },
        noticeId.Length > 0 ? CallKind.Tells : CallKind.Claims);

    public Task<SendOutcome> SendAgainAsync(
        KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        finds && chat.Sent.FirstOrDefault(message => message.NoticeId == noticeId && message.To == recipient.Account) is { } found
            ? life.CallAsync($"finding {noticeId} again", () => chat.UpdateAsync(found.Message, drawn, cancellationToken))
            : SendAsync(recipient, drawn, noticeId, cancellationToken);

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken) =>
        life.CallAsync($"redrawing message {message.Message} in {Name}", () => chat.UpdateAsync(message, drawn, cancellationToken));

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No stage here has a place.");

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        chat.LookUpAsync(account, cancellationToken);

    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
        chat.FindAsync(person, listed, cancellationToken);

    private static string NameOf(KnownAccount recipient, string noticeId) => noticeId.Length > 0 ? noticeId : Unnumbered(recipient.Person);
}
