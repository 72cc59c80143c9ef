namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Shows a draft that a door began in the person's name.</summary>
internal sealed class ShowDraft : DraftButton
{
    public override string Verb => Views.Verbs.ShowDraft;

    internal override DraftStep Press(DraftPress press) => new DraftStep.ShowPreview(press.Draft);
}
