namespace PolicyBot.Domain.Policies;

/// <summary>
/// Which identities are one human, as far as is proven now. Records keep the identity that was known when they were written; who
/// compares people resolves both first, and nothing else says whether two are the same. Never changed: what is proven later is another
/// directory.
/// </summary>
public sealed class PeopleDirectory
{
    private readonly Dictionary<PersonId, PersonId> _persons;
    private readonly Dictionary<PersonId, PersonId> _holders;
    private readonly Dictionary<PersonId, KnownAddress> _rows;
    private readonly ILookup<PersonId, PersonId> _unclear;
    private readonly Lazy<ILookup<PersonId, PersonId>> _identities;
    private readonly Lazy<HashSet<string>> _sharedNames;

    /// <summary>Puts together what is known.</summary>
    /// <param name="rows">What is known of each address.</param>
    /// <param name="entries">What the catalog says: all addresses of an entry are one human.</param>
    public PeopleDirectory(IEnumerable<KnownAddress> rows, IReadOnlyList<PersonEntry> entries)
    {
        _rows = rows.ToDictionary(row => row.Address);
        var persons = new Dictionary<PersonId, PersonId>();
        foreach (var row in _rows.Values.Where(row => row.Person != row.Address))
        {
            persons[row.Address] = row.Person;
        }

        var holders = _rows.Values.Where(row => row.Holder is not null).ToDictionary(row => row.Address, row => row.Holder!.Value);
        var unclear = new List<(PersonId, PersonId)>();
        foreach (var entry in entries)
        {
            // The entry's own address names the human; where proof has named them otherwise, that identity follows it. So does what an
            // account shows that the entry lists, unless another entry lists that. An address that came to another account, and of which
            // no administrator has said whom it means, joins no two people; but none of those decides for another.
            var shown = entry.Slack is null && entry.Teams is null ? []
                : _rows.Values
                    .Where(row => row.Proofs.Any(proof => proof.Until is null && entry.Lists(ChannelAccount.Parse(proof.Account))))
                    .Select(row => row.Address)
                    .Where(address => entries.All(other => other == entry || !IsWrittenIn(other, address)));
            var named = _rows.GetValueOrDefault(entry.Email)?.Holder is { } now ? Root(persons, now) : entry.Email;
            var isUnclear = _rows.GetValueOrDefault(entry.Email)?.IsUnclear() == true;
            foreach (var address in entry.Addresses.Append(entry.Email).Concat(shown).Distinct().ToList())
            {
                var row = _rows.GetValueOrDefault(address);
                var meant = Root(persons, row?.Holder ?? address);
                if (isUnclear || row?.IsUnclear() == true)
                {
                    unclear.AddRange([(meant, named), (named, meant)]);
                }
                else if (meant != named && !IsApart(meant, named))
                {
                    persons[Root(persons, named)] = named; // with all who are joined with them
                    persons[meant] = named;
                    persons.Remove(named);
                }
            }
        }

        _persons = persons.Keys.ToDictionary(id => id, id => Root(persons, id));
        _holders = holders.ToDictionary(pair => pair.Key, pair => Root(persons, pair.Value));
        _unclear = unclear.ToLookup(pair => Resolve(pair.Item1), pair => Resolve(pair.Item2));
        _identities = new Lazy<ILookup<PersonId, PersonId>>(() => _persons.ToLookup(pair => pair.Value, pair => pair.Key));
        _sharedNames = new Lazy<HashSet<string>>(() => _rows.Values.Where(row => row.Name.Length > 0)
            .GroupBy(row => row.Name, row => Resolve(row.Address), StringComparer.Ordinal)
            .Where(named => named.Distinct().Skip(1).Any())
            .Select(named => named.Key)
            .ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Nothing is known: each address is a human of its own.</summary>
    public static PeopleDirectory Empty { get; } = new([], []);

    /// <summary>Whether no two identities are one human and none is held by another: resolving changes nothing.</summary>
    public bool IsTrivial => _persons.Count == 0 && _holders.Count == 0;

    /// <summary>The human whom a record means by an identity: the same for all their identities.</summary>
    public PersonId Resolve(PersonId recorded) => _persons.TryGetValue(recorded, out var person) ? person : recorded;

    /// <summary>The human who holds an address now: whom the catalog and typed words mean by it.</summary>
    public PersonId FindHolder(PersonId address) => _holders.TryGetValue(address, out var holder) ? holder : Resolve(address);

    /// <summary>Whether two humans were judged to be two: no proof makes them one.</summary>
    public bool AreApart(PersonId one, PersonId other) =>
        RowsOf(one).Any(row => IdentitiesOf(other).Any(row.IsApartFrom))
        || RowsOf(other).Any(row => IdentitiesOf(one).Any(row.IsApartFrom));

    /// <summary>Whether two identities in records are the same human.</summary>
    public bool AreSame(PersonId one, PersonId other) => Resolve(one) == Resolve(other);

    /// <summary>Whether an address is written in an entry of the catalog, also where another holds it now.</summary>
    public static bool IsWrittenIn(PersonEntry entry, PersonId address) => entry.Email == address || entry.Addresses.Contains(address);

    /// <summary>Every identity under which records may know a human, the one of now first.</summary>
    public IEnumerable<PersonId> IdentitiesOf(PersonId person) => _identities.Value[Resolve(person)].Prepend(Resolve(person));

    /// <summary>What is known of an address; null for nothing.</summary>
    public KnownAddress? Find(PersonId address) => _rows.GetValueOrDefault(address);

    /// <summary>All that is known of a human, address by address.</summary>
    public IEnumerable<KnownAddress> RowsOf(PersonId person) => IdentitiesOf(person).Select(Find).OfType<KnownAddress>();

    /// <summary>
    /// Those who were held for this human once and are not any more, and since when (UTC): on what was open then, they stay one human for
    /// every decision.
    /// </summary>
    public IEnumerable<(PersonId Person, DateTimeOffset Until)> FormerSelves(PersonId person) => RowsOf(person)
        .SelectMany(row => row.Verdicts)
        .Where(verdict => !verdict.IsSame && verdict.WereOne)
        .Select(verdict => (Resolve(verdict.With), verdict.At))
        .Concat(RowsOf(person).SelectMany(row => row.Formers).Select(former => (Resolve(former.With), former.Until)))
        .Concat(_unclear[Resolve(person)].Select(other => (other, DateTimeOffset.MaxValue)))
        .Where(former => !AreSame(former.Item1, person));

    /// <summary>Every identity of each who was one human by an entry of an earlier catalog and is more than one now.</summary>
    /// <param name="before">The entries of that catalog.</param>
    public IEnumerable<IReadOnlyList<PersonId>> FindParted(IReadOnlyList<PersonEntry> before)
    {
        var were = new PeopleDirectory(_rows.Values, before);
        return before.Select(entry => were.IdentitiesOf(were.FindHolder(entry.Email)).Distinct().ToList())
            .Where(one => one.Exists(identity => !AreSame(identity, one[0])));
    }

    /// <summary>
    /// What a person is called: the name, with the address where two humans share it; the address where no name is known.
    /// </summary>
    public string NameOf(PersonId person)
    {
        var name = RowsOf(person).Select(row => row.Name).FirstOrDefault(name => name.Length > 0) ?? "";
        return Distinguish(name, person);
    }

    /// <summary>
    /// A name that a person is or was called by, with their address where two humans share it; the address alone where there is no name, or
    /// where an address or a channel's id stands in its place.
    /// </summary>
    public string Distinguish(string name, PersonId person)
    {
        var address = Resolve(person).Address;
        return ShownName.Of(name).Length == 0 || string.Equals(name.Trim(), address, StringComparison.OrdinalIgnoreCase) ? address
            : _sharedNames.Value.Contains(name) ? $"{name} ({address})"
            : name;
    }

    /// <summary>What is known of a human now, to be kept in a record.</summary>
    public KnownIdentity Describe(PersonId person) => new(
        person,
        [.. IdentitiesOf(person).Select(identity => identity.Value).Order(StringComparer.Ordinal)],
        [
            .. RowsOf(person).SelectMany(row => row.Proofs).Where(proof => proof.Until is null).Select(proof => proof.Account).Distinct()
                .Order(StringComparer.Ordinal),
        ]);

    private bool IsApart(PersonId one, PersonId other) =>
        _rows.GetValueOrDefault(one)?.IsApartFrom(other) == true || _rows.GetValueOrDefault(other)?.IsApartFrom(one) == true;

    private static PersonId Root(Dictionary<PersonId, PersonId> persons, PersonId id)
    {
        // Two hosts that join the same two humans at once may write a ring: its smallest member stands for it.
        HashSet<PersonId>? seen = null;
        while (persons.TryGetValue(id, out var next) && (seen ??= []).Add(id))
        {
            id = next;
        }

        if (seen?.Contains(id) != true)
        {
            return id;
        }

        var (smallest, ring) = (id, persons[id]);
        for (; ring != id; ring = persons[ring])
        {
            smallest = ring < smallest ? ring : smallest;
        }

        return smallest;
    }
}

/// <summary>Who a person was known to be at an instant, for a check that judges a decision again.</summary>
/// <param name="Person">The identity that the record names.</param>
/// <param name="Addresses">Every address that was theirs then.</param>
/// <param name="Accounts">Every account that showed one of them then (<see cref="ChannelAccount.Key"/>).</param>
public sealed record KnownIdentity(PersonId Person, IReadOnlyList<string> Addresses, IReadOnlyList<string> Accounts);

/// <summary>What is known of an address, which is also the identity of the human who was first known by it.</summary>
public sealed record KnownAddress
{
    /// <summary>The address; for a later holder of the same, with a number behind it.</summary>
    public required PersonId Address { get; init; }

    /// <summary>The identity of the human whom records mean by it: itself, or the one it was joined with.</summary>
    public required PersonId Person { get; init; }

    /// <summary>Who holds it now, where that is another human than the one whom records mean; null: the same.</summary>
    public PersonId? Holder { get; init; }

    /// <summary>The name that a channel showed last; empty for none. An id in its place is none.</summary>
    public string Name { get => field ?? ""; init => field = ShownName.Of(value); } = "";

    /// <summary>The accounts that showed it to be theirs, oldest first.</summary>
    public IReadOnlyList<AddressProof> Proofs { get => field ?? []; init; } = [];

    /// <summary>What was judged of it and others, oldest first; the newest about another stands.</summary>
    public IReadOnlyList<IdentityVerdict> Verdicts { get => field ?? []; init; } = [];

    /// <summary>Those who were held for the same human by an entry of the catalog that is gone.</summary>
    public IReadOnlyList<FormerSelf> Formers { get => field ?? []; init; } = [];

    /// <summary>Whether it says the same as another.</summary>
    public bool IsSameAs(KnownAddress other) =>
        this with { Proofs = other.Proofs, Verdicts = other.Verdicts, Formers = other.Formers } == other
        && Proofs.SequenceEqual(other.Proofs)
        && Verdicts.SequenceEqual(other.Verdicts)
        && Formers.SequenceEqual(other.Formers);

    /// <summary>Another account has come up under it, and no administrator has said whom the catalog means by it.</summary>
    public bool IsUnclear() => Holder is null && FindUnjudged().Any();

    /// <summary>Who has come up under it by another account, and of whom no administrator has said anything since.</summary>
    public IEnumerable<PersonId> FindUnjudged() => Verdicts.GroupBy(verdict => verdict.With)
        .Where(about => about.Last() is { IsSame: false, By: "" })
        .Select(about => about.Key);

    /// <summary>Whether the newest verdict about another says that they are two humans.</summary>
    public bool IsApartFrom(PersonId other) => Verdicts.LastOrDefault(verdict => verdict.With == other) is { IsSame: false };
}

/// <summary>An account that showed an address as its own.</summary>
/// <param name="Account">The account (<see cref="ChannelAccount.Key"/>).</param>
/// <param name="From">Since when (UTC) it is known to.</param>
/// <param name="Until">Since when (UTC) it is known not to any more; null while it does.</param>
public sealed record AddressProof(string Account, DateTimeOffset From, DateTimeOffset? Until = null);

/// <summary>An identity that the catalog held for the same human once.</summary>
/// <param name="With">The other identity.</param>
/// <param name="Until">Since when (UTC) it does not any more.</param>
public sealed record FormerSelf(PersonId With, DateTimeOffset Until);

/// <summary>Two identities were judged to be one human, or two.</summary>
/// <param name="With">The other identity.</param>
/// <param name="IsSame">Whether they are one human.</param>
/// <param name="WereOne">Whether they were held for one until then.</param>
/// <param name="At">When (UTC).</param>
/// <param name="By">The administrator; empty: PolicyBot, by the evidence.</param>
/// <param name="Because">The reason as typed, or the evidence.</param>
public sealed record IdentityVerdict(PersonId With, bool IsSame, bool WereOne, DateTimeOffset At, string By, string Because);
