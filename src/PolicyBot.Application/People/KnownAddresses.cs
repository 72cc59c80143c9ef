using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// What this host knows of addresses: read at the start and at least once a minute, and at once where an account shows that another host
/// knows more.
/// </summary>
public sealed class KnownAddresses(IAddressBook book) : IDisposable
{
    /// <summary>How old it may be.</summary>
    public static readonly TimeSpan RefreshedEvery = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly ConcurrentDictionary<ChannelAccount, ContradictoryAccount> _contradictory = new();
    private Proven? _proven;
    private ImmutableDictionary<PersonId, KnownAddress> _rows = ImmutableDictionary<PersonId, KnownAddress>.Empty;

    /// <summary>The addresses. Another object as soon as something has changed.</summary>
    public IReadOnlyDictionary<PersonId, KnownAddress> Rows => _rows;

    /// <summary>
    /// Every identity of a human as far as addresses prove it, without what the catalog adds; in order, with a blank between.
    /// </summary>
    public string IdentitiesOf(PersonId person) => string.Join(' ', Directory.IdentitiesOf(person).Order());

    /// <summary>Who is who as far as addresses prove it, without what the catalog adds.</summary>
    public PeopleDirectory Directory
    {
        get
        {
            var rows = _rows;
            if (_proven is not { } proven || !ReferenceEquals(proven.Rows, rows))
            {
                _proven = proven = new Proven(rows, new PeopleDirectory(rows.Values, []));
            }

            return proven.Directory;
        }
    }

    /// <summary>Accounts that came up and fit more than one entry of the catalog.</summary>
    public IEnumerable<ContradictoryAccount> Contradictory => _contradictory.Values;

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();

    /// <summary>Reads all of them.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; what was known stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (before, read) = (_rows, ImmutableDictionary.CreateBuilder<PersonId, KnownAddress>());
            await foreach (var row in book.AllAsync(cancellationToken))
            {
                read[row.Address] = row;
            }

            if (read.Count == before.Count && read.Values.All(row => before.TryGetValue(row.Address, out var known) && row.IsSameAs(known)))
            {
                return;
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref _rows, read.ToImmutable(), before), before))
            {
                return; // else this host has written meanwhile: read again
            }
        }
    }

    /// <summary>What is stored of an address now; null for nothing.</summary>
    public async Task<KnownAddress?> ReadAsync(PersonId address, CancellationToken cancellationToken) =>
        (await book.ReadAsync(address, cancellationToken))?.Known;

    /// <summary>Changes what is known of an address, also while other hosts do.</summary>
    /// <param name="address">The address.</param>
    /// <param name="change">From what is stored, null for nothing, to what is to be; null: nothing is changed.</param>
    /// <returns>What is stored now; null where nothing was changed.</returns>
    public async Task<KnownAddress?> UpdateAsync(
        PersonId address, Func<KnownAddress?, KnownAddress?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await book.ReadAsync(address, cancellationToken);
            if (change(stored?.Known) is not { } next)
            {
                return null;
            }

            if ((stored is not null && next.IsSameAs(stored.Known)) || await book.TryWriteAsync(next, stored?.ETag, cancellationToken))
            {
                Take(next);
                return next;
            }
        }
    }

    /// <summary>Keeps that people were held for one human: on what was open until then, they stay one for every decision.</summary>
    /// <param name="people">Who were.</param>
    /// <param name="until">Since when (UTC) they are not any more.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task KeepFormersAsync(IReadOnlyList<PersonId> people, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var person in people)
        {
            var others = people.Where(other => other != person).Select(other => new FormerSelf(other, until)).ToList();
            await UpdateAsync(
                person,
                stored => others.Count == 0 ? null : (stored ?? new KnownAddress { Address = person, Person = person }) with
                {
                    Formers =
                    [
                        .. (stored?.Formers ?? []).Where(former => others.TrueForAll(other => other.With != former.With)), .. others,
                    ],
                },
                cancellationToken);
        }
    }

    /// <summary>Notes which entries of the catalog an account fits that has just come up.</summary>
    /// <param name="account">The account.</param>
    /// <param name="entries">The addresses that the entries name; at most one unless they contradict each other.</param>
    public void NoteFit(KnownAccount account, IReadOnlyList<PersonId> entries)
    {
        if (entries.Count <= 1)
        {
            _contradictory.TryRemove(account.Account, out _);
            return;
        }

        var fit = new ContradictoryAccount(account.Account, account.Name, string.Join(", ", entries.Order()));
        if (_contradictory.GetValueOrDefault(account.Account) != fit)
        {
            _contradictory[account.Account] = fit;
            _changed.Release();
        }
    }

    private void Take(KnownAddress row)
    {
        if (!_rows.TryGetValue(row.Address, out var known) || !row.IsSameAs(known))
        {
            ImmutableInterlocked.AddOrUpdate(ref _rows, row.Address, row, (_, _) => row);
            _changed.Release();
        }
    }

    /// <summary>Waits until this host has written something.</summary>
    /// <param name="within">How long at the most.</param>
    /// <returns>Whether it has.</returns>
    public async Task<bool> WaitForChangeAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var hasChanged = await _changed.WaitAsync(within, cancellationToken); // by this machine's clock
        while (_changed.CurrentCount > 0 && await _changed.WaitAsync(0, cancellationToken))
        {
            // one look is enough for all
        }

        return hasChanged;
    }

    private sealed record Proven(object Rows, PeopleDirectory Directory);
}

/// <summary>An account that fits more than one entry of the catalog: it is not served.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name">The name that its channel shows.</param>
/// <param name="Entries">The addresses that the entries name.</param>
public sealed record ContradictoryAccount(ChannelAccount Account, string Name, string Entries);
