namespace PolicyBot.Mail;

/// <summary>Section <c>Smtp</c>. Without <see cref="Host"/> nothing is sent by mail.</summary>
public sealed class SmtpOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Smtp";

    /// <summary>The server that takes mail, a name without a scheme. Empty: mail is off.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port, 1 to 65535. 0, the default: 587 for <c>starttls</c>, 465 for <c>tls</c>.</summary>
    public int Port { get; set; }

    /// <summary>The address that mail comes from, and to which reports of failures go.</summary>
    public string From { get; set; } = "";

    /// <summary>Who signs in to the server; empty: without signing in.</summary>
    public string User { get; set; } = "";

    /// <summary>The password of <see cref="User"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary><c>starttls</c> (the default) or <c>tls</c>. Nothing is ever sent without either.</summary>
    public string Security { get; set; } = StartTls;

    /// <summary>
    /// Development only: the SHA-256 of the one certificate that is taken though no authority vouches for it, in hexadecimal. Empty: none.
    /// </summary>
    public string CertificateSha256 { get; set; } = "";

    /// <summary>Whether mail is on.</summary>
    public bool IsOn => Host.Length > 0;

    internal const string StartTls = "starttls";
    internal const string Tls = "tls";

    internal int ChosenPort => Port != 0 ? Port : Security == Tls ? 465 : 587;
}
