namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Shows what PolicyBot can do.</summary>
internal sealed class ShowHelp : Button
{
    public override string Verb => Views.Verbs.Help;
}
