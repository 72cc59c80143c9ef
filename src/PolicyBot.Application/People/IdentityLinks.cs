using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// Holds two identities for one human, or for two: by evidence, or by an administrator's word, which no later proof overrules.
/// </summary>
/// <param name="people">The accounts, by what is proven.</param>
/// <param name="known">What is known of addresses.</param>
/// <param name="entries">The entries of the catalog that serves.</param>
/// <param name="time">The clock.</param>
public sealed class IdentityLinks(IPeople people, KnownAddresses known, Func<IReadOnlyList<PersonEntry>> entries, TimeProvider time)
{
    /// <summary>Holds two for one human from now on: records that name the one mean the other.</summary>
    public async Task JoinAsync(PersonId person, PersonId with, string because, CancellationToken cancellationToken, string by = "")
    {
        var verdict = new IdentityVerdict(with, IsSame: true, WereOne: false, time.GetUtcNow(), by, because);
        await known.UpdateAsync(
            person,
            stored => (stored ?? new KnownAddress { Address = person, Person = person }) with
            {
                Person = with,
                Verdicts = [.. stored?.Verdicts ?? [], verdict],
            },
            cancellationToken);
        foreach (var account in (await people.OfAsync(person, cancellationToken)).Where(account => account.Person != with))
        {
            await people.ChangeWhileTheirsAsync(account, known => known with { Person = with }, cancellationToken);
        }

        await KeepIdentitiesAsync(with, cancellationToken);
    }

    /// <summary>Holds who comes up under a known address for another human. Administrators are told, with the command that links
    /// them.</summary>
    public Task KeepApartAsync(PersonId address, PersonId home, string because, CancellationToken cancellationToken)
    {
        var verdict = new IdentityVerdict(home, IsSame: false, WereOne: false, time.GetUtcNow(), By: "", because);
        return known.UpdateAsync(
            address,
            stored => stored?.Verdicts.Any(judged => known.Directory.AreSame(judged.With, home)) == true ? null
                : (stored ?? new KnownAddress { Address = address, Person = address }) with
                {
                    Verdicts = [.. stored?.Verdicts ?? [], verdict],
                },
            cancellationToken);
    }

    /// <summary>
    /// Lets each account of a human name all their identities, so that a host which knows less than another finds that out at the next
    /// press.
    /// </summary>
    public async Task KeepIdentitiesAsync(PersonId person, CancellationToken cancellationToken, ChannelAccount? except = null)
    {
        var identities = known.IdentitiesOf(person);
        foreach (var account in await people.OfAsync(person, cancellationToken))
        {
            if (account.Account != except && account.Identities != identities)
            {
                await people.ChangeWhileTheirsAsync(account, known => known with { Identities = identities }, cancellationToken);
            }
        }
    }

    /// <summary>What a judgement would do, or did.</summary>
    /// <param name="one">An identity: an address, or one with a number behind it.</param>
    /// <param name="other">The other one. Where the two are one human, it names them.</param>
    /// <param name="isSame">Whether they are one human.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="reason">Why, as typed.</param>
    /// <param name="isDryRun">Nothing is changed.</param>
    /// <returns>What changes, a sentence each; empty: it stands like that already.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        PersonId one, PersonId other, bool isSame, PersonId by, string reason, bool isDryRun, CancellationToken cancellationToken)
    {
        await known.RefreshAsync(cancellationToken);
        var directory = new PeopleDirectory(known.Rows.Values, []);
        var (first, second) = (directory.Resolve(one), directory.Resolve(other));
        var areOne = first == second;
        if (!areOne && !isSame
            && directory.RowsOf(first).Where(row => (row.Holder is { } holder ? [holder] : row.FindUnjudged()).Select(directory.Resolve)
                .Contains(second)).ToList() is { Count: > 0 } contested)
        {
            return await ConfirmEarlierAsync(directory, contested, second, by, reason, isDryRun, cancellationToken);
        }

        if (areOne == isSame)
        {
            return isSame || directory.FindHolder(other) == first || !directory.RowsOf(first).Any()
                || directory.Find(other)?.Verdicts.LastOrDefault(verdict => directory.Resolve(verdict.With) == first)
                    is not { IsSame: false, WereOne: false } // of two who were one by error, neither holds the other's address
                ? []
                : await ConfirmHolderAsync(first, other, by, reason, isDryRun, cancellationToken);
        }

        if (isSame)
        {
            if (!isDryRun)
            {
                await KeepFormersAsync(second, cancellationToken);
                await JoinAsync(first, second, reason, cancellationToken, by.Value);
                await VerdictAsync(second, new IdentityVerdict(first, IsSame: true, WereOne: false, time.GetUtcNow(), by.Value, reason),
                    row => row with { Holder = null }, cancellationToken);
            }

            var unknown = new[] { first, second }.Where(person => !directory.RowsOf(person).Any())
                .Select(person => $"Nothing is known of {person} yet.");
            return
            [
                .. unknown,
                $"{first} and {second} are one person, {second}: what one of them asked for, owns or decided is the other's too.",
            ];
        }

        return await PartAsync(directory, one, other, by, reason, isDryRun, cancellationToken);
    }

    // Two humans who were held for one: the identity that is not the root leaves, with the accounts that showed its address first.
    private async Task<IReadOnlyList<string>> PartAsync(
        PeopleDirectory directory, PersonId one, PersonId other, PersonId by, string reason, bool isDryRun,
        CancellationToken cancellationToken)
    {
        var (leaving, staying) = one == directory.Resolve(one) ? (other, one) : (one, other);
        var moved = new List<KnownAccount>();
        foreach (var account in await people.OfAsync(directory.Resolve(staying), cancellationToken))
        {
            // It goes with the address that it showed first, also where it shows another now; and with the number behind an address, which
            // was made for it.
            var shown = directory.RowsOf(staying)
                .SelectMany(row => row.Proofs.Where(proof => proof.Account == account.Account.Key), (row, proof) => (row.Address, proof))
                .ToLookup(pair => pair.Address == leaving, pair => pair.proof);
            if (leaving.Value != leaving.Address
                ? shown[true].Any(proof => proof.Until is null)
                : shown[true].Any() && !shown[false].Any(other => other.From <= shown[true].Min(proof => proof.From)))
            {
                moved.Add(account);
            }
        }

        if (!isDryRun)
        {
            var at = time.GetUtcNow();
            await VerdictAsync(leaving, new IdentityVerdict(staying, IsSame: false, WereOne: true, at, by.Value, reason),
                row => row with { Person = leaving }, cancellationToken);
            await VerdictAsync(staying, new IdentityVerdict(leaving, IsSame: false, WereOne: true, at, by.Value, reason),
                row => row, cancellationToken);
            await EndProofsAsync(directory, leaving, staying, [.. moved.Select(account => account.Account.Key)], cancellationToken);
            foreach (var account in moved)
            {
                await people.ChangeWhileTheirsAsync(
                    account, known => known with { Person = leaving, Identities = leaving.Value }, cancellationToken);
            }

            await KeepIdentitiesAsync(directory.Resolve(staying), cancellationToken);
        }

        return
        [
            $"{leaving} and {staying} are two people. On what was open until now, each still counts as the other: neither decides on it.",
            .. moved.Select(account => $"The account {account.Account.Key} belongs to {leaving}.")
                .DefaultIfEmpty($"All accounts stay with {staying}: none showed {leaving} first."),
        ];
    }

    // No account proves an address of the other one any more.
    private async Task EndProofsAsync(
        PeopleDirectory directory, PersonId leaving, PersonId staying, HashSet<string> moved, CancellationToken cancellationToken)
    {
        foreach (var row in directory.RowsOf(staying))
        {
            await known.UpdateAsync(
                row.Address,
                stored => stored is null ? null : stored with
                {
                    Proofs =
                    [
                        .. stored.Proofs.Select(proof => proof.Until is null && moved.Contains(proof.Account) != (row.Address == leaving)
                            ? proof with { Until = time.GetUtcNow() }
                            : proof),
                    ],
                },
                cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> ConfirmHolderAsync(
        PersonId holder, PersonId address, PersonId by, string reason, bool isDryRun, CancellationToken cancellationToken)
    {
        if (await known.ReadAsync(address, cancellationToken) is null)
        {
            return [];
        }

        if (!isDryRun)
        {
            await KeepFormersAsync(address, cancellationToken);
            await VerdictAsync(address, new IdentityVerdict(holder, IsSame: false, WereOne: false, time.GetUtcNow(), by.Value, reason),
                row => row with { Holder = holder }, cancellationToken);
        }

        return [$"{holder} and {address} are two people. {address} in the catalog means {holder} from now on; records keep their person."];
    }

    private async Task<IReadOnlyList<string>> ConfirmEarlierAsync(
        PeopleDirectory directory, List<KnownAddress> rows, PersonId later, PersonId by, string reason, bool isDryRun,
        CancellationToken cancellationToken)
    {
        foreach (var row in rows.Where(_ => !isDryRun))
        {
            await KeepFormersAsync(row.Address, cancellationToken);
            foreach (var with in row.FindUnjudged().Concat(row.Holder is { } holder ? [holder] : []).Distinct()
                .Where(one => directory.Resolve(one) == later).ToList())
            {
                await VerdictAsync(
                    row.Address, new IdentityVerdict(with, IsSame: false, WereOne: false, time.GetUtcNow(), by.Value, reason),
                    stored => stored with { Holder = null }, cancellationToken);
            }
        }

        return rows.ConvertAll(row =>
            $"{row.Address} and {later} are two people. {row.Address} in the catalog means whom records mean by it, and not {later}.");
    }

    // Whom the catalog holds for one human with the holder of an address, or may, stays so for what is open when another holds it.
    private Task KeepFormersAsync(PersonId address, CancellationToken cancellationToken)
    {
        var listed = new PeopleDirectory(known.Rows.Values, entries());
        var holder = listed.FindHolder(address);
        var unclear = listed.FormerSelves(holder).Where(former => former.Until == DateTimeOffset.MaxValue).Select(former => former.Person);
        PersonId[] were = [.. listed.IdentitiesOf(holder).Concat(unclear).Select(known.Directory.Resolve).Distinct()];
        return known.KeepFormersAsync(were, time.GetUtcNow(), cancellationToken);
    }

    private Task<KnownAddress?> VerdictAsync(
        PersonId address, IdentityVerdict verdict, Func<KnownAddress, KnownAddress> change, CancellationToken cancellationToken) =>
        known.UpdateAsync(
            address,
            stored => change(stored ?? new KnownAddress { Address = address, Person = address }) with
            {
                Verdicts = [.. stored?.Verdicts ?? [], verdict],
            },
            cancellationToken);
}
