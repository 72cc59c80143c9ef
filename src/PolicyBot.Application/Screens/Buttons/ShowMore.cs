using System.Globalization;
using PolicyBot.Application.Views;
using PolicyBot.Domain;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Shows the next lines of a list that is longer than one message.</summary>
internal sealed class ShowMore : Button
{
    /// <summary>The list of what a person asked for or owns.</summary>
    public const string Mine = "mine";

    /// <summary>The list of what is due for a person today.</summary>
    public const string Due = "due";

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
        value.Split('|') is [var list, var shown] && int.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (list, number)
            : (Mine, 0);

    /// <summary>A heading that says which lines of how many stand below; the heading alone where all do.</summary>
    public static string Heading(string heading, int before, int shown, int all) => shown >= all ? heading
        : Words.HomeMore.With(heading, before == 0 ? $"{shown}" : $"{before + 1}–{before + shown}", all);
}
