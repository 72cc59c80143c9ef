namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Shows how an exception stands; as a dialog where the message has no room for all of it.</summary>
internal sealed class ShowStatus : Button
{
    public override string Verb => Views.Verbs.Status;

    public override string OpeningVerb => Views.Verbs.Details;
}
