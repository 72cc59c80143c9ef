using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Finds the person behind an account that a channel has proven. Typed text proves nothing.</summary>
/// <remarks>What is known is only in the store, so what one host deletes is deleted for all hosts.</remarks>
public sealed class Identification(
    IPeople people, ICatalog catalog, IEnumerable<IChannel> channels, ReachabilityRestored reachedAgain, TimeProvider time)
{
    /// <summary>How long a directory's answer is taken for true.</summary>
    public static readonly TimeSpan DirectoryAnswerHolds = TimeSpan.FromMinutes(15);

    /// <summary>How exact <see cref="KnownAccount.LastSeen"/> is: it is not written at every click.</summary>
    private static readonly TimeSpan LastSeenStep = TimeSpan.FromHours(1);

    /// <summary>
    /// The same where there are several channels: who changes from one to the other wants to be written to where they are.
    /// </summary>
    private static readonly TimeSpan LastSeenStepAmongChannels = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>Says who it is, and keeps how to write to them.</summary>
    /// <param name="seen">The account as it just came in: conversation, service address and name of now.</param>
    public async Task<Identified> OfAsync(KnownAccount seen, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stored = await people.ReadAsync(seen.Account, cancellationToken);
        var known = (stored ?? seen) with
        {
            Name = seen.Name.Length > 0 ? seen.Name : stored?.Name ?? "",
            MemberId = seen.MemberId.Length > 0 ? seen.MemberId : stored?.MemberId ?? "",
            Conversation = seen.Conversation.Length > 0 ? seen.Conversation : stored?.Conversation ?? "",
            ServiceUrl = seen.ServiceUrl.Length > 0 ? seen.ServiceUrl : stored?.ServiceUrl ?? "",
            DeadBecause = seen.Conversation.Length > 0 ? "" : stored?.DeadBecause ?? "", // they just wrote to us there
            LastSeen = stored is null || now - stored.LastSeen >= (_channels.Count > 1 ? LastSeenStepAmongChannels : LastSeenStep)
                ? now
                : stored.LastSeen,
        };
        return await JudgeAsync(known, stored, cancellationToken);
    }

    /// <summary>Whether an account is known: it has written to the bot, or the catalog lists it.</summary>
    public async Task<bool> KnowsAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        ListedAs(account) is not null || await people.ReadAsync(account, cancellationToken) is not null;

    /// <summary>
    /// An account changed. Asks its directory again, since it may belong to another person now, or to none. An account that the directory
    /// does not confirm stays with its person, as one that can't be written to, until the directory confirms it again.
    /// </summary>
    /// <param name="account">The account. One that is neither known nor listed is ignored.</param>
    /// <returns>Whose it was, and whose it is now; null for an ignored account.</returns>
    public async Task<(PersonId Before, Identified Now)?> AskAgainAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        var stored = await people.ReadAsync(account, cancellationToken);
        if ((stored ?? ListedAs(account)) is not { } before)
        {
            return null;
        }

        var asked = await AskedAsync(before, cancellationToken);
        var identified = Judge(asked);
        var gone = asked.Directory!.Verdict switch
        {
            DirectoryVerdict.Guest => "guest",
            DirectoryVerdict.Deactivated => "deactivated",
            DirectoryVerdict.Unknown => "unknown",
            _ => "",
        };
        if (gone.Length > 0)
        {
            await people.WriteAsync(asked with { DeadBecause = gone }, cancellationToken);
        }
        else if (stored is not null)
        {
            await KeepAsync(
                identified, identified is Identified.Known ? asked with { DeadBecause = "" } : asked, stored, cancellationToken);
        }

        return (before.Person, identified);
    }

    /// <summary>An account was removed, or the app was taken from it: nothing can be written to it until it comes back.</summary>
    /// <param name="account">The account.</param>
    /// <param name="code">Why.</param>
    public async Task RemoveAsync(ChannelAccount account, string code, CancellationToken cancellationToken)
    {
        if (await people.ReadAsync(account, cancellationToken) is { } known)
        {
            await people.WriteAsync(known with { DeadBecause = code, Directory = null }, cancellationToken);
        }
    }

    private async Task<Identified> JudgeAsync(KnownAccount known, KnownAccount? stored, CancellationToken cancellationToken)
    {
        if (known.Directory is null or { Verdict: DirectoryVerdict.Unavailable }
            || time.GetUtcNow() - known.DirectoryAskedAt >= DirectoryAnswerHolds)
        {
            known = await AskedAsync(known, cancellationToken);
        }

        var identified = Judge(known);
        await KeepAsync(identified, known, stored, cancellationToken);
        return identified;
    }

    private async Task<KnownAccount> AskedAsync(KnownAccount known, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var answer = _channels.TryGetValue(known.Account.Channel, out var channel)
            ? await channel.LookUpAsync(known, cancellationToken)
            : new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", "");
        return known with { Directory = answer, DirectoryAskedAt = now };
    }

    private async Task KeepAsync(Identified identified, KnownAccount known, KnownAccount? stored, CancellationToken cancellationToken)
    {
        known = known with
        {
            Person = identified switch
            {
                Identified.Known person => person.Actor.Person,
                // still theirs: they can be written to
                Identified.NotServed { Why: NotServedBecause.DirectoryUnavailable } => stored?.Person ?? default,
                _ => default,
            },
        };
        if (known.Person != default
            && known.DeadBecause.Length == 0
            && (stored is not { DeadBecause.Length: 0 } || stored.Person != known.Person))
        {
            // before it is kept: what fails in between is done at the next word
            await reachedAgain.LookAsync(known.Person, cancellationToken);
        }

        if (known != stored)
        {
            await people.WriteAsync(known, cancellationToken);
        }
    }

    private KnownAccount? ListedAs(ChannelAccount account) =>
        catalog.Current.People.FirstOrDefault(entry => entry.Lists(account)) is { } entry
            ? new KnownAccount { Account = account, Person = entry.Email }
            : null;

    private Identified Judge(KnownAccount known)
    {
        var directory = known.Directory!;
        switch (directory.Verdict)
        {
            case DirectoryVerdict.Guest:
                return new Identified.NotServed(NotServedBecause.Guest);
            case DirectoryVerdict.Deactivated:
                return new Identified.NotServed(NotServedBecause.Deactivated);
            case DirectoryVerdict.Unknown:
                return new Identified.NotServed(NotServedBecause.Unknown);
            case DirectoryVerdict.Unavailable:
                return new Identified.NotServed(NotServedBecause.DirectoryUnavailable);
        }

        var current = catalog.Current;
        var addresses = new[] { directory.Mail, directory.PrincipalName }
            .Select(text => PersonId.TryParse(text, out var id) ? id : default).Where(id => id != default).ToList();
        var listed = current.People.Where(entry => entry.Lists(known.Account))
            .Concat(addresses.Select(current.Person).OfType<PersonEntry>())
            .Select(entry => entry.Email).Distinct().ToList();
        return (listed, addresses) switch
        {
            ({ Count: > 1 }, _) => new Identified.NotServed(NotServedBecause.Ambiguous),
            ([var explicitly], _) => Known(explicitly),
            (_, [var first, ..]) => Known(first),
            _ => new Identified.NotServed(NotServedBecause.NoAddress),
        };

        Identified.Known Known(PersonId person) =>
            new(new PersonActor(person, directory.Name.Length > 0 ? directory.Name : known.Name, known.Account.Channel, known.Account.Key));
    }
}

/// <summary>Who is behind an account.</summary>
public abstract record Identified
{
    private Identified()
    {
    }

    /// <summary>A person.</summary>
    public sealed record Known(Actor Actor) : Identified;

    /// <summary>The person is not served; one sentence says why.</summary>
    public sealed record NotServed(NotServedBecause Why) : Identified;
}

/// <summary>Why a person is not served. Each reason has its own words.</summary>
public enum NotServedBecause
{
    /// <summary>A guest of the tenant or workspace.</summary>
    Guest,

    /// <summary>Switched off.</summary>
    Deactivated,

    /// <summary>The directory does not know them.</summary>
    Unknown,

    /// <summary>More than one person fits.</summary>
    Ambiguous,

    /// <summary>The directory has no address for them, and the catalog lists none.</summary>
    NoAddress,

    /// <summary>The directory does not answer.</summary>
    DirectoryUnavailable,
}
