using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>Links and sessions of the register page, in memory.</summary>
public sealed class FakePageSessions : IPageSessions
{
    private readonly Lock gate = new();
    private readonly Dictionary<(PageEntryKind Kind, string Hash), (string Holder, PageEntry Entry)> entries = [];

    /// <summary>All that is kept.</summary>
    public IReadOnlyList<(PageEntryKind Kind, PageEntry Entry)> All
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Select(one => (one.Key.Kind, one.Value.Entry))];
            }
        }
    }

    public Task AddLinkAsync(PageEntry link, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Forget(one => one.Holder == link.Secret.Holder && one.Entry.Until <= now);
            entries[(PageEntryKind.Link, link.Secret.Hash)] = (link.Secret.Holder, link);
            return Task.CompletedTask;
        }
    }

    public Task<PageEntry?> FindAsync(PageEntryKind kind, PageSecret secret, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(entries.TryGetValue((kind, secret.Hash), out var found) ? found.Entry : null);
        }
    }

    public Task<bool> TryUseAsync(PageSecret link, PageEntry session, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!entries.TryGetValue((PageEntryKind.Link, link.Hash), out var found) || found.Entry.Used)
            {
                return Task.FromResult(false);
            }

            entries[(PageEntryKind.Link, link.Hash)] = (found.Holder, found.Entry with { Used = true });
            entries[(PageEntryKind.Session, session.Secret.Hash)] = (session.Secret.Holder, session);
            return Task.FromResult(true);
        }
    }

    public Task RemoveSessionAsync(PageSecret session, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            entries.Remove((PageEntryKind.Session, session.Hash));
            return Task.CompletedTask;
        }
    }

    public Task RemoveAllAsync(PersonId person, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Forget(one => one.Holder == PageSecret.HolderOf(person));
            return Task.CompletedTask;
        }
    }

    private void Forget(Func<(string Holder, PageEntry Entry), bool> which)
    {
        foreach (var key in entries.Where(one => which(one.Value)).Select(one => one.Key).ToList())
        {
            entries.Remove(key);
        }
    }
}
