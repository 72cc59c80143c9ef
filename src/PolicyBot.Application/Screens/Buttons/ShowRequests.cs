namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Shows what a person asked for or owns.</summary>
internal sealed class ShowRequests : Button
{
    public override string Verb => Views.Verbs.Mine;
}
