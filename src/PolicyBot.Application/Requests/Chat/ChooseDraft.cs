using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Says which request typed words are about.</summary>
internal sealed class ChooseDraft : ChatButton
{
    /// <summary>The value of the button that begins a request with the words.</summary>
    public const string New = "new";

    public override string Verb => Views.Verbs.TalkWith;

    internal override Task<Answer> PressAsync(
        ChatIntake chat, Interaction turn, Draft draft, string value, CancellationToken cancellationToken) =>
        chat.TakePendingWordsAsync(turn, draft, value, cancellationToken);
}
