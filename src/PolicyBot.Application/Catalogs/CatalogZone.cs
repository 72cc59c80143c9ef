using System.Text.RegularExpressions;

namespace PolicyBot.Application.Catalogs;

/// <summary>
/// Finds a time zone by its IANA id, letter for letter. The runtime alone also takes files that are no zones of a place, Windows' names,
/// and any letter case once the zone was looked up in the same process.
/// </summary>
internal static partial class CatalogZone
{
    /// <summary>Finds a zone; null: there is none of this id.</summary>
    public static TimeZoneInfo? Find(string id) =>
        Shape.IsMatch(id) && id != "Factory" && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id
            ? zone
            : null;

    // Each name of an area begins with a capital, unlike the folders and files that repeat zones: posix/, right/, localtime, posixrules.
    [GeneratedRegex("^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\\z")]
    private static partial Regex Shape { get; }
}
