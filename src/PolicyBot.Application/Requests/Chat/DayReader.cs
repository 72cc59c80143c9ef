using PolicyBot.Domain.Risk.Reading;
using static PolicyBot.Application.Requests.Chat.DateVocabulary;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Reads the day that begins at a token, if one does.</summary>
internal sealed class DayReader(IReadOnlyList<Token> tokens, DateOnly today)
{
    private const int FarthestDays = 36_600;
    private const int YearsUntilEveryDay = 8; // 29 February comes again after eight years at the latest, over 1900 or 2100

    /// <summary>How many tokens there are.</summary>
    public int Count => tokens.Count;

    /// <summary>The day that begins at a token, with what leads to it; null: none does.</summary>
    public DayFound? At(int at)
    {
        if (Until.Contains(Word(at)))
        {
            var day = at + 1;
            while (Filling.Contains(Word(day)) && Date(day, led: true) is null)
            {
                day++;
            }

            return (Date(day, led: true) ?? Length(day)) is var (read, next) ? Found(at, next, DayLead.Until, read) : null;
        }

        if (For.Contains(Word(at)))
        {
            var length = at + 1;
            while (Lengthening.Contains(Word(length)))
            {
                length++;
            }

            // "for another month", "für den nächsten Monat"
            return Length(length) is var (read, next) ? Found(at, next, DayLead.For, read)
                : length > at + 1 && Word(length - 1) is not "the" and not "about" && Spans.TryGetValue(Word(length), out var one) && After(1, one) is { } end ? Found(at, length + 1, DayLead.For, end)
                : null;
        }

        // "a 30-day exception", "eine 30-tägige Ausnahme"
        if (Number(at) > 0 && Word(at + 1) == "-" && Spans.ContainsKey(Word(at + 2)) && IsGlued(at + 1) && IsGlued(at + 2))
        {
            return After(Number(at), Spans[Word(at + 2)]) is { } last ? Found(at, at + 3, DayLead.For, last) : null;
        }

        return (Date(at, led: false) ?? Length(at)) is var (bare, after) ? Found(at, after, DayLead.None, bare) : null;
    }

    private DayFound Found(int from, int next, DayLead lead, DayReading read) => new(tokens[from].Start, tokens[next - 1].End, next, lead, read);

    private string Word(int at) => at < tokens.Count ? tokens[at].Text : "";

    private int Number(int at) => at < tokens.Count ? tokens[at].Number : -1;

    // It follows the token before without a space.
    private bool IsGlued(int at) => at > 0 && tokens[at - 1].End == tokens[at].Start;

    private bool IsYear(int at) => at < tokens.Count && tokens[at].Text.Length == 4 && Number(at) is >= 1900 and < 2200;

    private (DayReading, int)? Date(int at, bool led) =>
        InFigures(at, led) ?? WithMonth(at, led) ?? Part(at) ?? InAWord(at, led) ?? (led && IsYear(at) ? (Day(Number(at), 12, 31), at + 1) : null);

    private (DayReading, int)? InFigures(int at, bool led)
    {
        if (Number(at) < 0 || Number(at + 2) < 0 || Word(at + 1) is not ("-" or "/" or ".") || !IsGlued(at + 1))
        {
            return null;
        }

        var (sign, first, second) = (Word(at + 1), Number(at), Number(at + 2));
        var whole = Word(at + 3) == sign && Number(at + 4) >= 0 && IsGlued(at + 3);
        if (sign != "." && !IsGlued(at + 2))
        {
            return null; // "1 - 2", "either / or"
        }

        if (whole && tokens[at].Text.Length == 4)
        {
            return (Day(first, second, Number(at + 4)), at + 5);
        }

        if (whole && tokens[at + 4].Text.Length is 2 or 4 && (sign != "-" || IsYear(at + 4)))
        {
            var year = Number(at + 4) < 100 ? 2000 + Number(at + 4) : Number(at + 4);
            return (sign == "." ? Day(year, second, first) : InEitherOrder(year, first, second), at + 5);
        }

        return sign switch
        {
            "." when Word(at + 3) == "." && second is >= 1 and <= 12 && IsGlued(at + 3) => (NextSuch(second, first), at + 4), // 15.3.
            "." when led && second is >= 1 and <= 12 && first is >= 1 and <= 31 => (NextSuch(second, first), at + 3), // until 15.3
            "/" when led && !whole => (InEitherOrder(null, first, second), at + 3),
            _ => null,
        };
    }

    // 15/03 is a day, 03/15 too; 03/04 is one of two, unless both are the same.
    private DayReading InEitherOrder(int? year, int first, int second)
    {
        DayReading Of(int month, int day) => year is { } known ? Day(known, month, day) : NextSuch(month, day);
        return (first, second) switch
        {
            ( > 12, _) => Of(second, first),
            (_, > 12) => Of(first, second),
            _ when first == second => Of(first, second),
            _ => (Of(second, first), Of(first, second)) is (DayReading.Day dayFirst, DayReading.Day monthFirst)
                ? new DayReading.OneOf(dayFirst.Value, monthFirst.Value)
                : new DayReading.NoSuchDay(),
        };
    }

    private (DayReading, int)? WithMonth(int at, bool led)
    {
        if (Number(at) is >= 1 and <= 31 && tokens[at].Text.Length <= 2)
        {
            var month = at + 1;
            if (Word(month) is "." or "st" or "nd" or "rd" or "th" or "ter" or "ten")
            {
                month++;
            }

            if (Word(month) is "of")
            {
                month++;
            }

            if (Months.TryGetValue(Word(month), out var named))
            {
                return OfMonth(named, Number(at), month + 1);
            }

            return led && Word(at + 1) is "." or "st" or "nd" or "rd" or "th" && IsGlued(at + 1) && Number(at + 2) < 0 ? (NextSuch(Number(at)), at + 2) : null;
        }

        if (!Months.TryGetValue(Word(at), out var first))
        {
            return null;
        }

        var number = Word(at + 1) == "." && IsGlued(at + 1) ? at + 2 : at + 1;
        if (Number(number) is >= 1 and <= 31 && tokens[number].Text.Length <= 2)
        {
            return OfMonth(first, Number(number), Word(number + 1) is "st" or "nd" or "rd" or "th" ? number + 2 : number + 1);
        }

        if (IsYear(number))
        {
            return (LastOf(Number(number), first), number + 1);
        }

        return led ? (NextEndOf(first), at + 1) : Alone(at) ? (NextEndOf(first), at + 1) : null;
    }

    // "March" is the whole of what was said; in a sentence it may be a verb.
    private bool Alone(int at) => tokens.Where((_, index) => index != at).All(token => !char.IsLetterOrDigit(token.Text[0]));

    private (DayReading, int) OfMonth(int month, int day, int next)
    {
        var year = Word(next) is "," or "." && IsYear(next + 1) ? next + 1 : next;
        return IsYear(year) ? (Day(Number(year), month, day), year + 1) : (NextSuch(month, day), next);
    }

    // "end of March", "Ende nächsten Monats", "mid 2027", "end of Q1", "Jahresende"
    private (DayReading, int)? Part(int at)
    {
        if (Ends.TryGetValue(Word(at), out var span))
        {
            return (In(Period(span, ahead: 0), part: 2), at + 1);
        }

        if (Word(at) is ['q', ..] quarter && quarter == "q" && Number(at + 1) is >= 1 and <= 4 and var which && IsGlued(at + 1))
        {
            return IsYear(at + 2) ? (LastOf(Number(at + 2), which * 3), at + 3) : (NextEndOf(which * 3), at + 2);
        }

        if (!Parts.TryGetValue(Word(at), out var part))
        {
            return null;
        }

        var of = at + 1;
        while (Word(of) is "of" or "-" or "the" or "des" or "der" or "dem" or "im" or "vom" && PeriodAt(of) is null)
        {
            of++;
        }

        return (Word(of) is "year" or "jahres" or "quarter" or "month" ? Named(of + 1, part) : null) ?? Named(of, part) ?? (PeriodAt(of) is var (period, next) ? (In(period, part), next) : null);
    }

    private (DayReading, int)? Named(int at, int part)
    {
        if (Months.TryGetValue(Word(at), out var month))
        {
            var dated = IsYear(at + 1);
            var year = dated ? Number(at + 1) : YearOfNext(month, part);
            return (In((new DateOnly(year, month, 1), LastDay(year, month)), part), dated ? at + 2 : at + 1);
        }

        if (Word(at) == "q" && Number(at + 1) is >= 1 and <= 4 and var which && IsGlued(at + 1))
        {
            var dated = IsYear(at + 2);
            var year = dated ? Number(at + 2) : YearOfNext(which * 3, part);
            return (In((new DateOnly(year, which * 3 - 2, 1), LastDay(year, which * 3)), part), dated ? at + 3 : at + 2);
        }

        return IsYear(at) ? (In((new DateOnly(Number(at), 1, 1), new DateOnly(Number(at), 12, 31)), part), at + 1) : null;
    }

    private int YearOfNext(int month, int part)
    {
        var day = part switch { 0 => 1, 1 => 15, _ => DateTime.DaysInMonth(today.Year, month) };
        return new DateOnly(today.Year, month, day) >= today ? today.Year : today.Year + 1;
    }

    // "this month", "nächsten Monats", "month"
    private ((DateOnly First, DateOnly Last) Period, int Next)? PeriodAt(int at)
    {
        var ahead = 0;
        var unit = at;
        if (Next.Contains(Word(at)))
        {
            (ahead, unit) = (1, at + 1);
        }
        else if (This.Contains(Word(at)))
        {
            unit = at + 1;
        }

        return Spans.TryGetValue(Word(unit), out var span) && span is Span.Week or Span.Month or Span.Quarter or Span.Year ? (Period(span, ahead), unit + 1) : null;
    }

    private (DateOnly First, DateOnly Last) Period(Span span, int ahead)
    {
        switch (span)
        {
            case Span.Week:
                var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + 7 * ahead);
                return (monday, monday.AddDays(6));
            case Span.Quarter:
                var quarter = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1).AddMonths(3 * ahead);
                return (quarter, quarter.AddMonths(3).AddDays(-1));
            case Span.Year:
                return (new DateOnly(today.Year + ahead, 1, 1), new DateOnly(today.Year + ahead, 12, 31));
            default:
                var month = new DateOnly(today.Year, today.Month, 1).AddMonths(ahead);
                return (month, month.AddMonths(1).AddDays(-1));
        }
    }

    private static DayReading.Day In((DateOnly First, DateOnly Last) period, int part) => new DayReading.Day(part switch
    {
        0 => period.First,
        1 when period.Last.DayNumber - period.First.DayNumber is > 6 and < 31 => period.First.AddDays(14), // the middle of a month is the 15th
        1 => period.First.AddDays((period.Last.DayNumber - period.First.DayNumber) / 2),
        _ => period.Last,
    });

    // "tomorrow", "next Friday", "nächste Woche"
    private (DayReading, int)? InAWord(int at, bool led)
    {
        if (Word(at) == "day" && Word(at + 1) == "after" && Word(at + 2) == "tomorrow")
        {
            return (new DayReading.Day(today.AddDays(2)), at + 3);
        }

        var greeting = Word(at) == "morgen" && at > 0 && Word(at - 1).StartsWith("gut", StringComparison.Ordinal);
        if (Relative.TryGetValue(Word(at), out var days) && !greeting)
        {
            return (new DayReading.Day(today.AddDays(days)), at + 1);
        }

        var marked = Next.Contains(Word(at)) || This.Contains(Word(at));
        if (Weekdays.TryGetValue(Word(marked ? at + 1 : at), out var weekday))
        {
            var next = marked ? at + 2 : at + 1;
            var day = next;
            while (Word(day) is "," or "the" or "den" or "dem")
            {
                day++;
            }

            return InFigures(day, led) ?? WithMonth(day, led: false) ?? (new DayReading.Day(today.AddDays((weekday - (int)today.DayOfWeek + 6) % 7 + 1)), next);
        }

        return marked && (led || Next.Contains(Word(at))) && PeriodAt(at) is var (period, after) ? (In(period, part: 2), after) : null;
    }

    // "30 days", "zwei Wochen", "half a year"
    private (DayReading, int)? Length(int at)
    {
        var half = at;
        while (Word(half) is "a" or "an" or "ein" or "einem")
        {
            half++;
        }

        if (HalfOf.Contains(Word(half)))
        {
            var unit = Word(half + 1) is "a" ? half + 2 : half + 1;
            return Spans.TryGetValue(Word(unit), out var halved) && halved == Span.Year && After(6, Span.Month) is { } end ? (end, unit + 1) : null;
        }

        var count = Number(at) > 0 ? Number(at) : Numbers.GetValueOrDefault(Word(at));
        var more = Word(at + 1) is "more" or "weitere" or "full" or "volle" ? at + 2 : at + 1;
        return count > 0 && Spans.TryGetValue(Word(more), out var span) && After(count, span) is { } after ? (after, more + 1) : null;
    }

    private DayReading.Day? After(int count, Span span)
    {
        var days = span switch { Span.Hour => (count + 23) / 24, Span.Day => count, Span.Week => 7L * count, Span.Fortnight => 14L * count, _ => 31L * count };
        if (days > FarthestDays || span == Span.Year && count > FarthestDays / 366 || span == Span.Quarter && count > FarthestDays / 93)
        {
            return null;
        }

        return new DayReading.Day(span switch
        {
            Span.Month => today.AddMonths(count),
            Span.Quarter => today.AddMonths(3 * count),
            Span.Year => today.AddYears(count),
            _ => today.AddDays((int)days),
        });
    }

    private static DayReading Day(int year, int month, int day) =>
        year is >= 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DayReading.Day(new DateOnly(year, month, day)) : new DayReading.NoSuchDay();

    private DayReading NextSuch(int month, int day)
    {
        for (var year = today.Year; year <= today.Year + YearsUntilEveryDay; year++)
        {
            if (Day(year, month, day) is DayReading.Day { Value: var such } found && such >= today)
            {
                return found;
            }
        }

        return new DayReading.NoSuchDay();
    }

    private DayReading.Day NextSuch(int day)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        while (DateTime.DaysInMonth(month.Year, month.Month) < day || month.AddDays(day - 1) < today)
        {
            month = month.AddMonths(1);
        }

        return new DayReading.Day(month.AddDays(day - 1));
    }

    private DayReading.Day NextEndOf(int month) => new DayReading.Day(LastDay(YearOfNext(month, part: 2), month));

    private static DayReading.Day LastOf(int year, int month) => new DayReading.Day(LastDay(year, month));

    private static DateOnly LastDay(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
