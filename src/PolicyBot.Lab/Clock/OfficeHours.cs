using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PolicyBot.Lab.Clock;

/// <summary>When people work, as a catalog's <c>calendar</c> says: what is left out is as one level above.</summary>
/// <remarks>Files of holidays are not read: what they say shows at the next look of the product.</remarks>
/// <param name="Days">The days of the week.</param>
/// <param name="From">The full hour at which they begin.</param>
/// <param name="To">The full hour at which they end, 24 at most.</param>
/// <param name="Holidays">Days off.</param>
public sealed record OfficeHours(IReadOnlyList<DayOfWeek> Days, int From, int To, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>Monday to Friday, 9 to 17.</summary>
    public static OfficeHours Default { get; } = new(
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], 9, 17, []);

    /// <summary>Every hour of every day.</summary>
    public static OfficeHours Always { get; } = new(Enum.GetValues<DayOfWeek>(), 0, 24, []);

    /// <summary>Reads what a <c>calendar</c> changes; these hours where it is no map.</summary>
    internal OfficeHours With(YamlNode? calendar)
    {
        if (calendar is not YamlMappingNode map)
        {
            return this;
        }

        var hours = Child(map, "hours") as YamlMappingNode;
        return new(
            Child(map, "workingDays") is YamlSequenceNode days
                ? [.. Enum.GetValues<DayOfWeek>().Where(day => Texts(days).Contains(day.ToString()[..3], StringComparer.OrdinalIgnoreCase))]
                : Days,
            Hour(hours, "from") ?? From,
            Hour(hours, "to") ?? To,
            Child(map, "holidays") is YamlSequenceNode holidays
                ? [.. Texts(holidays).Where(text => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _))
                    .Select(text => DateOnly.Parse(text, CultureInfo.InvariantCulture))]
                : Holidays);
    }

    /// <summary>The instant (UTC), or the next at which people work.</summary>
    /// <param name="at">The instant (UTC).</param>
    /// <param name="zone">Where the catalog is.</param>
    public DateTimeOffset Within(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (Works(DateOnly.FromDateTime(local)) && local.Hour >= From && local.Hour < To)
        {
            return at;
        }

        var day = DateOnly.FromDateTime(local).AddDays(local.Hour < From ? 0 : 1);
        return Utc(Nearest(day, 1).ToDateTime(new TimeOnly(From, 0)), zone);
    }

    /// <summary>The morning (UTC) of a day, or of the working day before or after it.</summary>
    /// <param name="day">The day.</param>
    /// <param name="step">1 for the one after, -1 for the one before.</param>
    /// <param name="zone">Where the catalog is.</param>
    public DateTimeOffset Morning(DateOnly day, int step, TimeZoneInfo zone) =>
        Utc(Nearest(day, step).ToDateTime(new TimeOnly(From > 9 || To <= 9 ? From : 9, 0)), zone);

    /// <summary>The day, or the nearest on which people work.</summary>
    /// <param name="day">The day.</param>
    /// <param name="step">1 for later ones, -1 for earlier ones.</param>
    public DateOnly Nearest(DateOnly day, int step) =>
        Enumerable.Range(0, 366).Select(tried => day.AddDays(tried * step)).Where(Works).Prepend(day).Take(2).Last();

    private static DateTimeOffset Utc(DateTime local, TimeZoneInfo zone) =>
        new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();

    private static YamlNode? Child(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static IEnumerable<string> Texts(YamlSequenceNode list) => list.OfType<YamlScalarNode>().Select(item => item.Value ?? "");

    private static int? Hour(YamlMappingNode? map, string name) =>
        map is not null && int.TryParse((Child(map, name) as YamlScalarNode)?.Value, CultureInfo.InvariantCulture, out var hour)
            ? hour
            : null;

    private bool Works(DateOnly day) => Days.Contains(day.DayOfWeek) && !Holidays.Contains(day);
}
