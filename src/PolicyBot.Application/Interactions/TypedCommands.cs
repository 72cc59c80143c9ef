using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Requests.Buttons;
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
    LongLists lists)
{
    /// <summary>Answers typed words.</summary>
    public async Task<Answer> SayAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var words = CommandWords.Plain(text).Split(
            (char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rest = words.Length > 1 ? words[1] : "";
        return (words.Length > 0 ? words[0].ToLowerInvariant() : "") switch
        {
            not ("help" or "hello" or "hi") when await chat.ChooseAsync(turn, text, cancellationToken) is { } chosen => chosen,
            _ when text.Length > InteractionRouter.LongestInput =>
                new Answer(pages.Help(turn.Person) with { Fault = Words.TalkFarTooLong.With(InteractionRouter.LongestInput) }),
            "request" when rest.Length == 0 => await buttons.PressAsync(turn, Verbs.Request, cancellationToken),
            "my" when rest.Equals("requests", StringComparison.OrdinalIgnoreCase) =>
                await pages.MineAsync(turn.Person, 0, cancellationToken),
            "approvals" when rest.Length == 0 => await queue.ShowAsync(turn, cancellationToken),
            // "Status of the server is unknown" may answer a question.
            "status" or "history" or "delegate" when !IsOfCommand(rest)
                && await chat.GoOnAsync(turn, text, cancellationToken) is { } answer => answer,
            "register" or "export" when rest.Length == 0 => await people.EnterPageAsync(turn, cancellationToken),
            "report" when lists.MonthOf(rest) is { } month => await lists.ReportAsync(turn, month, cancellationToken),
            "due" when rest.Length == 0 => await lists.DueAsync(turn, cancellationToken),
            "delegate" => await people.DelegateAsync(turn, rest, cancellationToken),
            "reassign" when rest.Length == 0 || rest.StartsWith("PX-", StringComparison.OrdinalIgnoreCase) =>
                await people.ReassignAsync(turn, rest, cancellationToken),
            _ when LanguageCommand.Find(text) is { } language => await people.ChooseLanguageAsync(turn, language, cancellationToken),
            "status" => await chat.ShowAsync(turn, WithPrefix(rest), cancellationToken)
                ?? await pages.StatusAsync(turn.Person, WithPrefix(rest), cancellationToken),
            "why" or "warum" when IsOfCommand(rest) && ExceptionId.TryParse(WithPrefix(rest.TrimEnd('?')), out var asked) =>
                await pages.WhyAsync(turn.Person, asked, cancellationToken),
            "precedents" or "vergleichsfälle" when IsOfCommand(rest) && ExceptionId.TryParse(WithPrefix(rest), out var like) =>
                await lists.PrecedentsAsync(turn, like, cancellationToken),
            "history" => await pages.HistoryAsync(turn.Person, WithPrefix(rest), cancellationToken),
            var word when ListWords.IsCommand(word) && ListWords.IsList(text) =>
                await answers.AnswerAsync(turn, new LookUp(LookUpKind.List) { Said = text }, text, cancellationToken),
            "help" or "hello" or "hi" when rest.Length == 0 => await chat.HelpAsync(turn, pages.Help(turn.Person), cancellationToken),
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
                turn, new ButtonAction(Verbs.Submit, shown.Id.Value, 0, SendButton.Inputs(shown)), null, cancellationToken);
            // the request gets its living message; the words are answered with one line
            return sent.View is StatusView { Done: { } done, Fault: null } ? new Answer(ListView.Sentence(done)) : sent;
        }

        var heard = await chat.ListenAsync(turn, text, cancellationToken);
        return heard.Question is { } question ? await answers.AnswerAsync(turn, question, text, cancellationToken)
            : (heard.Open.Count == 0 && text.Length > 0 ? await SayWithoutDraftAsync(turn, text, cancellationToken) : null)
                ?? await chat.SayAsync(turn, text, heard, cancellationToken)
                ?? new Answer(pages.Help(turn.Person) with { Fault = Words.NotUnderstood });
    }

    private static readonly string[] Nods = ["👍", "👌", "🙏", "🙂", "😊", "✅"];

    // What steers a chat where there is none, small talk, and what seems to answer reviewers.
    private async Task<Answer?> SayWithoutDraftAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        if (ExistingWords.Bare(CommandWords.Polite(text)) is { } verb
            && await pages.PressableAsync(turn.Person, verb, [], cancellationToken) is { Count: > 0 } fit)
        {
            return await pages.ToPressAsync(turn.Person, fit, verb, [], cancellationToken);
        }

        if (ChatWords.FindWish(text) is not null)
        {
            var mine = await pages.MineAsync(turn.Person, 0, cancellationToken);
            return mine with { View = mine.View with { Fault = Words.AnswerNothingOpen } };
        }

        if (FillerWords.IsAll(text) && (text.Any(char.IsLetter) || Array.Exists(Nods, text.Contains)))
        {
            return new Answer(ListView.Sentence(Words.AnswerAllRight));
        }

        return !RequestWords.AsksForOne(text) && !RequestWords.Desires(text) && text.Contains(' ', StringComparison.Ordinal)
            && await pages.PressableAsync(turn.Person, Verbs.Revise, [], cancellationToken) is { Count: > 0 } returned
            && await pages.ToPressAsync(turn.Person, returned, Verbs.Revise, [], cancellationToken) is var answer
                ? answer with { View = answer.View with { Done = null, Fault = Words.AnswerReviewersThere.With(returned[0].Button.Title) } }
                : null;
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
