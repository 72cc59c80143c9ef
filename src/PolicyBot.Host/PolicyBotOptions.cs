using System.ComponentModel.DataAnnotations;

namespace PolicyBot.Host;

/// <summary>Section <c>PolicyBot</c>.</summary>
internal sealed class PolicyBotOptions
{
    public const string Section = "PolicyBot";

    /// <summary>The catalog file; required.</summary>
    [Required(ErrorMessage = "PolicyBot:CatalogPath is missing: the path of the catalog file (YAML).")]
    public string CatalogPath { get; set; } = "";

    /// <summary>
    /// The URL at which users reach PolicyBot: the register page is at <c>/register</c> of its host. Https, or http on loopback; empty: no
    /// page and no links.
    /// </summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>Scheme, host and port of <see cref="PublicBaseUrl"/>; null when there is none.</summary>
    internal Uri? Origin =>
        Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out var url) ? new Uri(url.GetLeftPart(UriPartial.Authority)) : null;

    /// <summary>How many requests may wait for an approver as a card each; those beyond stand in one queue card; 1 to 1,000.</summary>
    public int FullCards { get; set; } = Application.Notifications.QueueCards.MostAlone;

    /// <summary>
    /// A file with an offset (<c>[d.]hh:mm:ss</c>) that is added to the clock of rules, words and due times, never to that of tokens,
    /// signatures or TLS. Only in Development; default none.
    /// </summary>
    public string DangerouslyFollowClock { get; set; } = "";
}
