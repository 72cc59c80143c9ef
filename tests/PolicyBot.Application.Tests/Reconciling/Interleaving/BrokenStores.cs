using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>Keeps wake-ups alone, and not what a commit puts beside itself.</summary>
internal sealed class ForgetfulWork(IWork work) : IWork
{
    public Task AddAsync(WakeUp item, CancellationToken cancellationToken) =>
        item.Tag == WakeUp.Wake ? work.AddAsync(item, cancellationToken) : Task.CompletedTask;

    public Task<bool> RemoveAsync(WakeUp item, CancellationToken cancellationToken) => work.RemoveAsync(item, cancellationToken);

    public Task<IReadOnlyList<WakeUp>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        work.DueAsync(now, most, cancellationToken);

    public Task<IReadOnlyList<WakeUp>> DueInboundAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        work.DueInboundAsync(now, most, cancellationToken);
}

/// <summary>Reports every commit as stored.</summary>
internal sealed class LyingRegister(IEventStore register) : IEventStore
{
    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        register.ReadHeadAsync(id, cancellationToken);

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        register.ReadAsync(id, cancellationToken);

    public async Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        await register.TryCommitAsync(commit, cancellationToken) || commit.Events.Count > 0;

    public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken) =>
        register.TryWriteAsync(id, notices, cancellationToken);

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        register.RemoveAsync(id, key, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);
}

/// <summary>Writes a notice even if another host wrote it meanwhile.</summary>
internal sealed class CarelessRegister(IEventStore register) : IEventStore
{
    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        register.ReadHeadAsync(id, cancellationToken);

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        register.ReadAsync(id, cancellationToken);

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        register.TryCommitAsync(commit, cancellationToken);

    public async Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        foreach (var notice in notices)
        {
            await register.RemoveAsync(id, notice.Key, cancellationToken);
        }

        return await register.TryWriteAsync(id, [.. notices.Select(notice => notice with { ETag = null })], cancellationToken);
    }

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        register.RemoveAsync(id, key, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);
}
