using System.Text.RegularExpressions;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Finds ends that are no day: none at all ("until further notice"), or the day of something ("until the audit is over"). Pure.
/// </summary>
internal static partial class OpenEnds
{
    /// <summary>What a free text says.</summary>
    /// <returns>Null: it names no such end, or a day too.</returns>
    public static DayReading? InText(string text, DateOnly today) =>
        Endless().IsMatch(text) ? new DayReading.Endless() : Event(text, today);

    /// <summary>What an answer says, to the question which day it is to be.</summary>
    /// <returns>Null: it names no such end.</returns>
    public static DayReading? InAnswer(string text, DateOnly today) =>
        Endless().IsMatch(text) || EndlessAnswer().IsMatch(text) ? new DayReading.Endless() : Event(text, today);

    /// <summary>Whether a text says that there is to be no end, and nothing else.</summary>
    public static bool IsWhole(string text) => Endless().Matches(text) is [var end]
        && DateWords.IsPadding(text[..end.Index] + " " + text[(end.Index + end.Length)..]);

    /// <summary>Where the words for such an end stand.</summary>
    public static IEnumerable<(int Start, int End)> Places(string text) =>
        Endless().Matches(text).Concat(Happening().Matches(text)).Select(match => (match.Index, match.Index + match.Length));

    private static DayReading.Event? Event(string text, DateOnly today) =>
        Happening().Matches(text).FirstOrDefault(match => DateWords.Find(match.Value, today).Count == 0) is { } happening
            ? new DayReading.Event(happening.Value.Trim()) : null;

    [GeneratedRegex(
        @"\b(?:until|till|til) further notice\b|\bindefinitely\b|\bforever\b|\bpermanent (?:exception|exemption|waiver)|" +
        @"\bbis auf weiteres\b|\bunbefristet\w*|\bauf unbestimmte zeit\b|\b(?:dauerhafte|permanente) ausnahme|\bfür immer\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Endless();

    [GeneratedRegex(
        @"\b(?:permanent(?:ly)?|for good|always|no end(?: date)?|never|open[- ]ended|without (?:an )?end|as long as (?:it takes|needed|" +
        @"possible|necessary)|dauerhaft|immer|nie|ohne ende|kein ende|(?:so )?lange? wie (?:nötig|möglich|es dauert))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndlessAnswer();

    [GeneratedRegex(
        @"\b(?<!not )(?<!nicht )(?:until|till|til|bis)\s+(?!now\b|then\b|recently\b|today\b|further\b|zu\b|dahin\b|jetzt\b|dato\b|auf\b|" +
        @"heute\b|zum\b|\d)\p{L}[^.,;!?\n]{2,80}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Happening();
}
