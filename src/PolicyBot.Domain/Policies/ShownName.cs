using System.Text.RegularExpressions;

namespace PolicyBot.Domain.Policies;

/// <summary>
/// The name that a channel shows for an account. Where it knows none it may show the account's id, which says nothing to people.
/// </summary>
public static partial class ShownName
{
    /// <summary>The name; empty for none, and for an id: <c>U012AB3CD</c> (Slack), a GUID (Entra), <c>29:…</c> or <c>8:orgid:…</c> (Teams).
    /// </summary>
    public static string Of(string? shown) => shown is null || Id().IsMatch(shown) ? "" : shown;

    [GeneratedRegex(
        @"^\s*(?:[UWB](?=[A-Z0-9]*[0-9])[A-Z0-9]{4,20}|\{?[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}\}?|(?:8|28|29):\S+)\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
