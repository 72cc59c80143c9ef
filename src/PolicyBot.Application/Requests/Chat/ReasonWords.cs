using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Finds in a free text why a policy cannot be met, in the text's own words: without greeting, without what is asked for, without the day
/// it is asked for until. Pure.
/// </summary>
internal static partial class ReasonWords
{
    private const int FewestWords = 3;

    /// <summary>Finds it.</summary>
    /// <returns>Null: the text gives no reason.</returns>
    public static string? Find(string text, PolicyCatalog catalog, DateOnly today)
    {
        var runs = new List<(int Start, int End)>();
        var isOpen = false;
        foreach (var clause in Clauses(DateWords.Marked(text, today)))
        {
            if (IsLeftOut(text[clause.Start..clause.End], clause.Cause, runs.Count == 0, catalog, today))
            {
                isOpen = false;
            }
            else if (isOpen)
            {
                runs[^1] = (runs[^1].Start, clause.End);
            }
            else
            {
                runs.Add((clause.Start, clause.End));
                isOpen = true;
            }
        }

        var reasons = runs.Select(run => (Words: Tidy(WithoutLastDay(text[run.Start..run.End], today)), run.End))
            .Where(run => IsLongEnough(run.Words)).ToList();
        return reasons.Count == 0 ? null : string.Join(". ", reasons.Select(run => run.Words))
            + (reasons[^1].End < text.Length && text[reasons[^1].End] == '.' ? "." : "");
    }

    /// <summary>A text without the words that say until when.</summary>
    /// <param name="only">Only where they say this day; null: whichever.</param>
    public static string WithoutLastDay(string text, DateOnly today, DateOnly? only = null)
    {
        foreach (var day in DateWords.Find(text, today).Reverse().Where(day => day.Lead == DayLead.Until
            && (only is null || day.Reading is DayReading.Day { Value: var value } && value == only)))
        {
            text = $"{text[..day.Start].TrimEnd()} {text[day.End..].TrimStart()}".Trim();
        }

        return text;
    }

    private static bool IsLongEnough(string reason) =>
        !reason.Any(char.IsWhiteSpace) && reason.Length >= 12 && reason.Any(letter => letter > '\u2E80') // a script without blanks
        || Tokenizer.Split(reason).Count(token => char.IsLetter(token.Text[0])) >= FewestWords;

    private static bool IsLeftOut(string clause, bool cause, bool isFirst, PolicyCatalog catalog, DateOnly today)
    {
        var said = clause.Trim();
        if (said.Length == 0 || Courtesy().IsMatch(said) || FillerWords.Is(said) || ConfidentialWords.Read(said) is not null
            || RequestWords.Owner(said) is not null || RequestWords.Address(said) is not null)
        {
            return true;
        }

        if (cause)
        {
            return false;
        }

        var rest = Tidy(PolicyWords.Without(WithoutDays(said, today), catalog));
        return RequestWords.AsksForOne(said) || isFirst && RequestWords.Desires(said) || Question().IsMatch(said)
            || ScopeOnly().IsMatch(said) || FillerWords.IsLeftOver(said)
            || IsScript(rest) is false && Tokenizer.Split(rest).Count(token => char.IsLetter(token.Text[0])) < (isFirst ? FewestWords : 2)
            || BothUntil().IsMatch(said) && DateWords.Find(said, today).Count > 0;
    }

    private static bool IsScript(string text) => text.Any(letter => letter > '\u2E80' && char.IsLetter(letter));

    private static string WithoutDays(string text, DateOnly today)
    {
        foreach (var day in DateWords.Find(text, today).Reverse())
        {
            text = $"{text[..day.Start]} {text[day.End..]}";
        }

        foreach (var (start, end) in OpenEnds.Places(text).Reverse())
        {
            text = end <= text.Length ? $"{text[..start]} {text[end..]}" : text;
        }

        return text;
    }

    private static string Tidy(string text) => Joint().Replace(text.Trim().Trim(',', ';', ':', '-', '–', '—').Trim(), "")
        .TrimEnd(' ', ',', ';', ':', '.', '\n', '\r');

    // Clauses end at signs, and a cause begins one: "an exception until March because the vendor …".
    private static IEnumerable<(int Start, int End, bool Cause)> Clauses(string text)
    {
        var from = 0;
        foreach (var (start, end) in Borders().Matches(text).Select(border => (border.Index, border.Index + border.Length))
            .Append((text.Length, text.Length)))
        {
            foreach (var clause in WithCause(text, from, start))
            {
                yield return clause;
            }

            from = end;
        }
    }

    private static IEnumerable<(int Start, int End, bool Cause)> WithCause(string text, int start, int end)
    {
        if (Cause().Match(text, start, end - start) is { Success: true } cause)
        {
            yield return (start, cause.Index, false);
            yield return (cause.Groups["dropped"].Success ? cause.Index + cause.Length : cause.Index, end, true);
        }
        else
        {
            yield return (start, end, false);
        }
    }

    [GeneratedRegex(@"[,;\n!?]+|[.:](?=\s|$)|[。、！？]|\s[-–—]\s", RegexOptions.CultureInvariant)]
    private static partial Regex Borders();

    [GeneratedRegex(
        @"(?<=^|[\s,;.:(])(?:(?<dropped>(?:(?:be)?cause(?!\s+of\b)|coz|cuz|since(?!\s+(?:\d|last\b|then\b|when\b|yesterday\b))|" +
        @"as(?=\s+(?:the|we|our|" +
        @"they|it|this|there|no|my|i)\b)|denn)\s+)|(?:because of|due to|owing to|so that|otherwise|weil|da(?=\s+(?:der|die|das|wir|ich|" +
        @"es|er|sie|man|unsere?|keine?|eine?|noch|bei)\b)|wegen|aufgrund|damit|sonst|parce que|porque|perché)(?=\s))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cause();

    [GeneratedRegex(
        @"^\W*(?:(?:hi|hey|hello|hallo|moin|servus|dear|liebe[rs]?|sehr geehrte|guten? (?:morgen|tag|abend)|good (?:morning|afternoon|" +
        @"evening)|thanks?|thank you|thx|cheers|danke|vielen dank|please|bitte|pls|plz|best|kind regards|regards|viele grüße|mfg|lg|" +
        @"sorry|" +
        @"urgent|asap|dringend|ok|okay|so|well|yes|no|ja|nein)\b[\s\p{L}'.-]{0,30}|(?:thx|ty)\W*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();

    [GeneratedRegex(
        @"^\W*(?:(?:hi|hey|hello|hallo|moin)\b\W*)*(?:can you|could you|would you|can i|could i|may i|how (?:do|can)|what (?:do|" +
        @"should)|is (?:that|this|it) (?:ok|okay|" +
        @"possible|" +
        @"fine)|let me know|kannst du|können sie|geht das|ist das (?:möglich|ok|okay)|was muss|wie (?:geht|kann)|" +
        @"gib\w* (?:mir )?bescheid)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(
        @"^\W*(?:(?:one|another|a second|eine|noch eine|eine weitere)\s+(?:\S+\s+)?)?(?:for|für|fuer|to|from|zu|zur|von|vom)\s",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScopeOnly();

    [GeneratedRegex(@"^\W*(?:both|each|all|beide|alle|jeweils)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BothUntil();

    [GeneratedRegex(
        @"^(?:(?:and|but|so|und|aber|also|it is|it's|es ist)\s+(?=\S))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joint();
}
