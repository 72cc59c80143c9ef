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

        var (account, now) = (AccountOf(address.Address), time.GetUtcNow());
        var stored = await people.ReadAsync(account, cancellationToken);
        return stored is { DeadBecause.Length: > 0 } && now - stored.LastSeen < DeadFor
            ? null
            : new KnownAccount
            {
                Account = account,
                ChosenLanguage = known.MaxBy(other => other.LastSeen)?.Language ?? "",
                Conversation = stored?.Conversation ?? "",
                LastSeen = now,
            };
    }

    /// <summary>Remembers what was sent, so that a report of its failure is believed.</summary>
    /// <param name="account">As <see cref="FindAsync"/> gave it.</param>
    /// <param name="outcome">What the channel said.</param>
    public async Task NoteAsync(KnownAccount account, SendOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is SendOutcome.Sent { Message.Message: { Length: > 0 } envelope })
        {
            var kept = account.Conversation.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(KeptEnvelopes - 1).Append(envelope);
            await people.WriteAsync(account with { Conversation = string.Join(' ', kept) }, cancellationToken);
        }
    }

    /// <summary>A server reports that a message did not arrive.</summary>
    /// <param name="address">Whom it was for.</param>
    /// <param name="envelope">The id that it was sent with.</param>
    /// <param name="code">Why.</param>
    /// <returns>Whether nothing was known of that yet: false also where the address was never sent such a message.</returns>
    public async Task<bool> FailAsync(string address, string envelope, string code, CancellationToken cancellationToken)
    {
        if (await people.ReadAsync(AccountOf(address), cancellationToken) is not { } account
            || !account.Conversation.Split(' ').Contains(envelope, StringComparer.Ordinal))
        {
            return false;
        }

        var isNew = account.DeadBecause.Length == 0 || time.GetUtcNow() - account.LastSeen >= DeadFor;
        if (isNew)
        {
            await people.WriteAsync(account with { DeadBecause = code, LastSeen = time.GetUtcNow() }, cancellationToken);
        }

        return isNew;
    }
}
