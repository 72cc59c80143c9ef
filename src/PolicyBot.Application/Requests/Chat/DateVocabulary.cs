using System.Collections.Frozen;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// The English and German words that days are said with, in lower case. Our own tables: what a machine has installed must not change what a
/// person meant.
/// </summary>
internal static class DateVocabulary
{
    /// <summary>What stands before a last day.</summary>
    public static readonly FrozenSet<string> Until = Set("until till til through thru bis");

    /// <summary>What may stand between that and the day.</summary>
    public static readonly FrozenSet<string> Filling =
        Set("the zum zur dem den der des einschließlich einschliesslich inklusive inkl incl including on am of in");

    /// <summary>What stands before a length of time.</summary>
    public static readonly FrozenSet<string> For = Set("for für fuer within");

    /// <summary>What stands before a first day.</summary>
    public static readonly FrozenSet<string> From = Set("from starting beginning start ab beginnend");

    /// <summary>Things that are from a day without beginning on it: "the ticket from 3 March".</summary>
    public static readonly FrozenSet<string> Dated =
        Set("ticket mail email report letter message notice note invoice quote order contract audit advisory version release log backup");

    /// <summary>What may stand between that and the length.</summary>
    public static readonly FrozenSet<string> Lengthening =
        Set(
            "the die den next nächsten naechsten kommenden another weitere weiteren about etwa ca around further at most " +
            "höchstens maximal");

    /// <summary>Words that only lead to a day: an objection, a wish to change it, politeness.</summary>
    public static readonly FrozenSet<string> Padding =
        Set(
            "no nope nah oh ah oops hm hmm sorry actually wait yes ok okay so well then now and but just only please pls instead rather " +
            "better maybe can could may might should would shall will we i you it that this is s d ll lets let us make made do have " +
            "need want change set move push extend shorten keep take to be the what how about end date expiry at latest by " +
            "nein nee nö ne ach ah och hmm ups doch eigentlich lieber besser bitte ja also halt mal noch dann nun jetzt und aber nur " +
            "können könnte könnten kann geht ginge wäre ist es das wir ich sie du mach mache machen machs nehmen nimm setz setze ändere " +
            "verlängere verkürze stattdessen statt auch schon auf sondern das enddatum ende datum spätestens gern gerne vielleicht wenn " +
            "möglich moment sagen wir was mit in from");

    /// <summary>This one, the running one.</summary>
    public static readonly FrozenSet<string> This = Set("this current the diese dieser diesen dieses der des laufenden");

    /// <summary>The one after.</summary>
    public static readonly FrozenSet<string> Next =
        Set("next coming following nächste nächsten nächster nächstes naechste naechsten naechstes kommende kommenden kommendes");

    /// <summary>Where in a month, quarter or year: 0 its beginning, 1 its middle, 2 its end.</summary>
    public static readonly FrozenDictionary<string, int> Parts = Numbered(
        ("beginning start anfang early", 0), ("mid middle mitte", 1), ("end ende late", 2));

    /// <summary>Months by name and short name, 1 to 12.</summary>
    public static readonly FrozenDictionary<string, int> Months = Numbered(
        ("january jan januar jänner jän", 1), ("february feb februar feber", 2), ("march mar märz maerz mär mrz", 3), ("april apr", 4),
        ("may mai", 5), ("june jun juni", 6),
        ("july jul juli", 7), ("august aug", 8), ("september sep sept", 9), ("october oct oktober okt", 10), ("november nov", 11),
            ("december dec dezember dez", 12));

    /// <summary>Days of the week; Sunday is 0.</summary>
    public static readonly FrozenDictionary<string, int> Weekdays = Numbered(
        ("sunday sun sonntag", 0), ("monday mon montag", 1), ("tuesday tue tues dienstag", 2), ("wednesday wed mittwoch", 3),
        ("thursday thu thurs donnerstag", 4),
        ("friday fri freitag", 5), ("saturday sat samstag sonnabend", 6));

    /// <summary>Days from today.</summary>
    public static readonly FrozenDictionary<string, int> Relative =
        Numbered(("yesterday gestern", -1), ("vorgestern", -2), ("today heute", 0), ("tomorrow morgen", 1), ("übermorgen uebermorgen", 2));

    /// <summary>Lengths of time.</summary>
    public static readonly FrozenDictionary<string, Span> Spans = new (string Words, Span Span)[]
    {
        ("hour hours stunde stunden", Span.Hour), ("day days tag tage tagen tägige", Span.Day),
            ("week weeks woche wochen wöchige", Span.Week), ("fortnight fortnights", Span.Fortnight),
        ("month months monat monate monaten monats monatige", Span.Month), ("quarter quarters quartal quartale quartals", Span.Quarter),
            ("year years jahr jahre jahren jahres", Span.Year),
    }.SelectMany(entry => entry.Words.Split(' ').Select(word => KeyValuePair.Create(word, entry.Span)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Ends in one word.</summary>
    public static readonly FrozenDictionary<string, Span> Ends = new (string Words, Span Span)[]
    {
        ("wochenende weekend eow", Span.Week), ("monatsende eom", Span.Month), ("quartalsende eoq", Span.Quarter),
            ("jahresende eoy", Span.Year),
    }.SelectMany(entry => entry.Words.Split(' ').Select(word => KeyValuePair.Create(word, entry.Span)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Small numbers in words.</summary>
    public static readonly FrozenDictionary<string, int> Numbers = Numbered(
        ("a an one ein eine einen einem einer", 1), ("two zwei", 2), ("three drei", 3), ("four vier", 4), ("five fünf fuenf", 5),
        ("six sechs", 6), ("seven sieben", 7), ("eight acht", 8),
        ("nine neun", 9), ("ten zehn", 10), ("eleven elf", 11), ("twelve zwölf zwoelf", 12), ("fourteen vierzehn", 14),
            ("thirty dreißig dreissig", 30), ("sixty sechzig", 60), ("ninety neunzig", 90));

    /// <summary>Half of what follows.</summary>
    public static readonly FrozenSet<string> HalfOf = Set("half halbes halbe halben");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Numbered(params (string Words, int Number)[] entries) =>
        entries.SelectMany(entry => entry.Words.Split(' ').Select(word => KeyValuePair.Create(word, entry.Number)))
            .ToFrozenDictionary(StringComparer.Ordinal);
}

/// <summary>A length of time that people count in.</summary>
internal enum Span
{
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
}
