using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.People;

/// <summary>Holds what the product stored and shows against who is who in truth.</summary>
/// <param name="host">The process that is asked; it has just read the address book.</param>
internal sealed class TownInspection(TownHost host, FakeRegister register, IReadOnlyList<Resident> accounts)
{
    /// <summary>What must not be, in words; empty for nothing.</summary>
    /// <param name="requests">Every exception, with the human who asked for it.</param>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(IReadOnlyList<(ExceptionId Id, int Human)> requests)
    {
        List<string> faults = [];
        var seeing = new List<(Resident Account, PersonId Person)>();
        foreach (var account in accounts.Where(account => account is { IsActive: true, HasAppeared: true }))
        {
            if (await account.AppearAsync(host.Door) is { } person)
            {
                seeing.Add((account, person.Person));
            }
        }

        var catalog = host.Who.Catalog.Current;
        foreach (var asked in requests)
        {
            var record = (await register.ReadAsync(asked.Id, default))!;
            var seats = new HashSet<(int Revision, int Stage, int Human)>();
            // what is no approval is not parsed: of all that happens here, that would take longest
            foreach (var recorded in record.Events.Where(stored => stored.Json.Contains("\"approved\"", StringComparison.Ordinal))
                .Select(stored => RecordedEvent.Read(stored.Json)))
            {
                if (recorded.Fact is ExceptionEvent.Approved yes && recorded.Actor is PersonActor by)
                {
                    var human = Behind(by.Account);
                    faults.AddRange(human == asked.Human ? [$"{asked.Id}: human {human} approved their own request as {by.Account}"] : []);
                    faults.AddRange(seats.Add((yes.Revision, yes.Stage, human)) ? [] : [$"{asked.Id}: human {human} took two seats"]);
                }
            }

            var state = record.Head.State.Resolve(catalog.Directory);
            foreach (var (account, person) in seeing)
            {
                var sees = Access.CanSee(state, Subject.From(catalog, state, person));
                var isTheirs = asked.Human == account.Human;
                faults.AddRange(isTheirs && account.IsLinked && !sees ? [$"{asked.Id}: {account} lost sight of their own request"] : []);
                faults.AddRange(sees && !isTheirs && !Deciders(state).Contains(account.Human)
                    ? [$"{asked.Id}: {account} sees the request of human {asked.Human}"]
                    : []);
            }
        }

        return faults;
    }

    private int Behind(string account) => accounts.Single(one => one.Account.Key == account).Human;

    // The humans whom the record asks, by who held each identity first.
    private HashSet<int> Deciders(ExceptionState state)
    {
        var rows = host.Who.Known.Rows;
        return
        [
            .. state.Approvers.Append(state.Owner).Select(id => rows.TryGetValue(id, out var row) && row.Proofs.Count > 0
                ? Behind(row.Proofs[0].Account)
                : accounts.First(account => account.Had.Contains(id) || account.Had.Exists(had => had.Value == id.Address)).Human),
        ];
    }
}
