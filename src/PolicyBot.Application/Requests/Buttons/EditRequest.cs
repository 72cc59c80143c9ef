using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Opens the form of a request, and shows its preview once it is filled in.</summary>
internal sealed class EditRequest : DraftButton
{
    public override string Verb => Views.Verbs.Preview;

    public override string OpeningVerb => Views.Verbs.Edit;

    internal override DraftStep Press(DraftPress press)
    {
        var (draft, asker) = (press.Draft.WithoutQuestion(), press.Asker);
        return press.Action.Verb == OpeningVerb
            ? new DraftStep.ShowForm(draft)
            : new DraftStep.ShowPreview(draft with
            {
                Inputs = RequestForm.MergeInputs(
                    asker.Catalog, draft, press.Action.Inputs, CatalogTime.Today(asker.Now, asker.Catalog.TimeZone)),
            });
    }

    // What is typed there can still be copied.
    internal override Answer WhenGone(string verb) => base.WhenGone(verb) with { LeavesCardUnchanged = verb == Verb };
}
