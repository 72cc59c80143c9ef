using System.Globalization;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// The sentence beside a message's blocks: all that notifications and screen readers have of it, so it says what happened, what it is about
/// and what to do.
/// </summary>
internal static class CardSentence
{
    private const int Longest = 1_200; // of each of the three; together they stay below what chat.update takes

    /// <summary>The sentence, escaped for mrkdwn.</summary>
    /// <param name="id">What the view is about; null for nothing of its own.</param>
    public static string Render(CardView view, ExceptionId? id)
    {
        var summary = TextBudget.Line(view.Summary, Longest);
        if (id is { } about && !summary.Contains(about.Value, StringComparison.OrdinalIgnoreCase))
        {
            summary = string.Format(CultureInfo.InvariantCulture, CardWords.SentenceWithId, summary.TrimEnd('.'), about);
        }

        string?[] news = [view.Fault, view.Done];
        List<string> sentences =
            [.. news.OfType<string>().Where(text => text != view.Summary).Select(text => TextBudget.Line(text, Longest)), summary];
        var steps = Steps(view).ToList();
        if (steps.Count > 0)
        {
            sentences.Add(string.Format(CultureInfo.InvariantCulture, CardWords.Next, string.Join(", ", steps)));
        }

        return SlackText.Escaped(SlackText.Short(string.Join(' ', sentences.Select(Ended)), SlackLimits.Sentence));
    }

    // Where something is asked of the person: the buttons that answer it.
    private static IEnumerable<string> Steps(CardView view) => (view switch
    {
        ApprovalView approval => approval.Actions,
        StatusView { Tone: Tone.Attention } status =>
            status.Actions.Where(action => action.Verb is not (Verbs.AskComment or Verbs.History or Verbs.Status)),
        PreviewView preview => preview.Actions,
        FormView form => [FormCard.Launcher(form)],
        _ => [],
    }).Select(action => TextBudget.Line(action.Title, SlackLimits.Button));

    private static string Ended(string sentence) => sentence[^1] is '.' or '!' or '?' or '…' ? sentence : sentence + ".";
}
