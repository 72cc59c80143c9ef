using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Teams.Tokens;

/// <summary>How a person's access token is to differ from a genuine one. As created: a genuine one.</summary>
public sealed record PersonTokenShape
{
    /// <summary>The <c>iss</c> claim; null: that of the tenant.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>aud</c> claim; null: the bot's app id.</summary>
    public string? Audience { get; init; }

    /// <summary>The tenant, in <c>tid</c> and issuer; null: the Lab's.</summary>
    public string? TenantId { get; init; }

    /// <summary>The <c>oid</c> claim; null: the account's.</summary>
    public string? ObjectId { get; init; }

    /// <summary>How far the token's hour is moved from now.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>The <c>alg</c> to name; it is signed with RS256 all the same.</summary>
    public string Algorithm { get; init; } = "RS256";

    /// <summary>The <c>kid</c> to name; null: that of the published key.</summary>
    public string? KeyId { get; init; }

    /// <summary>Signed with a key that is not published.</summary>
    public bool IsForged { get; init; }

    /// <summary>Changes the claims before they are signed.</summary>
    public Action<JsonObject>? Change { get; init; }
}
