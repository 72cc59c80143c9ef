using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Separates commands from the text of a chat, and answers both.</summary>
public sealed class TypedCommands(
    ButtonDispatcher buttons,
    ExceptionPages pages,
    ApprovalPages queue,
    PersonCommands people,
    ChatIntake chat,
    QuestionAnswers answers,
    Digests digests,
    TimeProvider time)
{
    /// <summary>Answers typed words.</summary>
    public async Task<Answer> SayAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rest = words.Length > 1 ? words[1] : "";
        return (words.Length > 0 ? words[0].ToLowerInvariant() : "") switch
        {
            _ when text.Length > InteractionRouter.LongestInput =>
                new Answer(pages.Help(turn.Person) with { Fault = Words.TalkFarTooLong.With(InteractionRouter.LongestInput) }),
            "request" when rest.Length == 0 => await buttons.PressAsync(turn, Verbs.Request, cancellationToken),
            "my" when rest.Equals("requests", StringComparison.OrdinalIgnoreCase) =>
                await pages.MineAsync(turn.Person, 0, cancellationToken),
            "approvals" when rest.Length == 0 => await queue.ShowAsync(turn, cancellationToken),
            // "Status of the server is unknown" may answer a question.
            "status" or "history" or "delegate" when !IsOfCommand(rest)
                && await chat.GoOnAsync(turn, text, cancellationToken) is { } answer => answer,
            "due" when rest.Length == 0 => new Answer(await digests.DueListAsync(turn.Person, time.GetUtcNow(), 0, cancellationToken)),
            "delegate" => await people.DelegateAsync(turn, rest, cancellationToken),
            "reassign" when rest.Length == 0 || rest.StartsWith("PX-", StringComparison.OrdinalIgnoreCase) =>
                await people.ReassignAsync(turn, rest, cancellationToken),
            _ when LanguageCommand.Find(text) is { } language => await people.ChooseLanguageAsync(turn, language, cancellationToken),
            "status" => await pages.StatusAsync(turn.Person, WithPrefix(rest), cancellationToken),
            "why" or "warum" when IsOfCommand(rest) && ExceptionId.TryParse(WithPrefix(rest.TrimEnd('?')), out var asked) =>
                await pages.WhyAsync(turn.Person, asked, cancellationToken),
            "history" => await pages.HistoryAsync(turn.Person, WithPrefix(rest), cancellationToken),
            "help" or "hello" or "hi" when rest.Length == 0 => await chat.HelpAsync(turn, cancellationToken),
            _ when ExceptionId.TryParse(text, out _) =>
                await chat.ShowAsync(turn, text, cancellationToken) ?? await pages.StatusAsync(turn.Person, text, cancellationToken),
            _ => await SayFreelyAsync(turn, text, cancellationToken),
        };
    }

    private async Task<Answer> SayFreelyAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        if (text.Length > 0 && ChatWords.AsksToSend(text) && await chat.FindShownAsync(turn.Person, cancellationToken) is { } shown)
        {
            var sent = await buttons.PressAsync(
                turn, new ButtonAction(Verbs.Submit, shown.Id.Value, 0, new Dictionary<string, string>()), null, cancellationToken);
            // the request gets its living message; the words are answered with one line
            return sent.View is StatusView { Done: { } done, Fault: null } ? new Answer(ListView.Sentence(done)) : sent;
        }

        var heard = await chat.ListenAsync(turn, text, cancellationToken);
        return heard.Question is { } question ? await answers.AnswerAsync(turn, question, text, cancellationToken)
            : await chat.SayAsync(turn, text, heard, cancellationToken) ?? new Answer(pages.Help(turn.Person) with { Fault = Words.NotUnderstood });
    }

    // After a command word the number alone will do: "history n2bwtv64".
    private static string WithPrefix(string typed) =>
        !ExceptionId.TryParse(typed, out _) && ExceptionId.TryParse($"PX-{typed}", out var id) ? id.Value : typed;

    private static bool IsOfCommand(string rest) =>
        rest.Length == 0
        || ExceptionId.TryParse(rest.TrimEnd('?'), out _)
        || (rest.Any(char.IsAsciiDigit) && ExceptionId.TryParse($"PX-{rest.TrimEnd('?')}", out _))
        || rest.Equals("off", StringComparison.OrdinalIgnoreCase)
        || rest.StartsWith("to ", StringComparison.OrdinalIgnoreCase);
}
