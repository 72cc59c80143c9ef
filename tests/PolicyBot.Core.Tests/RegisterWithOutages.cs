using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Settling;

namespace PolicyBot.Core.Tests;

/// <summary>A register that can be out of reach.</summary>
internal sealed class RegisterWithOutages(IRegister inner) : IRegister
{
    /// <summary>Whether it is out of reach for a call, by the name of the method.</summary>
    public Func<string, bool> IsOut { get; set; } = _ => false;

    public Task<Head?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) => Unless(nameof(ReadHeadAsync), () => inner.ReadHeadAsync(id, cancellationToken));

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) => Unless(nameof(ReadAsync), () => inner.ReadAsync(id, cancellationToken));

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) => Unless(nameof(TryCommitAsync), () => inner.TryCommitAsync(commit, cancellationToken));

    public Task<Notice?> TryWriteAsync(ExceptionId id, Notice notice, CancellationToken cancellationToken) =>
        Unless(nameof(TryWriteAsync), () => inner.TryWriteAsync(id, notice, cancellationToken));

    public Task RemoveAsync(ExceptionId id, NoticeKey key, CancellationToken cancellationToken) => inner.RemoveAsync(id, key, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => inner.AllAsync(cancellationToken);

    private Task<T> Unless<T>(string method, Func<Task<T>> call) => IsOut(method) ? throw new RegisterUnavailableException("The test says so.") : call();
}
