using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>Accounts, in memory.</summary>
public sealed class FakePeople : IPeople
{
    private readonly Lock gate = new();
    private readonly Dictionary<ChannelAccount, KnownAccount> accounts = [];
    private readonly Dictionary<(PersonId Person, string What), DateTimeOffset> claims = [];

    /// <summary>The time that claims go by.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>
    /// Happens before an account is changed: what another host writes there meanwhile, or a fault of the store, which it throws.
    /// </summary>
    public Action<ChannelAccount>? OnChange { get; set; }

    public Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(accounts.GetValueOrDefault(account));
        }
    }

    public Task ChangeAsync(ChannelAccount account, Func<KnownAccount?, KnownAccount?> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OnChange?.Invoke(account);
        lock (gate)
        {
            if (change(accounts.GetValueOrDefault(account)) is { } changed)
            {
                accounts[account] = changed;
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<KnownAccount>>(
                [.. accounts.Values.Where(account => account.Person == person && person != default)]);
        }
    }

    public Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var now = Time.GetUtcNow();
            if (claims.TryGetValue((person, what), out var until) && until > now)
            {
                return Task.FromResult(false);
            }

            claims[(person, what)] = now + IPeople.ClaimHolds;
            return Task.FromResult(true);
        }
    }

    public Task<bool> HasHappenedAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(claims.GetValueOrDefault((person, what)) == DateTimeOffset.MaxValue);
        }
    }

    public Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            claims[(person, what)] = DateTimeOffset.MaxValue;
            return Task.CompletedTask;
        }
    }

    public Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(claims.Remove((person, what)));
        }
    }
}
