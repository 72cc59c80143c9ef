using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.People;

/// <summary>Holds what the product stored and shows against who is who in truth.</summary>
/// <param name="host">The process that is asked; it has just read the address book.</param>
internal sealed class TownInspection(
    TownHost host, FakeRegister register, IReadOnlyList<Resident> accounts, IReadOnlyList<TownEntries> entries)
{
    /// <summary>What must not be, in words; empty for nothing.</summary>
    /// <param name="requests">Every exception, with who asked for it.</param>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(IReadOnlyList<Asked> requests)
    {
        List<string> faults = [];
        var seeing = new List<(Resident Account, PersonId Person)>();
        foreach (var account in accounts.Where(account => account is { IsActive: true, HasAppeared: true }))
        {
            if (await account.AppearAsync(host.Door) is (Person: { } person, _))
            {
                seeing.Add((account, person.Person));
            }
        }

        var catalog = host.Who.Catalog.Current;
        foreach (var asked in requests)
        {
            var record = (await register.ReadAsync(asked.Id, default))!;
            var seats = new List<(int Revision, int Stage, Resident By)>();
            // what is no approval is not parsed: of all that happens here, that would take longest
            foreach (var recorded in record.Events.Where(stored => stored.Json.Contains("\"approved\"", StringComparison.Ordinal))
                .Select(stored => RecordedEvent.Read(stored.Json)))
            {
                if (recorded.Fact is ExceptionEvent.Approved yes && recorded.Actor is PersonActor by)
                {
                    var account = Behind(by.Account);
                    bool IsKnownAs(Resident other) => AreKnownAsOne(account, other, asked.At, recorded.At);
                    faults.AddRange(IsKnownAs(asked.By) ? [$"{asked.Id}: {account} approved the request of {asked.By}"] : []);
                    faults.AddRange(seats.Any(seat => (seat.Revision, seat.Stage) == (yes.Revision, yes.Stage) && IsKnownAs(seat.By))
                        ? [$"{asked.Id}: {account} took a second seat"]
                        : []);
                    seats.Add((yes.Revision, yes.Stage, account));
                }
            }

            var state = record.Head.State.Resolve(catalog.Directory);
            foreach (var (account, person) in seeing)
            {
                var sees = Access.CanSee(state, Subject.From(catalog, state, catalog.Directory.Resolve(person)));
                var isTheirs = asked.By.Human == account.Human;
                var isKnown = account == asked.By
                    || AreKnownAsOne(account, asked.By, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, isClear: true);
                faults.AddRange(isTheirs && isKnown && !sees ? [$"{asked.Id}: {account} lost sight of their own request"] : []);
                faults.AddRange(sees && !isTheirs && !Deciders(state).Contains(account.Human)
                    ? [$"{asked.Id}: {account} sees the request of {asked.By}"]
                    : []);
            }
        }

        return faults;
    }

    private Resident Behind(string account) => accounts.Single(one => one.Account.Key == account);

    // Two accounts of one human, as far as the product could know at some time between two instants: by proof, or by an entry. An entry with
    // an address that passed from one human to another lets no person decide, but joins no two either until an administrator has said whom it
    // means.
    private bool AreKnownAsOne(Resident one, Resident other, DateTimeOffset since, DateTimeOffset until, bool isClear = false) =>
        one.Human == other.Human && (one == other || (one.IsLinked && other.IsLinked) || entries
            .Where((known, each) => known.From <= until && (each + 1 == entries.Count || entries[each + 1].From > since))
            .Any(known => known.All.Any(listed => listed.Intersect(one.FirstShown).Any() && listed.Intersect(other.FirstShown).Any()
                && !(isClear && listed.Any(address => accounts.Where(had => had.Had.Contains(address)).Any(had => had.Human != one.Human))))));

    // The humans whom the record asks, by who held each identity first.
    private HashSet<int> Deciders(ExceptionState state)
    {
        var rows = host.Who.Known.Rows;
        return
        [
            .. state.Approvers.Append(state.Owner).Select(id => rows.TryGetValue(id, out var row) && row.Proofs.Count > 0
                ? Behind(row.Proofs[0].Account).Human
                : accounts.First(account => account.Had.Contains(id) || account.Had.Exists(had => had.Value == id.Address)).Human),
        ];
    }
}
