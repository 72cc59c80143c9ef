using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Answers a question of the chat, or passes it over.</summary>
internal sealed class AnswerInChat : ChatButton
{
    /// <summary>The value of a button that passes a question over: this, and the field's id.</summary>
    public const string Skip = "skip:";

    public override string Verb => Views.Verbs.TalkAnswer;

    internal override Task<Answer> PressAsync(
        ChatIntake chat, Interaction turn, Draft draft, string value, CancellationToken cancellationToken) =>
        chat.ChangeAsync(turn, draft, (catalog, now, today) => Interpret(catalog, now, value, today), cancellationToken);

    private static Interpretation Interpret(PolicyCatalog catalog, Draft draft, string value, DateOnly today)
    {
        if (value.StartsWith(Skip, StringComparison.Ordinal))
        {
            return MessageInterpreter.Skip(draft, value[Skip.Length..]);
        }

        return value.Split('=', 2) is [{ Length: > 0 } field, var answer]
            ? MessageInterpreter.Answered(catalog, draft, field, answer, today)
            : Interpretation.AskAgain(draft);
    }
}
