using PolicyBot.Application.Screens.Buttons;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Begins a request with a question that was answered.</summary>
internal sealed class AskForException : Button
{
    public override string Verb => Views.Verbs.TalkAsk;
}
