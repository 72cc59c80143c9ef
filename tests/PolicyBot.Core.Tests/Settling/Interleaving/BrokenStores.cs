using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Settling;

namespace PolicyBot.Core.Tests.Settling.Interleaving;

/// <summary>Keeps wake-ups alone, and not what a commit puts beside itself.</summary>
internal sealed class ForgetfulWork(IWork work) : IWork
{
    public Task AddAsync(WorkItem item, CancellationToken cancellationToken) => item.Tag == WorkItem.Wake ? work.AddAsync(item, cancellationToken) : Task.CompletedTask;

    public Task RemoveAsync(WorkItem item, CancellationToken cancellationToken) => work.RemoveAsync(item, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) => work.DueAsync(now, most, cancellationToken);
}

/// <summary>Says of every commit that it was stored.</summary>
internal sealed class LyingRegister(IRegister register) : IRegister
{
    public Task<Head?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) => register.ReadHeadAsync(id, cancellationToken);

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) => register.ReadAsync(id, cancellationToken);

    public async Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) => await register.TryCommitAsync(commit, cancellationToken) || commit.Events.Count > 0;

    public Task<Notice?> TryWriteAsync(ExceptionId id, Notice notice, CancellationToken cancellationToken) => register.TryWriteAsync(id, notice, cancellationToken);

    public Task RemoveAsync(ExceptionId id, NoticeKey key, CancellationToken cancellationToken) => register.RemoveAsync(id, key, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);
}

/// <summary>Writes a notice whoever wrote it meanwhile.</summary>
internal sealed class CarelessRegister(IRegister register) : IRegister
{
    public Task<Head?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) => register.ReadHeadAsync(id, cancellationToken);

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) => register.ReadAsync(id, cancellationToken);

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) => register.TryCommitAsync(commit, cancellationToken);

    public async Task<Notice?> TryWriteAsync(ExceptionId id, Notice notice, CancellationToken cancellationToken)
    {
        await register.RemoveAsync(id, notice.Key, cancellationToken);
        return await register.TryWriteAsync(id, notice with { ETag = null }, cancellationToken);
    }

    public Task RemoveAsync(ExceptionId id, NoticeKey key, CancellationToken cancellationToken) => register.RemoveAsync(id, key, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);
}
