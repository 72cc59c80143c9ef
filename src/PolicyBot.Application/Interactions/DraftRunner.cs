using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Requests.Buttons;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>
/// The one path from a pressed button of a draft: read the draft, let the button say what follows, keep it, show it; or send it.
/// </summary>
public sealed class DraftRunner(
    IDrafts drafts, RequestPreparation preparation, RequestSubmission submission, DraftPages pages, PreviewRenewal previews,
    LivingPreviews living, CommandRunner commands)
{
    /// <summary>Answers a button of a draft.</summary>
    /// <param name="turn">Who pressed it, and where.</param>
    /// <param name="id">The number of the draft.</param>
    /// <param name="button">The button.</param>
    /// <param name="press">What came back from the client.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> PressAsync(
        Interaction turn, ExceptionId id, DraftButton button, ButtonAction press, CancellationToken cancellationToken)
    {
        if (await drafts.ReadAsync(turn.Person, id, cancellationToken) is not { } draft)
        {
            return await pages.SentAsync(turn.Person, id, button.WhenSent, cancellationToken) ?? button.WhenGone(press.Verb);
        }

        var prepared = button.IsChecked(press.Verb) ? await preparation.PrepareAsync(draft, cancellationToken) : null;
        switch (button.Press(new DraftPress(press, draft, prepared, commands.AskerOf(turn))))
        {
            case DraftStep.ShowForm form:
                // While a form is open, a late redraw of the preview must not hide it.
                draft = form.Changed is null ? draft : await KeepAsync(turn, form.Changed with { Previewed = false }, cancellationToken);
                return new Answer(form.View ?? await pages.FormAsync(draft, form.Faults, cancellationToken));
            case DraftStep.ShowPreview preview:
                draft = await KeepAsync(turn, preview.Changed with { Previewed = true }, cancellationToken);
                var checkedDraft = await preparation.PrepareAsync(draft, cancellationToken);
                if (turn.Sender.Dialog is not null && checkedDraft is Prepared.Ready ready)
                {
                    living.Draw(draft.Living, () => pages.Preview(draft, ready)); // beside the dialog
                }

                return await previews.ShowAsync(turn, draft, checkedDraft, cancellationToken);
            case DraftStep.ShowCurrent current:
                draft = await KeepAsync(turn, draft, cancellationToken);
                var shown = draft.Previewed
                    ? await previews.ShowAsync(turn, draft, current.Prepared, cancellationToken)
                    : new Answer(await pages.FormAsync(draft, null, cancellationToken));
                return shown with { View = shown.View with { Fault = Words.PreviewOutdated } };
            case DraftStep.ShowFaults faults:
                return new Answer(await pages.PreviewAsync(draft, faults.Prepared, cancellationToken));
            case DraftStep.RefuseStart refused:
                return new Answer(RefuseStart(draft, refused.Ready, refused.Why));
            case DraftStep.Send send:
                return await SendAsync(turn, draft, send, cancellationToken);
            case DraftStep.Forget:
                await drafts.RemoveAsync(turn.Person, id, cancellationToken);
                living.Retire(draft.Living?.IsSameAs(turn.Sender.Card) == true ? null : draft.Living, Words.Discarded);
                return await pages.LinkedAsync(turn, draft, Words.Discarded, cancellationToken) ?? button.WhenGone(press.Verb);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Draft> KeepAsync(Interaction turn, Draft draft, CancellationToken cancellationToken)
    {
        var kept = LivingPreviews.PutInto(turn, draft) with { UpdatedAt = commands.AskerOf(turn).Now };
        await drafts.WriteAsync(kept, cancellationToken);
        living.Moved(turn, draft);
        return kept;
    }

    private async Task<Answer> SendAsync(Interaction turn, Draft draft, DraftStep.Send send, CancellationToken cancellationToken)
    {
        // A card that belongs to the exception that this one renews or follows stays with that one, and this one gets a message of its own.
        var done = Words.Submitted.With(draft.Id);
        var linked = draft.Purpose == DraftPurpose.Revise ? null : await pages.LinkedAsync(turn, draft, done, cancellationToken);
        var result = await submission.SubmitAsync(turn, draft, send.Ready, send.Start, takesCard: linked is null, cancellationToken);
        var answer = await commands.AnswerAsync(
            turn,
            result,
            state => Task.FromResult(linked ?? pages.Status(state, turn.Person, done)),
            refused => refused.Why switch
            {
                Refusal.EmergencyUsed or Refusal.NoEmergency or Refusal.EmergencyTooRisky => RefuseStart(draft, send.Ready, refused.Why),
                Refusal.AlreadySubmitted when ExceptionScreen.MaySee(refused.State, commands.AskerOf(turn)) => // pressed twice
                    pages.Status(refused.State, turn.Person, Words.RefusedAlreadySubmitted).View,
                _ => null,
            });
        if (result is CommitResult.Committed)
        {
            var taken = linked is null && draft.Purpose != DraftPurpose.Revise ? draft.Living : null;
            living.Retire(
                draft.Living?.IsSameAs(turn.Sender.Card ?? taken) == true ? null : draft.Living, Words.PreviewSent.With(draft.Id));
            await ForgetAsync(draft, cancellationToken);
        }

        return answer;
    }

    private PreviewView RefuseStart(Draft draft, Prepared.Ready ready, Refusal why) =>
        pages.Preview(draft, ready with { Emergency = null }) with { Fault = Phrases.Refusal(why) };

    private async Task ForgetAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            await drafts.RemoveAsync(draft.Person, draft.Id, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The request is sent, so this failure is not shown; the next press on the old draft notices it.
        }
    }
}
