using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Teams.Cards;

/// <summary>Draws views as Adaptive Cards 1.5, the newest version that Teams takes from bots.</summary>
public static partial class TeamsCards
{
    /// <summary>
    /// The most a card may take, in bytes of UTF-8. Teams takes about 100 KB a message, counted in UTF-16, and has refused a card of 70 KB;
    /// this is PolicyBot's own limit, well below both.
    /// </summary>
    public const int MaxBytes = 28 * 1024;

    /// <summary>
    /// The most a card may have, in UTF-16 code units, to be taken at all: about 100 KB, with some room for what is around it.
    /// </summary>
    public const int LongestTaken = 49 * 1024;

    // what a text may cost when all are shortened: a sentence, and the words that say where the rest is
    private const int ShortestText = 256;

    // Teams reads the card as JSON, not as a script inside a page, so nothing but what JSON itself asks for is escaped: CJK does not
    // double.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The card. Pure: the same view gives the same card.</summary>
    /// <remarks>
    /// A card that would be longer than <see cref="MaxBytes"/> has its longest texts shortened, all to the same length, visibly and no more
    /// than needed. Inputs, what stands in them, and buttons stay whole, because a shortened answer would come back as the answer: a form
    /// with every field filled to its limit in a script of three bytes a character is therefore longer, and still far below what Teams
    /// takes. A list that is still too long shows as many lines as fit and counts the others.
    /// </remarks>
    public static DrawnCard Draw(CardView view, TeamsCardActions mode)
    {
        using var language = Languages.Use(view.Language);
        var id = IdOf(view)?.Value ?? "";
        var whole = Card(view, new TextBudget(mode, id, int.MaxValue), int.MaxValue);
        var text = Text(whole);
        if (Fits(text))
        {
            return DrawnCard.From(whole, text) with { About = id };
        }

        var lines = view is ListView list
            ? Greatest(0, list.Lines.Count, count => Card(view, new TextBudget(mode, id, ShortestText), count)).Value
            : int.MaxValue;
        var shortened = Greatest(ShortestText, MaxBytes, longest => Card(view, new TextBudget(mode, id, longest), lines));
        return DrawnCard.From(shortened.Card, shortened.Text) with { About = id };
    }

    // The greatest value whose card fits, and that card; the least one's card when none fits.
    private static (int Value, JsonObject Card, string Text) Greatest(int least, int most, Func<int, JsonObject> draw)
    {
        var first = draw(least);
        var best = (Value: least, Card: first, Text: Text(first));
        while (least < most)
        {
            var middle = least + (most - least + 1) / 2;
            var card = draw(middle);
            var text = Text(card);
            if (Fits(text))
            {
                best = (middle, card, text);
                least = middle;
            }
            else
            {
                most = middle - 1;
            }
        }

        return best;
    }

    private static JsonObject Card(CardView view, TextBudget pen, int lines)
    {
        var (body, actions) = view switch
        {
            FormView form => (FormCard.Body(pen, form), FormCard.Actions(pen, form)),
            PreviewView preview => (PreviewCard.Body(pen, preview), PreviewCard.Actions(pen, preview)),
            ApprovalView approval => (ApprovalCard.Body(pen, approval), []),
            StatusView status => (StatusCard.Body(pen, status), StatusCard.Actions(pen, status)),
            ListView list => (ListCard.Body(pen, list, Math.Min(lines, list.Lines.Count)), ListCard.Actions(pen, list)),
            _ => throw new UnreachableException($"No card is drawn for {view.GetType().Name}."),
        };
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["lang"] = "en",
            ["speak"] = pen.OneLine(view.Summary),
            ["fallbackText"] = pen.ExceptionId.Length == 0
                ? string.Format(CultureInfo.InvariantCulture, CardWords.Fallback, pen.Escaped(view.Summary))
                : string.Format(CultureInfo.InvariantCulture, CardWords.FallbackWithId, pen.Escaped(view.Summary), pen.ExceptionId),
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = body,
        };
        if (actions.Count > 0)
        {
            card["actions"] = actions;
        }

        return card;
    }

    private static ExceptionId? IdOf(CardView view) => view switch
    {
        ApprovalView approval => approval.Id,
        FormView form => IdOf(form.Actions),
        PreviewView preview => IdOf(preview.Actions),
        StatusView status => IdOf(status.Actions),
        _ => null,
    };

    private static ExceptionId? IdOf(IEnumerable<CardAction> actions) => actions.FirstOrDefault(action => action.Id is not null)?.Id;

    private static bool Fits(string text) => Encoding.UTF8.GetByteCount(text) <= MaxBytes;

    /// <summary>A card as the shortest JSON there is for it: what <see cref="MaxBytes"/> counts and what its hash is of.</summary>
    internal static string Text(JsonObject card)
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(bytes, Relaxed))
        {
            card.WriteTo(writer);
        }

        // Even the relaxed encoder writes an emoji as two escapes of six bytes, where four bytes do.
        return EscapedPair().Replace(
            Encoding.UTF8.GetString(bytes.WrittenSpan),
            pair => new string([CodeUnit(pair.Groups[1].ValueSpan), CodeUnit(pair.Groups[2].ValueSpan)]));
    }

    private static char CodeUnit(ReadOnlySpan<char> hexadecimal) =>
        (char)ushort.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // No typed text is taken for one: its own backslashes are doubled, so no second "\u" follows at once.
    [GeneratedRegex(@"\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})")]
    private static partial Regex EscapedPair();
}
