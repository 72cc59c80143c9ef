using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// Draws views in Block Kit: as messages, as modals, as the home page. Pure: the same view gives the same JSON.
/// </summary>
/// <remarks>
/// What would be longer than Slack takes has its longest texts shortened, all to the same length, visibly and no more than needed; where
/// there are too many parts or lines even so, some are left out and counted. What stands in inputs stays as it was typed, because it comes
/// back as the answer.
/// </remarks>
internal static class SlackCards
{
    private const int LongestInMessage = 600; // about a screen of a phone; all of it is a button away
    private const int LongestInView = 250_000; // more than any view has
    private const int ShortestText = 60;
    private const int MostItems = 1_000;

    // Slack reads JSON, not a script inside a page, so nothing but what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Everything a view can be shown as: <c>{"message":{"text","blocks"}|null,"modal":{view}|null,"home":{view}|null}</c>.
    /// </summary>
    public static DrawnCard Draw(CardView view)
    {
        using var language = Languages.Use(view.Language);
        var drawn = view is HomeView home
            ? new JsonObject { ["message"] = null, ["modal"] = null, ["home"] = Home(home) }
            : new JsonObject { ["message"] = Message(view), ["modal"] = Modal(view), ["home"] = null };
        return DrawnCard.From(drawn, Json(drawn));
    }

    /// <summary>A message: <c>text</c>, the sentence for notifications and screen readers, already escaped, and <c>blocks</c>.</summary>
    public static JsonObject Message(CardView view)
    {
        using var language = Languages.Use(view.Language);
        var budget = new TextBudget
        {
            InMessage = true,
            Whole = SlackText.OneLine(WholeOf(view)?.Title ?? ""),
            Longest = view is ApprovalView ? ApprovalCard.Longest : LongestInMessage,
        };
        return Fit(
            budget,
            pen => new JsonObject { ["text"] = CardSentence.Render(view, About(view)?.Id), ["blocks"] = Blocks(MessageBlocks(pen, view)) });
    }

    /// <summary>
    /// A modal. What it submits is in <c>callback_id</c> (a verb; left out where nothing is submitted) and <c>private_metadata</c>
    /// (<c>id|revision</c>); inputs have the field's id as <c>block_id</c> and <c>value</c> as <c>action_id</c>.
    /// </summary>
    public static JsonObject Modal(CardView view)
    {
        using var language = Languages.Use(view.Language);
        var submit = view switch
        {
            FormView form => FormCard.Submit(form),
            PreviewView preview => PreviewCard.Submit(preview),
            _ => null,
        };
        var about = About(view);
        var title = TitleOf(view, about?.Id);
        return Fit(new TextBudget { InMessage = false, Title = title, Longest = LongestInView }, pen =>
        {
            var modal = Empty(title, submit is null ? CardWords.Close : CardWords.Cancel, ModalBlocks(pen, view));
            modal["private_metadata"] =
                CardElements.Routing(submit?.Id ?? about?.Id, submit?.Revision ?? about?.Revision ?? 0, submit?.Value);
            if (submit is not null)
            {
                modal["callback_id"] = submit.Verb;
                modal["submit"] = CardElements.PlainText(TextBudget.Line(submit.Title, SlackLimits.Title));
            }

            return modal;
        });
    }

    /// <summary>The home page.</summary>
    public static JsonObject Home(HomeView view) => Fit(
        new TextBudget { InMessage = false, Longest = LongestInView },
        pen => new JsonObject { ["type"] = "home", ["blocks"] = Blocks(HomeCard.Draw(pen, view)) });

    /// <summary>The modal that stands while the answer is worked out.</summary>
    public static JsonObject Loading() => Plain(CardWords.Loading);

    /// <summary>A modal with a sentence and nothing else.</summary>
    public static JsonObject Plain(string sentence) =>
        Empty(CardWords.Title, CardWords.Close,
            [CardElements.Section(new TextBudget { InMessage = false, Longest = LongestInView }, sentence)]);

    /// <summary>The sentence of accepted risk in an approval's message as Slack sends it back; empty where it has none.</summary>
    /// <param name="message">A message, or a view, with its <c>blocks</c>.</param>
    public static string AcceptanceIn(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("blocks", out var blocks)
            && blocks.ValueKind == JsonValueKind.Array
            ? blocks.EnumerateArray().Where(IsAcceptance).Select(block => block.GetProperty("text").GetProperty("text").GetString())
            .FirstOrDefault() ?? ""
            : "";

    private static bool IsAcceptance(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty("block_id", out var id) && id.ValueKind == JsonValueKind.String && id.ValueEquals(ApprovalCard.Acceptance)
        && block.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.Object
        && text.TryGetProperty("text", out var words) && words.ValueKind == JsonValueKind.String;

    private static IEnumerable<JsonObject> MessageBlocks(TextBudget pen, CardView view) => view switch
    {
        FormView form => FormCard.Message(pen, form),
        PreviewView preview => PreviewCard.Message(pen, preview),
        ApprovalView approval => ApprovalCard.Message(pen, approval),
        StatusView status => StatusCard.Message(pen, status),
        ListView list => ListCard.Draw(pen, list),
        _ => throw new UnreachableException($"No message is drawn for {view.GetType().Name}."),
    };

    private static IEnumerable<JsonObject> ModalBlocks(TextBudget pen, CardView view) => view switch
    {
        FormView form => FormCard.Modal(pen, form),
        PreviewView preview => PreviewCard.Modal(pen, preview),
        ApprovalView approval => ApprovalCard.Modal(pen, approval),
        StatusView status => StatusCard.Modal(pen, status),
        ListView list => ListCard.Draw(pen, list),
        _ => throw new UnreachableException($"No modal is drawn for {view.GetType().Name}."),
    };

    private static CardAction? WholeOf(CardView view) => view switch
    {
        FormView form => FormCard.Launcher(form),
        PreviewView preview => preview.Actions.FirstOrDefault(action => action.Verb == Verbs.Edit),
        ApprovalView approval => ApprovalCard.ShowAll(approval),
        StatusView status => status.Whole,
        _ => null,
    };

    // A button that is about what the view is about; null where it is about nothing yet, or about several.
    private static CardAction? About(CardView view) => view switch
    {
        ApprovalView approval => ApprovalCard.Details(approval),
        FormView form => FormCard.Launcher(form) is { Id: not null } launcher ? launcher : null,
        PreviewView preview => preview.Actions.FirstOrDefault(action => action.Id is not null),
        StatusView status => status.Whole ?? status.Actions.FirstOrDefault(action => action.Id is not null),
        _ => null,
    };

    // The heading where it fits, because a title is all that a phone shows while one scrolls.
    private static string TitleOf(CardView view, ExceptionId? id)
    {
        var heading = SlackText.OneLine(view switch
        {
            FormView form => form.Heading,
            PreviewView preview => preview.Heading,
            StatusView status => status.Heading,
            ListView { Intro: var intro, Lines: var lines } list when intro.Count + lines.Count > 0 => list.Heading,
            _ => "",
        });
        return heading.Length > 0 && SlackText.Cost(heading) <= SlackLimits.Title ? heading
            : id is null ? CardWords.Title
            : string.Format(CultureInfo.InvariantCulture, CardWords.TitleWithId, id);
    }

    private static JsonObject Empty(string title, string close, IEnumerable<JsonObject> blocks) => new()
    {
        ["type"] = "modal",
        ["title"] = CardElements.PlainText(TextBudget.Line(title, SlackLimits.Title)),
        ["close"] = CardElements.PlainText(TextBudget.Line(close, SlackLimits.Title)),
        ["blocks"] = Blocks(blocks),
    };

    private static JsonArray Blocks(IEnumerable<JsonObject> blocks) => [.. blocks];

    private static JsonObject Fit(TextBudget pen, Func<TextBudget, JsonObject> draw)
    {
        var whole = draw(pen);
        if (Fits(whole, pen))
        {
            return whole;
        }

        var shortened = Greatest(ShortestText, pen.Longest, longest => pen with { Longest = longest }, draw);
        if (Fits(shortened.Drawn, pen))
        {
            return shortened.Drawn;
        }

        var fewer = Greatest(1, MostItems, most => pen with { Longest = ShortestText, Most = most }, draw);
        return Greatest(ShortestText, pen.Longest, longest => fewer.Pen with { Longest = longest }, draw).Drawn;
    }

    // The greatest value whose drawing fits, and that drawing; the least one's when none does.
    private static (TextBudget Pen, JsonObject Drawn) Greatest(
        int least, int most, Func<int, TextBudget> with, Func<TextBudget, JsonObject> draw)
    {
        var best = (Pen: with(least), Drawn: draw(with(least)));
        while (least < most)
        {
            var middle = least + (most - least + 1) / 2;
            var drawn = draw(with(middle));
            if (Fits(drawn, best.Pen))
            {
                best = (with(middle), drawn);
                least = middle;
            }
            else
            {
                most = middle - 1;
            }
        }

        return best;
    }

    private static bool Fits(JsonObject drawn, TextBudget pen)
    {
        var blocks = drawn["blocks"]!.AsArray();
        return pen.InMessage
            ? blocks.Count <= SlackLimits.MessageBlocks && SlackText.Cost(Json(blocks)) <= SlackLimits.MessageSize
            // escapes all that is not ASCII
            : blocks.Count <= SlackLimits.ViewBlocks && drawn.ToJsonString().Length <= SlackLimits.ViewSize;
    }

    /// <summary>A drawing as the shortest JSON there is for it: what limits count and what its hash is of.</summary>
    internal static string Json(JsonNode node)
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(bytes, Relaxed))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
