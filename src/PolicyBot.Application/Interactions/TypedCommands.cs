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
                new Answer(pages.Help() with { Fault = Words.TalkFarTooLong.With(InteractionRouter.LongestInput) }),
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
            "status" => await pages.StatusAsync(turn.Person, rest, cancellationToken),
            "why" or "warum" when ExceptionId.TryParse(rest.TrimEnd('?'), out var asked) =>
                await pages.WhyAsync(turn.Person, asked, cancellationToken),
            "history" => await pages.HistoryAsync(turn.Person, rest, cancellationToken),
            "help" or "hello" or "hi" when rest.Length == 0 => await chat.HelpAsync(turn, cancellationToken),
            _ when ExceptionId.TryParse(text, out _) =>
                await chat.ShowAsync(turn, text, cancellationToken) ?? await pages.StatusAsync(turn.Person, text, cancellationToken),
            _ => await chat.SayAsync(turn, text, cancellationToken) ?? new Answer(pages.Help() with { Fault = Words.NotUnderstood }),
        };
    }

    private static bool IsOfCommand(string rest) =>
        rest.Length == 0
        || ExceptionId.TryParse(rest, out _)
        || rest.Equals("off", StringComparison.OrdinalIgnoreCase)
        || rest.StartsWith("to ", StringComparison.OrdinalIgnoreCase);
}
