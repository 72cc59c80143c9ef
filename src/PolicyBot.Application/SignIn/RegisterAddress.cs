namespace PolicyBot.Application.SignIn;

/// <summary>Where people reach the register page.</summary>
/// <param name="Origin">Scheme, host and port as a browser sees them; null: there is no page.</param>
public sealed record RegisterAddress(Uri? Origin)
{
    /// <summary>The page, below the origin.</summary>
    public const string Page = "/register";

    /// <summary>Where a link leads, below the origin.</summary>
    public const string Enter = $"{Page}/enter";

    /// <summary>The parameter of a link that holds its secret: a query, since paths are kept in logs and traces.</summary>
    public const string LinkKey = "link";

    /// <summary>Cookies are sent over TLS alone.</summary>
    public bool IsSecure => Origin?.Scheme == Uri.UriSchemeHttps;
}
