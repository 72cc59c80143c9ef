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

    public Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(accounts.GetValueOrDefault(account));
        }
    }

    public Task WriteAsync(KnownAccount account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            accounts[account.Account] = account;
            return Task.CompletedTask;
        }
    }

    public Task ChangeApprovalsAsync(
        ChannelAccount account, PersonId person, Func<string, string> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (accounts.GetValueOrDefault(account) is { } known && known.Person == person)
            {
                accounts[account] = known with { LastApprovals = change(known.LastApprovals) };
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
