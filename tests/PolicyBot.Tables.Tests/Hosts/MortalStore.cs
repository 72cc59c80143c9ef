using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Tables.Tests.Hosts;

internal sealed class MortalRegister(IEventStore register, Life life) : IEventStore
{
    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        life.CallAsync($"reading the head of {id}", () => register.ReadHeadAsync(id, cancellationToken));

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        life.CallAsync($"reading {id}", () => register.ReadAsync(id, cancellationToken));

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        life.CallAsync($"committing {commit.Events.Count} events of {commit.Next.Id}", () =>
            register.TryCommitAsync(commit, cancellationToken));

    public async Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", notices.Select(notice => $"{notice.Key.Kind} for {notice.Key.Person}"));
        var written = await life.CallAsync(
            $"writing {names} of {id}", () => register.TryWriteAsync(id, notices, cancellationToken), CallKind.Tells);
        foreach (var notice in written.OfType<OutboxMessage>().Where(notice => notice.Message is not null))
        {
            life.Notes($"{id}|{notice.Key.Sequence}|{notice.Key.Kind}|{notice.Key.Person}");
        }

        return written;
    }

    public Task<bool> TryMendAsync(
        ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken) =>
        life.CallAsync($"mending {id}", () => register.TryMendAsync(id, etag, folded, brokenAt, cancellationToken));

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        life.CallAsync($"removing {key.Kind} of {id}", () => register.RemoveAsync(id, key, cancellationToken));

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("No host walks the table.");
}

internal sealed class MortalWork(IWork work, Life life) : IWork
{
    public Task AddAsync(WakeUp item, CancellationToken cancellationToken) =>
        life.CallAsync($"planning to look at {item.Subject}", () => work.AddAsync(item, cancellationToken));

    public Task<bool> RemoveAsync(WakeUp item, CancellationToken cancellationToken) =>
        life.CallAsync($"removing a row of {item.Subject}", () => work.RemoveAsync(item, cancellationToken));

    public Task<IReadOnlyList<WakeUp>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        life.CallAsync("looking at what is due", () => work.DueAsync(now, most, cancellationToken));

    public Task<IReadOnlyList<WakeUp>> DueInboundAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        life.CallAsync("looking at what came in", () => work.DueInboundAsync(now, most, cancellationToken));
}

internal sealed class MortalIndex(IIndex index, Life life) : IIndex
{
    public Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken) =>
        life.CallAsync("writing the index", () => index.ProjectAsync(wanted, unwanted, cancellationToken));

    public Task<IReadOnlyList<ExceptionId>> FindAsync(
        string heading, int most, DateTimeOffset since, CancellationToken cancellationToken) =>
        life.CallAsync("reading the index", () => index.FindAsync(heading, most, since, cancellationToken));
}

internal sealed class MortalPeople(IPeople people, Life life) : IPeople
{
    public Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        life.CallAsync("reading an account", () => people.ReadAsync(account, cancellationToken));

    public Task ChangeAsync(ChannelAccount account, Func<KnownAccount?, KnownAccount?> change, CancellationToken cancellationToken) =>
        life.CallAsync("changing an account", () => people.ChangeAsync(account, change, cancellationToken));

    public Task<bool> HasHappenedAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        life.CallAsync($"looking whether {what} of {person} happened", () => people.HasHappenedAsync(person, what, cancellationToken));

    public Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken) =>
        life.CallAsync($"reading the accounts of {person}", () => people.OfAsync(person, cancellationToken));

    public Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        life.CallAsync($"claiming {what} for {person}", () => people.TryClaimAsync(person, what, cancellationToken), CallKind.Claims);

    public async Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        await life.CallAsync($"confirming {what} for {person}", () =>
            people.ConfirmAsync(person, what, cancellationToken), CallKind.Claims);
        life.Notes(MortalChat.Unnumbered(person));
    }

    public Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        life.CallAsync($"releasing {what} for {person}", () => people.ReleaseAsync(person, what, cancellationToken));
}

internal sealed class MortalDelegations(IDelegations delegations, Life life) : IDelegations
{
    public Task<Delegation?> OfAsync(PersonId principal, CancellationToken cancellationToken) =>
        life.CallAsync($"reading whom {principal} handed over to", () => delegations.OfAsync(principal, cancellationToken));

    public Task WriteAsync(Delegation delegation, CancellationToken cancellationToken) =>
        life.CallAsync("writing a delegation", () => delegations.WriteAsync(delegation, cancellationToken));

    public Task RemoveAsync(PersonId principal, CancellationToken cancellationToken) =>
        life.CallAsync("removing a delegation", () => delegations.RemoveAsync(principal, cancellationToken));
}

internal sealed class MortalSeen(IInboundDeduplication seen, Life life) : IInboundDeduplication
{
    public Task<bool> TryTakeAsync(string key, string payload, DateTimeOffset now, CancellationToken cancellationToken) =>
        life.CallAsync("taking what came in", () => seen.TryTakeAsync(key, payload, now, cancellationToken));

    public Task<string?> ReadAsync(string key, CancellationToken cancellationToken) =>
        life.CallAsync("reading what came in", () => seen.ReadAsync(key, cancellationToken));

    public Task DoneAsync(string key, CancellationToken cancellationToken) =>
        life.CallAsync("finishing what came in", () => seen.DoneAsync(key, cancellationToken));

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        life.CallAsync("forgetting what came in", () => seen.ForgetAsync(before, cancellationToken));
}
