using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>Tokens that name an account: <c>token-of-ID</c> after <c>Bearer</c> is that of the account ID in the chat of tests.</summary>
public sealed class FakePersonTokens : IPersonTokens
{
    private const string Prefix = "Bearer token-of-";

    /// <summary>The header of a token that cannot be checked now.</summary>
    public const string Unsure = "Bearer token-unsure";

    /// <summary>The header of a person.</summary>
    /// <param name="id">Their account.</param>
    public static string Of(string id) => Prefix + Uri.EscapeDataString(id);

    /// <inheritdoc/>
    public Task<ProvenAccount> FindAsync(string authorization, CancellationToken cancellationToken) => Task.FromResult(
        authorization == Unsure ? new ProvenAccount(null, IsUnsure: true)
        : authorization.StartsWith(Prefix, StringComparison.Ordinal)
            ? new ProvenAccount(new ChannelAccount("teams", "tenant", Uri.UnescapeDataString(authorization[Prefix.Length..])))
            : default);
}
