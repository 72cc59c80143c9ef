namespace PolicyBot.Application.Screens.Buttons;

/// <summary>A person did not sign in to the register page: all their sessions end.</summary>
internal sealed class EndSessions : Button
{
    public override string Verb => Views.Verbs.EndSessions;
}
