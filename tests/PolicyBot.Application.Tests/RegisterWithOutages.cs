using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Tests;

/// <summary>A register that can be out of reach.</summary>
internal sealed class RegisterWithOutages(IEventStore inner) : IEventStore
{
    /// <summary>Whether it is out of reach for a call, by the name of the method.</summary>
    public Func<string, bool> IsOut { get; set; } = _ => false;

    /// <summary>What is not readable then was written by a newer version.</summary>
    public bool IsNewer { get; set; }

    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        Unless(nameof(ReadHeadAsync), () => inner.ReadHeadAsync(id, cancellationToken));

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        Unless(nameof(ReadAsync), () => inner.ReadAsync(id, cancellationToken));

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        Unless(nameof(TryCommitAsync), () => inner.TryCommitAsync(commit, cancellationToken));

    public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken) =>
        Unless("TryWriteAsync", () => inner.TryWriteAsync(id, notices, cancellationToken));

    public Task<bool> TryMendAsync(
        ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken) =>
        inner.TryMendAsync(id, etag, folded, brokenAt, cancellationToken);

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        inner.RemoveAsync(id, key, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => inner.AllAsync(cancellationToken);

    private Task<T> Unless<T>(string method, Func<Task<T>> call) => !IsOut(method) ? call()
        : throw (IsNewer ? new NewerFormatException("The test says so.") : new StoreUnavailableException("The test says so."));
}
