namespace PolicyBot.Teams.Inbound;

/// <summary>What the door says about a request of the connector.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict() { }

    /// <summary>Everything that was asked holds.</summary>
    public sealed record Valid(ConnectorClaims Claims) : TokenVerdict;

    /// <summary>Something does not hold. The reason is for the log, never for the caller.</summary>
    public sealed record Refused(TokenFault Fault) : TokenVerdict
    {
        /// <summary>401 for a token that proves nothing, 403 for a proven one that does not fit what it came with.</summary>
        public int Status => Fault < TokenFault.WrongChannel ? 401 : 403;
    }
}

/// <summary>What a verified token says.</summary>
/// <param name="ServiceUrl">Where the sender wants its answers; null when the token does not say.</param>
/// <param name="Endorsements">Channels the signing key may speak for; empty: none.</param>
internal sealed record ConnectorClaims(string? ServiceUrl, IReadOnlyList<string> Endorsements);

/// <summary>Why a request was turned away.</summary>
internal enum TokenFault
{
    /// <summary>No <c>Authorization: Bearer</c> with one token.</summary>
    NoToken,

    /// <summary>Not three base64url parts of at most 8 KB, or no JSON objects in them.</summary>
    Malformed,

    /// <summary>Not signed with RS256.</summary>
    Algorithm,

    /// <summary>Names no key, or demands an extension we do not know.</summary>
    Header,

    /// <summary>From another issuer than the connector.</summary>
    Issuer,

    /// <summary>For another bot.</summary>
    Audience,

    /// <summary>Without start or end of validity, or with an end before its start.</summary>
    NoLifetime,

    /// <summary>Over, by more than the skew.</summary>
    Expired,

    /// <summary>Not valid yet, by more than the skew.</summary>
    NotYetValid,

    /// <summary>Names no person of the tenant, or is not for this use.</summary>
    Claims,

    /// <summary>Signed with a key that is not published, as far as we have read.</summary>
    UnknownKey,

    /// <summary>Not signed by the key it names, or by one under 2048 bits.</summary>
    Signature,

    /// <summary>From outside this machine, or outside Development, where no bot is registered.</summary>
    Anonymous,

    /// <summary>Not from Teams. First of those that are answered 403.</summary>
    WrongChannel,

    /// <summary>The key may not speak for Teams.</summary>
    NotEndorsed,

    /// <summary>The token names another service URL than the activity, or none.</summary>
    OtherServiceUrl,

    /// <summary>The service URL is not one that our token may be sent to.</summary>
    ForeignServiceUrl,

    /// <summary>No tenant, two tenants, or one that is not served.</summary>
    ForeignTenant,

    /// <summary>Addressed to another bot.</summary>
    OtherRecipient,
}
