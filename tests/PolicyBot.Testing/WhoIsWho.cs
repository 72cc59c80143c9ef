using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Testing;

/// <summary>What finds out who is who, put together for a test.</summary>
/// <param name="people">The known accounts.</param>
/// <param name="served">The catalog as it is read.</param>
/// <param name="channels">The channels.</param>
/// <param name="time">The clock.</param>
/// <param name="shared">What is known of addresses, where several hosts share it; null: a book of its own.</param>
/// <param name="mail">Mail; null: it is off.</param>
public sealed class WhoIsWho(
    IPeople people, ICatalog served, IReadOnlyCollection<IChannel> channels, TimeProvider time, IAddressBook? shared = null,
    IMailChannel? mail = null)
{
    private readonly IAddressBook book = shared ?? new FakeAddressBook();

    /// <summary>What the host knows of addresses.</summary>
    public KnownAddresses Known => field ??= new KnownAddresses(book);

    /// <summary>The catalog that serves.</summary>
    public ICatalog Catalog => field ??= new ResolvedCatalog(served, Known);

    /// <summary>The accounts, under whichever identity each is stored.</summary>
    public IPeople People => field ??= new ResolvedPeople(people, () => Catalog.Current.Directory);

    /// <summary>The accounts by what is proven, without what the catalog adds.</summary>
    private IPeople Proven => field ??= new ResolvedPeople(people, () => Known.Directory);

    /// <summary>Who is one human.</summary>
    public IdentityLinks Links => field ??= new IdentityLinks(Proven, Known, () => Catalog.Current.People, time);

    /// <summary>Whose accounts are.</summary>
    public AddressProofs Proofs => field ??= new AddressProofs(
        Proven, Known, Links, new AccountStanding(Proven, channels), Catalog, time);

    /// <summary>Where people were seen last.</summary>
    private LastInteractions Interactions => field ??= new LastInteractions(channels, time);

    /// <summary>Where people can be written to.</summary>
    public Reachability Reachability => field ??= new Reachability(People, Proofs, Catalog, channels, Interactions, time);

    /// <summary>Where people are written to by mail; it is off unless a test says so.</summary>
    public MailAccounts Mail => field ??= new MailAccounts(People, Catalog, mail is null ? [] : [mail], time);

    /// <summary>Who is behind an account.</summary>
    public Identification Identify(IIndex index, IWork work) =>
        new(
            people, Catalog, Known, Proofs, new AccountDirectories(channels, time), new ReachabilityRestored(index, work, time),
            Interactions);
}
