using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Proves people by a token of their directory, for the doors that are no chat.</summary>
public interface IPersonTokens
{
    /// <summary>Says whose account a token proves.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header.</param>
    /// <returns>Null: it is no token, or one that proves no person here now.</returns>
    Task<ChannelAccount?> FindAsync(string authorization, CancellationToken cancellationToken);
}
