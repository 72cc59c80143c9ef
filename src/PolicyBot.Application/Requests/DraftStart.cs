using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Begins drafts: of a new request, or from an exception that is revised, renewed or asked for again.</summary>
public sealed class DraftStart(
    IEventStore store, IDrafts drafts, AbandonedDrafts abandoned, DraftFactory factory, DraftPages pages, ICatalog catalog,
    TimeProvider time)
{
    /// <summary>Asks which policy cannot be met.</summary>
    internal Answer AskPolicy() => new(RequestForm.ChoosePolicy(catalog.Current, factory.NewId()));

    /// <summary>Opens the form of the chosen policy.</summary>
    /// <param name="turn">Who chose.</param>
    /// <param name="id">The number of the draft.</param>
    /// <param name="press">What was chosen.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> ChoosePolicyAsync(Interaction turn, ExceptionId id, ButtonAction press, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var choice = new PolicyMenu(current).Read(press.Inputs);
        if (current.Policy(choice.Policy) is not { } policy)
        {
            await KeepTypedAsync(turn, id, press, cancellationToken);
            return new Answer(RequestForm.ChoosePolicy(current, id, choice.Area, choice.Fault));
        }

        // A revision whose policy has left the catalog chooses another one too.
        if (await store.ReadHeadAsync(id, cancellationToken) is { State: var sent }
            && await drafts.ReadAsync(turn.Person, id, cancellationToken) is not { Purpose: DraftPurpose.Revise })
        {
            if (ExceptionScreen.MaySee(sent, new Asker(turn.Person, current, time.GetUtcNow())))
            {
                // a copy of the card on another device, after it was sent
                return await pages.StatusAsync(sent, turn.Person, Words.RefusedAlreadySubmitted, cancellationToken);
            }

            id = factory.NewId(); // the number of another person's request is never used, nor said to be one
        }

        // Another copy of the card must not empty what is filled in. A form that follows the choice sends what stands in it,
        // also what only the policy before asks for: the person may go back to that.
        Draft draft;
        do
        {
            var before = await drafts.ReadAsync(turn.Person, id, cancellationToken);
            if (before?.ChosenAt > press.At)
            {
                return new Answer(await pages.NowAsync(turn.Person, id, cancellationToken)); // a later choice came in first
            }

            var today = CatalogTime.Today(time.GetUtcNow(), current.TimeZone);
            var answers = before is null
                ? await factory.DefaultsAsync(turn.Person, cancellationToken)
                : RequestForm.MergeInputs(current, before, press.Inputs, today);
            draft = new Draft
            {
                Id = id,
                Person = turn.Person,
                Purpose = before?.Purpose ?? DraftPurpose.New,
                Linked = before?.Linked,
                Corrected = before?.Corrected,
                Answered = before?.Answered,
                Living = before?.Living,
                Revises = before?.Revises,
                Talk = before?.Talk,
                Inputs = new Dictionary<string, string>(answers, StringComparer.Ordinal) { [FieldIds.Policy] = policy.Id },
                ChosenAt = press.At ?? before?.ChosenAt,
                UpdatedAt = time.GetUtcNow(),
                ETag = before?.ETag,
            };
            draft = draft with { Inputs = RequestForm.MergeInputs(current, draft, press.Inputs, today) };
            if (before is null)
            {
                await abandoned.ExpectAsync(draft, cancellationToken);
            }
        }
        while (!await drafts.TryReplaceAsync(draft, cancellationToken));

        return new Answer(await pages.FormAsync(draft, null, cancellationToken));
    }

    // What stands in the form of the policy before is there again once another one is chosen.
    private async Task KeepTypedAsync(Interaction turn, ExceptionId id, ButtonAction press, CancellationToken cancellationToken)
    {
        Draft kept;
        do
        {
            if (await drafts.ReadAsync(turn.Person, id, cancellationToken) is not { } before)
            {
                return;
            }

            var today = CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);
            kept = before with
            {
                Inputs = RequestForm.MergeInputs(catalog.Current, before, press.Inputs, today),
                Previewed = false, // what was typed since stands in no preview
            };
        }
        while (!await drafts.TryReplaceAsync(kept, cancellationToken));
    }

    /// <summary>Begins a draft from an exception and opens its form.</summary>
    /// <param name="turn">Who asks for it.</param>
    /// <param name="id">The exception.</param>
    /// <param name="button">What the draft is for.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> FollowUpAsync(Interaction turn, ExceptionId id, FollowUpButton button, CancellationToken cancellationToken)
    {
        var asker = new Asker(turn.Person, catalog.Current, time.GetUtcNow());
        var state = (await store.ReadHeadAsync(id, cancellationToken))?.State;
        if (state is null || !ExceptionScreen.MaySee(state, asker))
        {
            return new Answer(ListView.Sentence(Words.RefusedNotFound));
        }

        if (button.WhyNot(state, asker) is { } why)
        {
            return new Answer(ExceptionScreen.Refused(state, asker, Phrases.Refusal(why, asker.Catalog)), id);
        }

        var revises = button.Purpose == DraftPurpose.Revise;
        if (revises && await drafts.ReadAsync(turn.Person, id, cancellationToken) is { Purpose: DraftPurpose.Revise } begun)
        {
            return new Answer(await pages.FormAsync(begun, null, cancellationToken)); // begun on another device, or left for a while
        }

        var draft = new Draft
        {
            Id = revises ? id : factory.NewId(),
            Person = turn.Person,
            Purpose = button.Purpose,
            Linked = id,
            Corrected = state.Content!.Corrected,
            Answered = state.Content.Answered,
            Revises = revises ? state.Revision : null,
            Inputs = WithoutPastEnd(button.Inputs(state), asker),
            UpdatedAt = asker.Now,
        };
        await abandoned.ExpectAsync(draft, cancellationToken);
        await drafts.WriteAsync(draft, cancellationToken);
        return new Answer(await pages.FormAsync(draft, null, cancellationToken));
    }

    // A day that is over is no end to begin with.
    private static Dictionary<string, string> WithoutPastEnd(Dictionary<string, string> inputs, Asker asker)
    {
        if (RequestField.TryParseDay(inputs[FieldIds.ExpiresOn], out var end)
            && end < CatalogTime.Today(asker.Now, asker.Catalog.TimeZone))
        {
            inputs[FieldIds.ExpiresOn] = "";
        }

        return inputs;
    }
}
