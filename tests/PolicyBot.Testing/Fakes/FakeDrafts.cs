using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>Drafts, in memory.</summary>
public sealed class FakeDrafts : IDrafts
{
    private readonly Lock gate = new();
    private readonly Dictionary<(PersonId Person, ExceptionId Id), Draft> drafts = [];
    private long versions;

    /// <summary>What another caller does after a draft was read; null for nothing.</summary>
    public Func<Task>? OnRead { get; set; }

    public async Task<Draft?> ReadAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Draft? read;
        lock (gate)
        {
            read = drafts.GetValueOrDefault((person, id));
        }

        await (OnRead?.Invoke() ?? Task.CompletedTask);
        return read;
    }

    public async Task<IReadOnlyList<Draft>> TalksAsync(PersonId person, CancellationToken cancellationToken) =>
        [.. (await OfAsync(person, cancellationToken)).Where(draft => draft.Talk is not null)];

    public Task<IReadOnlyList<Draft>> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<Draft>>([.. drafts.Values.Where(draft => draft.Person == person)]);
        }
    }

    public Task WriteAsync(Draft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            Put(draft);
            return Task.CompletedTask;
        }
    }

    public Task<bool> TryReplaceAsync(Draft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (drafts.GetValueOrDefault((draft.Person, draft.Id))?.ETag != draft.ETag)
            {
                return Task.FromResult(false);
            }

            Put(draft);
            return Task.FromResult(true);
        }
    }

    public Task RemoveAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            drafts.Remove((person, id));
            return Task.CompletedTask;
        }
    }

    private void Put(Draft draft) =>
        drafts[(draft.Person, draft.Id)] = draft with { ETag = (++versions).ToString(CultureInfo.InvariantCulture) };
}
