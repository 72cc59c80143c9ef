using System.Globalization;

namespace PolicyBot.Slack.Cards;

/// <summary>What one drawing goes by: where it stands, and how much of everything there is room for.</summary>
internal sealed record TextBudget
{
    private const int LineOnPhone = 40; // what a line break takes of a text that is to be short

    /// <summary>It stands in a conversation, so it is kept short; else in a view (a modal, a home page), which has room.</summary>
    public required bool InMessage { get; init; }

    /// <summary>The title of the button that opens all of it; empty where nothing does.</summary>
    public string Whole { get; init; } = "";

    /// <summary>The title above it, which need not be said again; empty where there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The longest text; longer ones are shortened visibly.</summary>
    public required int Longest { get; init; }

    /// <summary>The most parts or lines of one kind; the others are counted, never left out silently.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>A text of one or several lines. Where it is shortened it says where the whole text is.</summary>
    public string Text(string text)
    {
        var plain = SlackText.Plain(text);
        return Fits(plain) ? plain : SlackText.Start(plain, Longest, Cost) + OutboxMessage;
    }

    /// <summary>
    /// A text of one line for a place that takes no more than <paramref name="limit"/>; never empty, because Slack refuses that.
    /// </summary>
    public static string Line(string text, int limit) =>
        SlackText.OneLine(text) is { Length: > 0 } line ? SlackText.Short(line, limit) : "–";

    /// <summary>A label or title in running text.</summary>
    public string Label(string text) => Line(text, Math.Min(SlackLimits.Text / 2, Longest));

    /// <summary>Whether a text has to be shortened.</summary>
    public bool Shortens(string text) => !Fits(SlackText.Plain(text));

    private string OutboxMessage =>
        Whole.Length > 0 ? string.Format(CultureInfo.InvariantCulture, CardWords.WholeUnder, Whole) : CardWords.Shortened;

    private bool Fits(string plain) => Cost(plain) <= Longest;

    private int Cost(ReadOnlySpan<char> text) => SlackText.Cost(text) + (InMessage ? (LineOnPhone - 1) * text.Count('\n') : 0);
}
