using System.Collections.Concurrent;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;

namespace PolicyBot.Testing.Fakes;

/// <summary>Drafts, in memory.</summary>
public sealed class FakeDrafts : IDrafts
{
    private readonly ConcurrentDictionary<(PersonId Person, ExceptionId Id), Draft> drafts = new();

    public Task<Draft?> ReadAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(drafts.GetValueOrDefault((person, id)));
    }

    public Task WriteAsync(Draft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        drafts[(draft.Person, draft.Id)] = draft;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        drafts.TryRemove((person, id), out _);
        return Task.CompletedTask;
    }
}
