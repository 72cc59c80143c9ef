using System.ComponentModel.DataAnnotations;

namespace PolicyBot.Host;

/// <summary>Section <c>PolicyBot</c>.</summary>
internal sealed class PolicyBotOptions
{
    public const string Section = "PolicyBot";

    /// <summary>The catalog file; required.</summary>
    [Required(ErrorMessage = "PolicyBot:CatalogPath is missing: the path of the catalog file (YAML).")]
    public string CatalogPath { get; set; } = "";

    /// <summary>The URL at which users reach PolicyBot, for links in messages; absolute, or empty for no links.</summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>
    /// A file with an offset (<c>[d.]hh:mm:ss</c>) that is added to the clock of rules, words and due times, never to that of tokens,
    /// signatures or TLS. Only in Development; default none.
    /// </summary>
    public string DangerouslyFollowClock { get; set; } = "";
}
