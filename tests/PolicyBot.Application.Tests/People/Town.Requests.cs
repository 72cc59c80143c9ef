using PolicyBot.Application.People;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.People;

/// <content>What is asked for and decided.</content>
internal sealed partial class Town
{
    private async Task AskAsync(Resident account)
    {
        var host = AnyHost;
        if (await MeetAsync(host, account) is not { } person)
        {
            return;
        }

        var catalog = host.Who.Catalog.Current;
        var owner = _random.Next(3) == 0 ? catalog.Directory.FindHolder(Any().Had[0]) : person.Person;
        var members = catalog.Group("anybody")!.Members;
        var people = Enumerable.Range(0, members.Count == 0 ? 0 : 3).Select(_ => members[_random.Next(members.Count)])
            .Where(id => id != person.Person && id != owner).Distinct()
            .Select(id => new RoutedPerson(id, null, null) { Group = "Anybody" }).ToList();
        if (people.Count == 0)
        {
            return;
        }

        var all = _random.Next(2) == 0;
        var stage = new RoutedStage(1, "anybody", "Anybody", all, all ? people.Count : Math.Min(2, people.Count), people, [], null);
        var id = ExceptionId.Parse($"PX-{_asked.Count + 1:D8}");
        var request = new ARequest
        {
            Id = id,
            Requester = person,
            Owner = owner == person.Person ? null : new PersonActor(owner, "", "", ""),
            Confidential = true,
            Stages = [stage],
        };
        await host.Commits.CommitAsync(id, _ => request.Submit(_time.GetUtcNow()), null, default);
        if (await _register.ReadHeadAsync(id, default) is not null)
        {
            _asked.Add(new Asked(id, account, _time.GetUtcNow()));
            var deciders = string.Join(", ", people.Select(one => one.Person));
            Log.Add($"{account} asks for {id} as {person.Person}; owner {owner}; {deciders} decide");
        }
    }

    private async Task DecideAsync(Resident account)
    {
        var host = AnyHost;
        if (_asked.Count == 0 || await MeetAsync(host, account) is not { } person)
        {
            return;
        }

        var id = _asked[_random.Next(_asked.Count)].Id;
        var result = await host.Commits.CommitAsync(id, state => person.Approves(state.Revision), null, default);
        Approved += result is CommitResult.Committed ? 1 : 0;
        RefusedAsOwn += result is CommitResult.Refused { Why: Refusal.OwnRequest } ? 1 : 0;
        Log.Add($"{account} decides on {id} as {person.Person}: {result.GetType().Name}");
    }

    private async Task DelegateAsync(Resident account)
    {
        var host = AnyHost;
        if (_asked.Count == 0 || await MeetAsync(host, account) is not { } person)
        {
            return;
        }

        var directory = host.Who.Catalog.Current.Directory;
        var (id, to) = (_asked[_random.Next(_asked.Count)].Id, directory.FindHolder(Any().Had[0]));
        var delegations = new ResolvedDelegations(_delegations, host.Who.Catalog);
        await delegations.WriteAsync(new Delegation(person.Person, to, _time.GetUtcNow().AddDays(9), _time.GetUtcNow()), default);
        var state = (await _register.ReadHeadAsync(id, default))!.State.Resolve(directory);
        var standing = new List<Delegation>();
        foreach (var principal in state.Review?.Principals ?? [])
        {
            standing.AddRange(await delegations.OfAsync(principal, default) is { } one ? [one] : []);
        }

        await host.Commits.CommitAsync(
            id, _ => new ExceptionCommand.ApplyDelegations(1, standing) { By = Actor.PolicyBot }, null, default);
        Log.Add($"{account} delegates as {person.Person} to {to}; applied on {id}");
    }
}
