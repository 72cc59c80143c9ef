using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Exceptions;
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
        if (press.Action.Verb == OpeningVerb)
        {
            return new DraftStep.ShowForm(draft);
        }

        var today = CatalogTime.Today(asker.Now, asker.Catalog.TimeZone);
        var typed = press.Action.Inputs;
        draft = draft with { Inputs = RequestForm.MergeInputs(asker.Catalog, draft, typed, today) };
        return RequestForm.FindUnreadableDays(asker.Catalog, draft, typed, today) is { Count: > 0 } faults
            ? new DraftStep.ShowForm(draft) { Faults = faults }
            : new DraftStep.ShowPreview(draft);
    }

    // What is typed there can still be copied.
    internal override Answer WhenGone(ExceptionId id, string verb) => base.WhenGone(id, verb) with { LeavesCardUnchanged = verb == Verb };
}
