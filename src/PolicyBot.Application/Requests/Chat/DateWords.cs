using PolicyBot.Domain.Risk.Reading;
using static PolicyBot.Application.Requests.Chat.DateVocabulary;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Finds days in what people type, in English and German, resolved against today: "until 15 March", "bis Ende Januar", "for two weeks",
/// <c>2027-01-31</c>. Pure; a month stands for its last day, a day without a year for the next such day, and an ambiguous date is reported
/// as such.
/// </summary>
internal static class DateWords
{
    private const char Mark = '\u2024'; // a full stop to look at

    /// <summary>
    /// The last day that a free text asks for: only what "until" or "for" leads to, because other days in it are about something else.
    /// </summary>
    /// <returns>Null: it names none.</returns>
    public static DayReading? InText(string text, DateOnly today)
    {
        var found = Find(text, today);
        var until = found.Where(day => day.Lead == DayLead.Until).ToList();
        return Together(until.Count > 0 ? until : [.. found.Where(day => day.Lead == DayLead.For)]);
    }

    /// <summary>The day that an answer names, to the question which day it is to be.</summary>
    /// <returns>Null: it names none.</returns>
    public static DayReading? InAnswer(string text, DateOnly today) =>
        InText(text, today) ?? Together([.. Find(text, today).Where(day => day.Lead != DayLead.From)]);

    /// <summary>The last day that is all a text says, beside words that only lead to it: "can we do end of May instead?".</summary>
    /// <returns>Null: it says something else too, or names no day.</returns>
    public static DayReading? Whole(string text, DateOnly today) =>
        Find(text, today) is [{ Lead: not DayLead.From } day] && IsPadding(text[..day.Start] + " " + text[day.End..]) ? day.Reading : null;

    /// <summary>Whether a text has no words but those that lead to a day.</summary>
    public static bool IsPadding(string text) =>
        Tokenizer.Split(text).All(token => !char.IsLetterOrDigit(token.Text[0]) || Padding.Contains(token.Text));

    /// <summary>
    /// A text of the same length in which a full stop ends a sentence: that of "20. Dezember" is replaced. <see cref="Unmarked"/> puts it
    /// back into a part of it.
    /// </summary>
    public static string Marked(string text, DateOnly today)
    {
        var marked = text.ToCharArray();
        foreach (var day in Find(text, today))
        {
            // the last one may end the sentence too: "bis 20.12. Der Grund …"
            var inSentence = text.AsSpan(day.End).TrimStart() is [var next, ..] && char.IsLower(next);
            for (var at = day.Start; at < (inSentence ? day.End : day.End - 1); at++)
            {
                marked[at] = marked[at] == '.' ? Mark : marked[at];
            }
        }

        return new string(marked);
    }

    /// <summary>The text as it was before <see cref="Marked"/>.</summary>
    public static string Unmarked(string marked) => marked.Replace(Mark, '.');

    /// <summary>Every day in a text, in its order. What it says of lengths counts from its first day where it names one.</summary>
    public static IReadOnlyList<DayFound> Find(string text, DateOnly today)
    {
        var tokens = Tokenizer.Split(text);
        var found = Find(new DayReader(tokens, today));
        return found.Where(day => day.Lead == DayLead.From).ToList() is [{ Reading: DayReading.Day start }]
            ? Find(new DayReader(tokens, today, start.Value)) : found;
    }

    private static List<DayFound> Find(DayReader reader)
    {
        var found = new List<DayFound>();
        for (var at = 0; at < reader.Count;)
        {
            if (reader.At(at) is { } day)
            {
                found.Add(day);
                at = day.Next;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    private static DayReading? Together(IReadOnlyList<DayFound> found)
    {
        var readings = found.Select(day => day.Reading).Distinct().ToList();
        var days = readings.OfType<DayReading.Day>().ToList();
        return readings.Find(reading => reading is DayReading.OneOf)
            ?? (days.Count > 1
            ? new DayReading.OneOf(days[0].Value, days[1].Value) : days.Count == 1 ? days[0] : readings.FirstOrDefault());
    }
}

/// <summary>A day in a text.</summary>
/// <param name="Start">Its first character, with what leads to it.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Next">The token after its last.</param>
internal sealed record DayFound(int Start, int End, int Next, DayLead Lead, DayReading Reading);

/// <summary>What leads to a day.</summary>
internal enum DayLead
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>"until".</summary>
    Until,

    /// <summary>"for", and a length of time.</summary>
    For,

    /// <summary>"from": it is the first day.</summary>
    From,
}

/// <summary>What a day in words means.</summary>
internal abstract record DayReading
{
    private DayReading()
    {
    }

    /// <summary>One day.</summary>
    public sealed record Day(DateOnly Value) : DayReading;

    /// <summary>One of two; only who wrote it knows which.</summary>
    public sealed record OneOf(DateOnly First, DateOnly Second) : DayReading;

    /// <summary>A day that no calendar has.</summary>
    /// <param name="Nearest">The day before it that there is; null where its month is none.</param>
    public sealed record NoSuchDay(DateOnly? Nearest = null) : DayReading;

    /// <summary>No end at all.</summary>
    public sealed record Endless : DayReading;

    /// <summary>The day of something, which has no date.</summary>
    /// <param name="Words">The words that say so, with what leads to them.</param>
    public sealed record Event(string Words) : DayReading;
}
