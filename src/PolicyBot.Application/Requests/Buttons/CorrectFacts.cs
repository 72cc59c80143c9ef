using PolicyBot.Application.Screens;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Shows what was understood of a request, and takes what is right instead.</summary>
internal sealed class CorrectFacts : DraftButton
{
    public override string Verb => Views.Verbs.Correct;

    public override string OpeningVerb => Views.Verbs.AskFacts;

    internal override bool IsChecked(string verb) => true;

    internal override DraftStep Press(DraftPress press)
    {
        if (press.Prepared is not Prepared.Ready ready)
        {
            return new DraftStep.ShowForm(null);
        }

        var (draft, settings) = (press.Draft, press.Asker.Catalog.Assessment);
        return press.Action.Verb == OpeningVerb
            ? new DraftStep.ShowForm(draft, FactsForm.Render(settings, draft, ready.Content, ready.Assessment))
            : new DraftStep.ShowPreview(draft with
            {
                Corrected = FactsForm.Correct(settings, draft, ready.Content, ready.Assessment, press.Action.Inputs),
            });
    }
}
