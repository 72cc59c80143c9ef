using PolicyBot.Domain.Risk.Reading;
using static PolicyBot.Application.Requests.Chat.DateVocabulary;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Reads the day that begins at a token, if one does.</summary>
/// <param name="from">The first day that the text names, which lengths are counted from; null: today.</param>
internal sealed class DayReader(IReadOnlyList<Token> tokens, DateOnly today, DateOnly? from = null)
{
    private readonly DayCalendar _calendar = new(today);
    private readonly DayCalendar _counted = new(from ?? today);

    /// <summary>How many tokens there are.</summary>
    public int Count => tokens.Count;

    /// <summary>The day that begins at a token, with what leads to it; null: none does.</summary>
    public DayFound? At(int at)
    {
        if (Until.Contains(Word(at)) || from is not null && Word(at) == "to")
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
                : length > at + 1 && Word(length - 1) is not "the" and not "about" && Spans.TryGetValue(Word(length), out var one)
                && _counted.After(1, one) is { } end ? Found(at, length + 1, DayLead.For, end)
                : null;
        }

        if (From.Contains(Word(at)) && !(at > 0 && Dated.Contains(Word(at - 1))) && Start(at + 1) is var (start, begun))
        {
            return Found(at, begun, DayLead.From, start);
        }

        // "a 30-day exception", "eine 30-tägige Ausnahme"
        if (Number(at) > 0 && Word(at + 1) == "-" && Spans.ContainsKey(Word(at + 2)) && IsGlued(at + 1) && IsGlued(at + 2))
        {
            return _counted.After(Number(at), Spans[Word(at + 2)]) is { } last ? Found(at, at + 3, DayLead.For, last) : null;
        }

        var lead = Date(at, led: false) is null && from is not null ? DayLead.For : DayLead.None;
        return (Date(at, led: false) ?? Length(at)) is var (bare, after) ? Found(at, after, lead, bare) : null;
    }

    // "from 10 February", "ab nächster Woche"; a month or a week begins with its first day.
    private (DayReading, int)? Start(int at)
    {
        while (Filling.Contains(Word(at)))
        {
            at++;
        }

        return Months.TryGetValue(Word(at), out var month) && WithMonth(at, led: false) is null
                ? (new DayReading.Day(new DateOnly(_calendar.YearOfNext(month, part: 0), month, 1)), at + 1)
            : PeriodAt(at) is var (period, next) && next > at + 1 ? (DayCalendar.In(period, part: 0), next)
            : Date(at, led: Relative.GetValueOrDefault(Word(at)) >= 0);
    }

    private DayFound Found(int from, int next, DayLead lead, DayReading read) =>
        new(tokens[from].Start, tokens[next - 1].End, next, lead, read);

    private string Word(int at) => at < tokens.Count ? tokens[at].Text : "";

    private int Number(int at) => at < tokens.Count ? tokens[at].Number : -1;

    // It follows the token before without a space.
    private bool IsGlued(int at) => at > 0 && tokens[at - 1].End == tokens[at].Start;

    private bool IsYear(int at) => at < tokens.Count && tokens[at].Text.Length == 4 && Number(at) is >= 1900 and < 2200;

    private (DayReading, int)? Date(int at, bool led) =>
        InFigures(at, led) ?? WithMonth(at, led) ?? Part(at) ?? InAWord(at, led)
            ?? (led && IsYear(at) ? (DayCalendar.Day(Number(at), 12, 31), at + 1) : null);

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
            return (DayCalendar.Day(first, second, Number(at + 4)), at + 5);
        }

        if (whole && tokens[at + 4].Text.Length is 2 or 4 && (sign != "-" || IsYear(at + 4)))
        {
            var year = Number(at + 4) < 100 ? 2000 + Number(at + 4) : Number(at + 4);
            return (sign == "." ? DayCalendar.Day(year, second, first) : _calendar.InEitherOrder(year, first, second), at + 5);
        }

        return sign switch
        {
            // 15.3.
            "." when Word(at + 3) == "." && second is >= 1 and <= 12 && IsGlued(at + 3) => (_calendar.NextSuch(second, first), at + 4),
            // until 15.3
            "." when led && second is >= 1 and <= 12 && first is >= 1 and <= 31 => (_calendar.NextSuch(second, first), at + 3),
            "/" when (led || Alone(at, at + 2)) && !whole => (_calendar.InEitherOrder(null, first, second), at + 3),
            "." when Alone(at, at + 2) && first is >= 1 and <= 31 && second is >= 1 and <= 12 =>
                (_calendar.NextSuch(second, first), at + 3),
            _ => null,
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

            return led && Word(at + 1) is "." or "st" or "nd" or "rd" or "th" && IsGlued(at + 1) && Number(at + 2) < 0
                ? (_calendar.NextSuch(Number(at)), at + 2) : null;
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
            return (DayCalendar.LastOf(Number(number), first), number + 1);
        }

        return led ? (_calendar.NextEndOf(first), at + 1) : Alone(at, at) ? (_calendar.NextEndOf(first), at + 1) : null;
    }

    // "March" is the whole of what was said; in a sentence it may be a verb.
    private bool Alone(int at, int last) =>
        tokens.Where((_, index) => index < at || index > last).All(token => !char.IsLetterOrDigit(token.Text[0]));

    private (DayReading, int) OfMonth(int month, int day, int next)
    {
        var year = Word(next) is "," or "." && IsYear(next + 1) ? next + 1 : next;
        return IsYear(year) ? (DayCalendar.Day(Number(year), month, day), year + 1) : (_calendar.NextSuch(month, day), next);
    }

    // "end of March", "Ende nächsten Monats", "mid 2027", "end of Q1", "Jahresende"
    private (DayReading, int)? Part(int at)
    {
        if (Ends.TryGetValue(Word(at), out var span))
        {
            return (DayCalendar.In(_calendar.Period(span, ahead: 0), part: 2), at + 1);
        }

        if (Word(at) is ['q', ..] quarter && quarter == "q" && Number(at + 1) is >= 1 and <= 4 and var which && IsGlued(at + 1))
        {
            return IsYear(at + 2) ? (DayCalendar.LastOf(Number(at + 2), which * 3), at + 3) : (_calendar.NextEndOf(which * 3), at + 2);
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

        return (Word(of) is "year" or "jahres" or "quarter" or "month" ? Named(of + 1, part) : null) ?? Named(of, part)
            ?? (PeriodAt(of) is var (period, next) ? (DayCalendar.In(period, part), next) : null);
    }

    private (DayReading, int)? Named(int at, int part)
    {
        if (Months.TryGetValue(Word(at), out var month))
        {
            var dated = IsYear(at + 1);
            var year = dated ? Number(at + 1) : _calendar.YearOfNext(month, part);
            return (DayCalendar.In((new DateOnly(year, month, 1), DayCalendar.LastDay(year, month)), part), dated ? at + 2 : at + 1);
        }

        if (Word(at) == "q" && Number(at + 1) is >= 1 and <= 4 and var which && IsGlued(at + 1))
        {
            var dated = IsYear(at + 2);
            var year = dated ? Number(at + 2) : _calendar.YearOfNext(which * 3, part);
            return (DayCalendar.In((new DateOnly(year, which * 3 - 2, 1), DayCalendar.LastDay(year, which * 3)), part),
                dated ? at + 3 : at + 2);
        }

        return IsYear(at) ? (DayCalendar.In((new DateOnly(Number(at), 1, 1), new DateOnly(Number(at), 12, 31)), part), at + 1) : null;
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

        return Spans.TryGetValue(Word(unit), out var span) && span is Span.Week or Span.Month or Span.Quarter or Span.Year
            ? (_calendar.Period(span, ahead), unit + 1) : null;
    }

    // "tomorrow", "next Friday", "nächste Woche"
    private (DayReading, int)? InAWord(int at, bool led)
    {
        if (Word(at) == "day" && Word(at + 1) == "after" && Word(at + 2) == "tomorrow")
        {
            return (_calendar.Ahead(2), at + 3);
        }

        var greeting = Word(at) == "morgen" && at > 0 && Word(at - 1).StartsWith("gut", StringComparison.Ordinal);
        if (Relative.TryGetValue(Word(at), out var days) && !greeting && (days >= 0 || led))
        {
            return (_calendar.Ahead(days), at + 1);
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

            return InFigures(day, led) ?? WithMonth(day, led: false) ?? (_calendar.NextWeekday(weekday), next);
        }

        return marked && (led || Next.Contains(Word(at))) && PeriodAt(at) is var (period, after)
            ? (DayCalendar.In(period, part: 2), after) : null;
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
            return Spans.TryGetValue(Word(unit), out var halved) && halved == Span.Year && _counted.After(6, Span.Month) is { } end
                ? (end, unit + 1) : null;
        }

        var count = Number(at) > 0 ? Number(at) : Numbers.GetValueOrDefault(Word(at));
        var more = Word(at + 1) is "more" or "weitere" or "full" or "volle" ? at + 2 : at + 1;
        return count > 0 && Spans.TryGetValue(Word(more), out var span) && _counted.After(count, span) is { } after
            ? (after, more + 1) : null;
    }
}
