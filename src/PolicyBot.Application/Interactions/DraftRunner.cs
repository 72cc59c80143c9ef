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
            return await pages.SentAsync(turn.Person, id, button.WhenSent, cancellationToken) ?? button.WhenGone(id, press.Verb);
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
                if (checkedDraft is Prepared.Ready ready)
                {
                    await KeepShownAsync(draft, ready, cancellationToken);
                    if (turn.Sender.Dialog is not null)
                    {
                        living.Draw(draft.Living, () => pages.Preview(draft, ready)); // beside the dialog
                    }
                }

                return await previews.ShowAsync(turn, draft, checkedDraft, cancellationToken);
            case DraftStep.ShowCurrent current:
                return await ShowCurrentAsync(turn, draft, current, cancellationToken)
                    ?? await PressAsync(turn, id, button, press, cancellationToken); // changed or sent at the same moment
            case DraftStep.ShowFaults faults:
                return new Answer(await pages.PreviewAsync(draft, faults.Prepared, cancellationToken));
            case DraftStep.RefuseStart refused:
                return new Answer(RefuseStart(turn, draft, refused.Ready, refused.Why));
            case DraftStep.Send send:
                return await SendAsync(turn, draft, send, cancellationToken);
            case DraftStep.ShowStanding:
                await KeepAsync(turn, draft, cancellationToken);
                return new Answer(await pages.NowAsync(turn.Person, id, cancellationToken) with { Fault = Words.PressOutdated });
            case DraftStep.Forget:
                await drafts.RemoveAsync(turn.Person, id, cancellationToken);
                var gone = UnsentScreen.DoorOf(draft) is { } door ? Words.DoorDiscarded.With(draft.Id, door) : Words.Discarded.With(id);
                living.Retire(draft, gone, except: turn.Sender.Card);
                return await pages.LinkedAsync(turn, draft, gone, cancellationToken) ?? new Answer(ListView.Sentence(gone));
            default:
                throw new UnreachableException();
        }
    }

    // So that typed words send what this preview shows. A draft that was changed meanwhile is shown anew by who changed it.
    private async Task KeepShownAsync(Draft draft, Prepared.Ready ready, CancellationToken cancellationToken)
    {
        if (await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is { Previewed: true } now
            && now.HashInputs() == draft.HashInputs())
        {
            await drafts.TryReplaceAsync(now.Shows(ready.Route), cancellationToken);
        }
    }

    // Null: the draft is not any more as it was read.
    private async Task<Answer?> ShowCurrentAsync(
        Interaction turn, Draft read, DraftStep.ShowCurrent current, CancellationToken cancellationToken)
    {
        var draft = LivingPreviews.PutInto(turn, read) with { UpdatedAt = commands.AskerOf(turn).Now };
        draft = draft.Previewed ? draft.Shows(current.Ready.Route) : draft;
        if (!await drafts.TryReplaceAsync(draft, cancellationToken))
        {
            return null;
        }

        living.Moved(turn, read);
        if (!draft.Previewed)
        {
            var form = await pages.FormAsync(draft, null, cancellationToken);
            return new Answer(form with { Fault = Words.PreviewOutdated });
        }

        return await previews.ShowAsync(turn, draft, current.Ready, cancellationToken, preview => current.Differs switch
        {
            PreviewDifference.Reviewers =>
                Marked(preview, Words.PreviewRerouted, Words.LabelReviewers, Words.LabelReviewersChanged),
            PreviewDifference.Hours => Marked(preview, Words.StartNowMoved, Words.LabelStartNow, Words.LabelStartNowChanged),
            _ => preview with { Fault = Words.PreviewOutdated },
        });
    }

    // Says what has changed since, and marks its line.
    private static PreviewView Marked(PreviewView preview, string fault, string label, string changed) => preview with
    {
        Fault = fault,
        Parts = [.. preview.Parts.Select(part => part.Label == label ? part with { Label = changed } : part)],
    };

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
        var card = linked is null && draft.Purpose != DraftPurpose.Revise ? LivingPreviews.PressedOf(turn, draft) : null;
        var result = await submission.SubmitAsync(turn, draft, send.Ready, send.Start, card, cancellationToken);
        var answer = await commands.AnswerAsync(
            turn,
            result,
            async state => linked ?? await pages.StatusAsync(state, turn.Person, done, cancellationToken),
            async refused => refused.Why switch
            {
                Refusal.EmergencyUsed or Refusal.NoEmergency or Refusal.EmergencyTooRisky =>
                    RefuseStart(turn, draft, send.Ready, refused.Why),
                Refusal.AlreadySubmitted when ExceptionScreen.MaySee(refused.State, commands.AskerOf(turn)) => // pressed twice
                    (await pages.StatusAsync(refused.State, turn.Person, Words.RefusedAlreadySubmitted, cancellationToken)).View,
                _ => null,
            },
            cancellationToken);
        if (result is CommitResult.Committed)
        {
            living.Retire(draft, Words.PreviewSent.With(draft.Id), except: turn.Sender.Card ?? card);
            await ForgetAsync(draft, cancellationToken);
        }

        return answer;
    }

    private PreviewView RefuseStart(Interaction turn, Draft draft, Prepared.Ready ready, Refusal why) =>
        pages.Preview(draft, ready with { Emergency = null }) with { Fault = Phrases.Refusal(why, commands.AskerOf(turn).Catalog) };

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
