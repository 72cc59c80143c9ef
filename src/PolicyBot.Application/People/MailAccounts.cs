using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Where people are written to by mail, once no chat reaches them.</summary>
/// <param name="people">The known accounts. Those of mail are listed under no person: they prove nothing.</param>
/// <param name="catalog">The catalog that serves.</param>
/// <param name="channels">Mail; none where it is off.</param>
/// <param name="time">The clock.</param>
public sealed class MailAccounts(IPeople people, ICatalog catalog, IEnumerable<IMailChannel> channels, TimeProvider time)
{
    /// <summary>How long nothing is sent to an address that refused a message; then it is tried again, for mailboxes are mended.</summary>
    public static readonly TimeSpan DeadFor = TimeSpan.FromDays(7);

    private const int KeptEnvelopes = 20;

    /// <summary>Mail; null where it is off.</summary>
    public IMailChannel? Channel { get; } = channels.FirstOrDefault();

    /// <summary>The account of an address.</summary>
    public static ChannelAccount AccountOf(string address) => new(IMailChannel.ChannelName, "", address.ToLowerInvariant());

    /// <summary>Where a person whom no chat reaches is written to.</summary>
    /// <param name="person">The person.</param>
    /// <param name="reach">What chats say of them.</param>
    /// <returns>Null: mail is off, a chat reaches them or does not answer just now, a directory says that they are a guest or switched off,
    /// another human holds their address now, or the address refused a message within <see cref="DeadFor"/>.</returns>
    public async Task<KnownAccount?> FindAsync(PersonId person, Reach reach, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        if (Channel is null || reach.Accounts.Count > 0 || reach.IsUnsure
            || Reachability.AddressesOf(current, person, current.Person(person)).OrderByDescending(address => address == person)
                .FirstOrDefault() is not { Value.Length: > 0 } address)
        {
            return null;
        }

        var known = await people.OfAsync(person, cancellationToken);
        if (known.Any(account => account.Directory is { Verdict: DirectoryVerdict.Guest or DirectoryVerdict.Deactivated }))
        {
            return null;
        }

        var account = AccountOf(address.Address);
        return IsDead(await people.ReadAsync(account, cancellationToken))
            ? null
            : new KnownAccount
            {
                Account = account,
                ChosenLanguage = known.MaxBy(other => other.LastSeen)?.Language ?? "",
                LastSeen = time.GetUtcNow(),
            };
    }

    /// <summary>Remembers what became of a message: whether a report of its failure is believed, or nothing more is sent there.</summary>
    /// <param name="account">As <see cref="FindAsync"/> gave it.</param>
    /// <param name="outcome">What the channel said.</param>
    public async Task NoteAsync(KnownAccount account, SendOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case SendOutcome.Sent { Message.Message: { Length: > 0 } envelope }:
                try
                {
                    await people.ChangeAsync(account.Account, known => Sent(known ?? account, envelope), cancellationToken);
                }
                catch (StoreUnavailableException)
                {
                    // It is out. A report of its failure will not be believed, which is better than sending it again.
                }

                break;
            case SendOutcome.Unreachable dead:
                await MarkDeadAsync(account, dead.Code, cancellationToken);
                break;
        }
    }

    /// <summary>Whether a report is about a message that was sent to its address, and nothing was known of that yet.</summary>
    /// <param name="address">Whom it was for.</param>
    /// <param name="envelope">The id that it was sent with.</param>
    public async Task<bool> IsNewsAsync(string address, string envelope, CancellationToken cancellationToken) =>
        await people.ReadAsync(AccountOf(address), cancellationToken) is { } account
        && account.Envelopes.Split(' ').Contains(envelope, StringComparer.Ordinal)
        && !IsDead(account);

    /// <summary>A message did not arrive: nothing is sent to its address for <see cref="DeadFor"/>.</summary>
    /// <param name="address">Whom it was for.</param>
    /// <param name="code">Why.</param>
    public Task FailAsync(string address, string code, CancellationToken cancellationToken) =>
        MarkDeadAsync(new KnownAccount { Account = AccountOf(address) }, code, cancellationToken);

    private Task MarkDeadAsync(KnownAccount account, string code, CancellationToken cancellationToken) => people.ChangeAsync(
        account.Account, known => (known ?? account) with { DeadBecause = code, LastSeen = time.GetUtcNow() }, cancellationToken);

    // A message that was on its way while the one before came back makes the address no better.
    private KnownAccount Sent(KnownAccount account, string envelope)
    {
        var kept = account.Envelopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(KeptEnvelopes - 1).Append(envelope);
        var noted = account with { Envelopes = string.Join(' ', kept) };
        return IsDead(account) ? noted : noted with { DeadBecause = "", LastSeen = time.GetUtcNow() };
    }

    private bool IsDead(KnownAccount? account) =>
        account is { DeadBecause.Length: > 0 } && time.GetUtcNow() - account.LastSeen < DeadFor;
}
