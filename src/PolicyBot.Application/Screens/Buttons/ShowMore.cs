using System.Globalization;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Shows the next lines of a list that is longer than one message.</summary>
internal sealed class ShowMore : Button
{
    /// <summary>The list of what a person asked for or owns.</summary>
    public const string Mine = "mine";

    /// <summary>The list of what is due for a person today.</summary>
    public const string Due = "due";

    /// <summary>The list of what a policy owner was told of in the digest of a day.</summary>
    /// <param name="day">The day, <c>2027-02-15</c>.</param>
    public static string News(string day) => NewsPrefix + day;

    /// <summary>The day of such a list; null for another list.</summary>
    public static string? DayOf(string list) => list.StartsWith(NewsPrefix, StringComparison.Ordinal) ? list[NewsPrefix.Length..] : null;

    /// <summary>What was asked for in words, after what was looked through before.</summary>
    /// <param name="after">The place after which it goes on; empty for the beginning.</param>
    /// <param name="text">The words, with the command.</param>
    public static string Found(string after, string text) => $"{FoundPrefix}{after} {text}";

    /// <summary>The place and the words of such a list; null for another list.</summary>
    public static (string After, string Text)? FoundIn(string list) =>
        list.StartsWith(FoundPrefix, StringComparison.Ordinal) && list[FoundPrefix.Length..].Split(' ', 2) is [var after, var text]
            ? (after, text) : null;

    /// <summary>What a person may press a button of.</summary>
    /// <param name="verb">The button.</param>
    /// <param name="policies">As in <see cref="Ends"/>.</param>
    public static string Press(string verb, IEnumerable<string> policies) => $"{PressPrefix}{verb} {string.Join(',', policies)}";

    /// <summary>The button and the policies of such a list; null for another list.</summary>
    public static (string Verb, IReadOnlyList<string> Policies)? PressIn(string list) =>
        list.StartsWith(PressPrefix, StringComparison.Ordinal) && list[PressPrefix.Length..].Split(' ', 2) is [var verb, var ids]
            ? (verb, Ids(ids)) : null;

    /// <summary>When what a person has ends.</summary>
    /// <param name="policies">The ids of the policies that were asked about; none: all.</param>
    public static string Ends(IEnumerable<string> policies) => EndsPrefix + string.Join(',', policies);

    /// <summary>The policies of such a list; null for another list.</summary>
    public static IReadOnlyList<string>? EndsIn(string list) =>
        list.StartsWith(EndsPrefix, StringComparison.Ordinal) ? Ids(list[EndsPrefix.Length..]) : null;

    /// <summary>What covers a thing.</summary>
    /// <param name="policies">As in <see cref="Ends"/>.</param>
    /// <param name="after">The place after which it goes on; empty for the beginning.</param>
    /// <param name="thing">The thing, in the person's words.</param>
    public static string Covered(IEnumerable<string> policies, string after, string thing) =>
        $"{CoveredPrefix}{string.Join(',', policies)} {after} {thing}";

    /// <summary>The policies, the place and the thing of such a list; null for another list.</summary>
    public static (IReadOnlyList<string> Policies, string After, string Thing)? CoveredIn(string list) =>
        list.StartsWith(CoveredPrefix, StringComparison.Ordinal)
        && list[CoveredPrefix.Length..].Split(' ', 3) is [var ids, var after, var thing]
            ? (Ids(ids), after, thing) : null;

    /// <summary>What was decided before on what is like an exception.</summary>
    public static string Precedents(ExceptionId id) => PrecedentsPrefix + id;

    /// <summary>The exception of such a list; null for another list.</summary>
    public static ExceptionId? PrecedentsOf(string list) =>
        list.StartsWith(PrecedentsPrefix, StringComparison.Ordinal) && ExceptionId.TryParse(list[PrecedentsPrefix.Length..], out var id)
            ? id : null;

    private static string[] Ids(string joined) => joined.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private const string PrecedentsPrefix = "precedents:";
    private const string EndsPrefix = "ends:";
    private const string CoveredPrefix = "covered:";
    private const string FoundPrefix = "found:";
    private const string PressPrefix = "press:";
    private const string NewsPrefix = "news:";

    public override string Verb => Views.Verbs.More;

    /// <summary>The button; null: nothing is left.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="shown">How many lines of it were shown.</param>
    /// <param name="all">How many there are.</param>
    public static CardAction? Offer(string list, int shown, int all) => shown >= all ? null : new CardAction
    {
        Verb = Views.Verbs.More,
        Title = Words.More,
        Value = string.Create(CultureInfo.InvariantCulture, $"{list}|{shown}"),
        IgnoresInputs = true,
    };

    /// <summary>Which list it is about, and how many lines of it were shown.</summary>
    public static (string List, int Shown) Read(string value) =>
        value.LastIndexOf('|') is >= 0 and var bar
        && int.TryParse(value[(bar + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (value[..bar], number)
            : (Mine, 0);

    /// <summary>A heading that says which lines of how many stand below; the heading alone where all do.</summary>
    public static string Heading(string heading, int before, int shown, int all) => shown >= all ? heading
        : Words.HomeMore.With(heading, before == 0 ? $"{shown}" : $"{before + 1}–{before + shown}", Phrases.Count(all));
}
