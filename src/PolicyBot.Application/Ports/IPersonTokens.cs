using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Proves people by a token of their directory, for the doors that are no chat.</summary>
public interface IPersonTokens
{
    /// <summary>Says whose account a token proves.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header.</param>
    Task<ProvenAccount> FindAsync(string authorization, CancellationToken cancellationToken);
}

/// <summary>What a token proves.</summary>
/// <param name="Account">Whose it is; null: it is no token, or one that proves no person here now.</param>
/// <param name="IsUnsure">The directory does not say by which keys it is to be checked.</param>
public readonly record struct ProvenAccount(ChannelAccount? Account, bool IsUnsure = false);
