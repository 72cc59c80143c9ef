using PolicyBot.Application.Screens.Buttons;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>After an answer a person says that they need no exception.</summary>
internal sealed class NeedNone : Button
{
    public override string Verb => Views.Verbs.TalkNoNeed;
}
