using PolicyBot.Application.Ports;

namespace PolicyBot.Testing;

/// <summary>Puts accounts into a store as a test wants them.</summary>
public static class WrittenAccounts
{
    /// <summary>Writes one whole, whatever stands there.</summary>
    public static Task WriteAsync(this IPeople people, KnownAccount account, CancellationToken cancellationToken) =>
        people.ChangeAsync(account.Account, _ => account, cancellationToken);
}
