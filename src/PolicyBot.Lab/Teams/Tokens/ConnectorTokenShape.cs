namespace PolicyBot.Lab.Teams.Tokens;

/// <summary>How a connector token is to differ from a genuine one. As created: a genuine one.</summary>
public sealed record ConnectorTokenShape
{
    /// <summary>The <c>iss</c> claim; null: <c>https://api.botframework.com</c>.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>aud</c> claim; null: the bot's app id.</summary>
    public string? Audience { get; init; }

    /// <summary>The <c>serviceurl</c> claim; null: the tenant's present one. Empty: no such claim.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>How far the token's hour is moved from now; minus 66 minutes makes one that ran out 6 minutes ago.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>How it is signed.</summary>
    public ConnectorTokenSignature Signature { get; init; }

    /// <summary>The <c>kid</c> to name; null: that of the key that signs.</summary>
    public string? KeyId { get; init; }
}

/// <summary>How a connector token is signed.</summary>
public enum ConnectorTokenSignature
{
    /// <summary>RS256 with the published key whose endorsements hold <c>msteams</c>.</summary>
    Genuine,

    /// <summary>RS256 with a published key that endorses no channel.</summary>
    KeyWithoutEndorsement,

    /// <summary>RS256 with a published key that endorses other channels only.</summary>
    KeyOfAnotherChannel,

    /// <summary>RS256 with an unpublished key, under the genuine key's id.</summary>
    ForeignKey,

    /// <summary><c>alg: none</c> and an empty signature.</summary>
    None,

    /// <summary>HS256 with the published public key as the secret.</summary>
    PublicKeyAsSecret,
}
