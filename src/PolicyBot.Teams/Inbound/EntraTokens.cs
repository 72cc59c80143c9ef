using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Teams.Outbound;

namespace PolicyBot.Teams.Inbound;

/// <summary>Says whose Teams account a token of Entra ID proves, for the doors that are no chat.</summary>
/// <param name="appId">The bot's app id.</param>
/// <param name="authority">The base address of the issuer.</param>
/// <param name="keys">The keys of each tenant that is served, read when a token of it is first shown.</param>
/// <param name="time">The real time, never one that a test of the lifecycle turns.</param>
internal sealed partial class EntraTokens(
    string appId, Uri authority, IReadOnlyDictionary<string, SigningKeys> keys, TimeProvider time, ILogger<EntraTokens> logger)
    : IPersonTokens
{
    /// <inheritdoc/>
    public async Task<ProvenAccount> FindAsync(string authorization, CancellationToken cancellationToken)
    {
        var fault = TokenFault.Issuer;
        foreach (var (tenant, published) in keys)
        {
            var (why, objectId) = Validate(authorization, tenant, SigningKeySet.None);
            if (why == TokenFault.UnknownKey) // all but the signature holds
            {
                var known = await published.CurrentAsync(cancellationToken);
                if (known.IsEmpty)
                {
                    return new ProvenAccount(null, IsUnsure: true); // no other tenant can have issued it
                }

                (why, objectId) = Validate(authorization, tenant, known);
                if (why == TokenFault.UnknownKey)
                {
                    (why, objectId) = Validate(
                        authorization, tenant, await published.AfterUnknownKeyAsync(known, cancellationToken));
                }
            }

            if (objectId is not null)
            {
                return new ProvenAccount(new ChannelAccount(TeamsChannel.ChannelName, tenant, objectId));
            }

            fault = why is null or TokenFault.Issuer ? fault : why.Value; // another tenant may have issued it
        }

        TeamsTelemetry.TokenRefusals.Add(1, new KeyValuePair<string, object?>("reason", fault.ToString()));
        TokenRefused(fault);
        return default;
    }

    private (TokenFault? Fault, string? ObjectId) Validate(string authorization, string tenant, SigningKeySet published) =>
        EntraToken.Validate(authorization, published, authority, tenant, appId, time.GetUtcNow());

    [LoggerMessage(EventId = 605, Level = LogLevel.Warning, Message = "A token of Entra ID was refused at a door: {Fault}.")]
    private partial void TokenRefused(TokenFault fault);
}
