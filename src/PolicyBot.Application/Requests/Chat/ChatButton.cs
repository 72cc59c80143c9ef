using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens.Buttons;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>A button of the chat about a request.</summary>
internal abstract class ChatButton : Button
{
    /// <summary>Answers it.</summary>
    /// <param name="chat">Goes on with the chat.</param>
    /// <param name="turn">Who pressed it.</param>
    /// <param name="draft">The draft that it is about.</param>
    /// <param name="value">What it answers.</param>
    internal abstract Task<Answer> PressAsync(
        ChatIntake chat, Interaction turn, Draft draft, string value, CancellationToken cancellationToken);
}
