using System.Collections.Concurrent;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Finds the person behind an account that a channel has proven. Typed text proves nothing.</summary>
/// <remarks>What is known is only in the store, so what one host deletes is deleted for all hosts.</remarks>
public sealed class Identification(
    IPeople people,
    ICatalog catalog,
    KnownAddresses addresses,
    AddressProofs proofs,
    AccountDirectories directories,
    ReachabilityRestored reachedAgain,
    LastInteractions interactions)
{
    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<ChannelAccount, string> _spoken = new();

    /// <summary>Says who it is, and keeps how to write to them.</summary>
    /// <param name="seen">The account as it just came in: conversation, service address and name of now.</param>
    public async Task<Identified> OfAsync(KnownAccount seen, CancellationToken cancellationToken)
    {
        var stored = await people.ReadAsync(seen.Account, cancellationToken);
        var known = (stored ?? seen) with
        {
            Name = seen.Name.Length > 0 ? seen.Name : stored?.Name ?? "",
            MemberId = seen.MemberId.Length > 0 ? seen.MemberId : stored?.MemberId ?? "",
            Conversation = seen.Conversation.Length > 0 ? seen.Conversation : stored?.Conversation ?? "",
            ServiceUrl = seen.ServiceUrl.Length > 0 ? seen.ServiceUrl : stored?.ServiceUrl ?? "",
            Locale = seen.Locale.Length > 0 ? seen.Locale : stored?.Locale ?? "",
            DeadBecause = seen.Conversation.Length > 0 ? "" : stored?.DeadBecause ?? "", // they just wrote to us there
            LastSeen = interactions.Note(seen.Account, stored),
        };
        return await JudgeAsync(known, stored, cancellationToken);
    }

    /// <summary>
    /// Says whose an account is that comes in by another way than its channel: nothing new is known of it, and it was not used.
    /// </summary>
    /// <param name="account">The account. One that is gone, or from which the app was taken, is no person's.</param>
    public async Task<Identified> OfKnownAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        await people.ReadAsync(account, cancellationToken) is { DeadBecause.Length: 0 } stored
            ? await JudgeAsync(stored, stored, cancellationToken)
            : new Identified.NotServed(NotServedBecause.Unknown);

    /// <summary>
    /// The language that an account was answered in last, or its person has chosen since, as far as this host knows; else that of its
    /// locale. For words that can't wait until it is known who it is.
    /// </summary>
    /// <param name="seen">The account as it came in, or as it is kept.</param>
    public string LanguageOf(KnownAccount seen) => _spoken.GetValueOrDefault(seen.Account, seen.Language);

    /// <summary>A person has chosen a language: their account is spoken to in it from now on.</summary>
    internal void Chose(KnownAccount account) => _spoken[account.Account] = account.Language;

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

        var asked = await directories.AskAsync(before, cancellationToken);
        var (identified, proven) = await JudgeAsync(asked, before.Directory, cancellationToken);
        if (stored is not null || asked.Directory!.Verdict is not (DirectoryVerdict.Member or DirectoryVerdict.Unavailable))
        {
            var kept = identified is Identified.Known ? proven with { DeadBecause = "" } : proven;
            await KeepAsync(identified, kept, stored, cancellationToken);
        }

        return (before.Person, identified);
    }

    /// <summary>An account was removed, or the app was taken from it: nothing can be written to it until it comes back.</summary>
    /// <param name="account">The account.</param>
    /// <param name="code">Why.</param>
    public Task RemoveAsync(ChannelAccount account, string code, CancellationToken cancellationToken) => people.ChangeAsync(
        account, known => known is null ? null : known with { DeadBecause = code, Directory = null }, cancellationToken);

    private async Task<Identified> JudgeAsync(KnownAccount known, KnownAccount? stored, CancellationToken cancellationToken)
    {
        if (directories.IsToBeAsked(known))
        {
            known = await directories.AskAsync(known, cancellationToken);
        }

        var (identified, proven) = await JudgeAsync(known, stored?.Directory, cancellationToken);
        if ((stored is null || stored.Person == default) && proven.Person != default)
        {
            proven = proven with { ChosenLanguage = await ChosenByAsync(proven.Person, cancellationToken) };
        }

        await KeepAsync(identified, proven, stored, cancellationToken);
        if (_spoken.Count >= MostRemembered)
        {
            _spoken.Clear();
        }

        _spoken[proven.Account] = proven.Language;
        return identified is Identified.Known person
            ? person with { Account = proven, Language = proven.Language }
            : identified with { Language = proven.Language };
    }

    private async Task KeepAsync(Identified identified, KnownAccount known, KnownAccount? stored, CancellationToken cancellationToken)
    {
        // It stays with its human, also while it can't be served.
        known = known with
        {
            Person = known.Person != default ? known.Person : stored?.Person ?? default,
            DeadBecause = identified is Identified.NotServed { Why: not NotServedBecause.DirectoryUnavailable and var why }
                ? CodeOf(why)
                : known.DeadBecause,
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
            await people.ChangeAsync(known.Account, stands => known.Over(stored, stands), cancellationToken);
        }
    }

    private async Task<string> ChosenByAsync(PersonId person, CancellationToken cancellationToken) =>
        (await people.OfAsync(person, cancellationToken)).Select(account => account.ChosenLanguage).FirstOrDefault(code => code.Length > 0)
        ?? "";

    private static string CodeOf(NotServedBecause why) => JsonNamingPolicy.CamelCase.ConvertName(why.ToString());

    private KnownAccount? ListedAs(ChannelAccount account) =>
        catalog.Current.People.FirstOrDefault(entry => entry.Lists(account)) is { } entry
            ? new KnownAccount { Account = account, Person = entry.Email }
            : null;

    private static NotServedBecause? WhyNotServed(DirectoryVerdict verdict) => verdict switch
    {
        DirectoryVerdict.Guest => NotServedBecause.Guest,
        DirectoryVerdict.Deactivated => NotServedBecause.Deactivated,
        DirectoryVerdict.Unknown => NotServedBecause.Unknown,
        DirectoryVerdict.Unavailable => NotServedBecause.DirectoryUnavailable,
        _ => null,
    };

    private bool IsUpToDate(KnownAccount known) => addresses.IdentitiesOf(known.Person) == known.Identities;

    // What its directory showed before is proven already: nothing is asked again while it shows the same.
    private async Task<(Identified Who, KnownAccount Proven)> JudgeAsync(
        KnownAccount known, DirectoryAnswer? before, CancellationToken cancellationToken)
    {
        var directory = known.Directory!;
        if (WhyNotServed(directory.Verdict) is { } why)
        {
            return (new Identified.NotServed(why), known);
        }

        var shown = directory.Addresses;
        var current = catalog.Current;
        var account = current.People.Where(entry => entry.Lists(known.Account)).Select(entry => entry.Email).ToList();
        var listed = account.Concat(current.People
            .Where(entry => shown.Any(address => PeopleDirectory.IsWrittenIn(entry, address)))
            .Select(entry => entry.Email)).Distinct().ToList();
        addresses.NoteFit(known with { Name = directory.Name.Length > 0 ? directory.Name : known.Name }, listed);
        if (listed.Count > 1)
        {
            return (new Identified.NotServed(NotServedBecause.Ambiguous), known);
        }

        if (account.Count == 0 && shown.Count == 0)
        {
            return (new Identified.NotServed(NotServedBecause.NoAddress), known);
        }

        if (account is [var theirs] && shown.Count == 0)
        {
            known = known with { Person = theirs, IsListed = true }; // nothing is proven by it: the catalog may be corrected
        }
        else
        {
            known = known.IsListed ? known with { Person = default, IsListed = false } : known;
            if (known.Identities.Length > 0 && !IsUpToDate(known))
            {
                await addresses.RefreshAsync(cancellationToken); // another host knows more
            }

            if (known.Person == default
                || before is not { Verdict: DirectoryVerdict.Member } earlier
                || !earlier.Addresses.SequenceEqual(shown)
                || !IsUpToDate(known))
            {
                if (await proofs.FindAsync(known, shown, cancellationToken) is not { } proven)
                {
                    // What it shows is not proven: it is asked again, and nothing is taken for known of it.
                    return (new Identified.NotServed(NotServedBecause.DirectoryUnavailable), known with { Directory = null });
                }

                known = known with { Person = proven, Identities = addresses.IdentitiesOf(proven) };
            }
        }

        var people = catalog.Current.Directory;
        var person = account is [var listedFor] ? people.FindHolder(listedFor) : people.Resolve(known.Person);
        var name = directory.Name.Length > 0 ? directory.Name : known.Name.Length > 0 ? known.Name : people.NameOf(person);
        var alone = addresses.Directory.Resolve(known.Person);
        var actor = new PersonActor(person, name, known.Account.Channel, known.Account.Key)
        {
            Proven = alone == person ? default : alone,
        };
        return (new Identified.Known(actor, known), known);
    }
}

/// <summary>Who is behind an account.</summary>
public abstract record Identified
{
    private Identified()
    {
    }

    /// <summary>The language they are answered in.</summary>
    public string Language { get; init; } = Languages.Default;

    /// <summary>A person.</summary>
    /// <param name="Actor">Who it is.</param>
    /// <param name="Account">What is known of their account.</param>
    public sealed record Known(Actor Actor, KnownAccount Account) : Identified;

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
