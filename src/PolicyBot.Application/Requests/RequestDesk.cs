using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests;

/// <summary>Takes a request from its form over the preview to the register; and back again: revise, withdraw, renew, ask again.</summary>
public sealed class RequestDesk(
    IEventStore register,
    IIndex index,
    IDrafts drafts,
    AbandonedDrafts left,
    IIdSource ids,
    ICatalog catalog,
    RequestSubmission submission,
    DraftScreens screens,
    PreviewRenewal renewal,
    AfterAnswer after,
    TimeProvider time) : IButtonHandler
{
    private const int LookedBack = 5;

    /// <inheritdoc />
    public IReadOnlyList<string> Handled { get; } =
    [
        Verbs.Request, Verbs.Next, Verbs.Preview, Verbs.Edit, Verbs.Submit, Verbs.StartNow, Verbs.Discard, Verbs.Revise, Verbs.AskAgain, Verbs.Renew,
    ];

    /// <summary>Begins a request: which policy?</summary>
    public Answer Start() => new(RequestForm.ChoosePolicy(catalog.Current, ids.ExceptionId()));

    /// <summary>Deals with a button of a request.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (press.Verb == Verbs.Request)
        {
            return Start();
        }

        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return Refused(new Refusal.NotFound());
        }

        return press.Verb switch
        {
            Verbs.Next => await ChooseAsync(turn, id, press, cancellationToken),
            Verbs.Revise or Verbs.AskAgain or Verbs.Renew => await ReopenAsync(turn, id, press.Verb, cancellationToken),
            _ => await drafts.ReadAsync(turn.Person, id, cancellationToken) is { } draft
                ? await PressAsync(turn, draft, press, cancellationToken)
                : await GoneAsync(turn, id, press.Verb, cancellationToken),
        };
    }

    private async Task<Answer> ChooseAsync(Interaction turn, ExceptionId id, ButtonAction press, CancellationToken cancellationToken)
    {
        var inputs = press.Inputs;
        if (catalog.Current.Policy(inputs.GetValueOrDefault(FieldIds.Policy) ?? "") is not { } policy)
        {
            return new Answer(RequestForm.ChoosePolicy(catalog.Current, id, Words.PolicyUnknown));
        }

        if (await register.ReadHeadAsync(id, cancellationToken) is { State: var sent })
        {
            if (Access.CanSee(sent, Subject.From(catalog.Current, sent, turn.Person)))
            {
                return Already(turn, sent); // a copy of the card on another device, after it was sent
            }

            id = ids.ExceptionId(); // somebody else's number is never used, nor said to be one
        }

        // Another copy of the card must not empty what is filled in already; and where the form follows the choice while it is filled in, what stands in it comes
        // along: also what only the policy before asks for, since they may go back to it.
        Draft draft;
        do
        {
            var before = await drafts.ReadAsync(turn.Person, id, cancellationToken);
            if (before?.ChosenAt > press.At)
            {
                return new Answer(await screens.NowAsync(turn.Person, id, cancellationToken)); // a later choice came in first
            }

            var answers = before is null ? await DefaultsAsync(turn.Person, cancellationToken) : Filled(before, inputs);
            draft = new Draft
            {
                Id = id,
                Person = turn.Person,
                Purpose = DraftPurpose.New,
                Talk = before?.Talk,
                Inputs = new Dictionary<string, string>(answers, StringComparer.Ordinal) { [FieldIds.Policy] = policy.Id },
                ChosenAt = press.At ?? before?.ChosenAt,
                UpdatedAt = time.GetUtcNow(),
                ETag = before?.ETag,
            };
            draft = draft with { Inputs = Filled(draft, inputs) };
            if (before is null)
            {
                await left.ExpectAsync(draft, cancellationToken);
            }
        }
        while (!await drafts.TryReplaceAsync(draft, cancellationToken));

        return new Answer(await screens.FormAsync(draft, null, cancellationToken));
    }

    /// <summary>What a request of somebody begins with.</summary>
    internal async Task<Dictionary<string, string>> DefaultsAsync(PersonId person, CancellationToken cancellationToken) =>
        new(StringComparer.Ordinal) { [FieldIds.Department] = await LastDepartmentAsync(person, cancellationToken) };

    /// <summary>What the person answered last; empty when they never asked for anything, or the catalog has dropped it since.</summary>
    private async Task<string> LastDepartmentAsync(PersonId person, CancellationToken cancellationToken)
    {
        foreach (var id in await index.FindAsync(IndexHeading.Of(person), LookedBack, cancellationToken))
        {
            if (await register.ReadHeadAsync(id, cancellationToken) is { State: { Content: { Department: { Length: > 0 } department } } state }
                && state.Requester == person
                && (catalog.Current.Departments.Count == 0 || catalog.Current.Departments.Contains(department)))
            {
                return department;
            }
        }

        return "";
    }

    private async Task<Answer> PressAsync(Interaction turn, Draft draft, ButtonAction press, CancellationToken cancellationToken)
    {
        switch (press.Verb)
        {
            case Verbs.Discard:
                await drafts.RemoveAsync(turn.Person, draft.Id, cancellationToken);
                return await InPlaceOfAsync(turn, draft, Words.Discarded, cancellationToken) ?? new Answer(ListView.Sentence(Words.Discarded));
            case Verbs.Edit:
                await drafts.WriteAsync(draft with { Previewed = false, Talk = Paused(draft), UpdatedAt = time.GetUtcNow() }, cancellationToken); // a late redraw of the preview must not hide the form
                return new Answer(await screens.FormAsync(draft, null, cancellationToken));
            case Verbs.Preview:
                draft = draft with { Inputs = Filled(draft, press.Inputs), Previewed = true, Talk = Paused(draft), UpdatedAt = time.GetUtcNow() };
                await drafts.WriteAsync(draft, cancellationToken); // before it is checked: nothing that was typed is lost
                return await PreviewAsync(turn, draft, await submission.PrepareAsync(draft, cancellationToken), cancellationToken);
            case Verbs.Submit or Verbs.StartNow:
                return await SubmitAsync(turn, draft, press.Verb == Verbs.StartNow, cancellationToken);
            default:
                throw new UnreachableException($"{press.Verb} is not about a draft.");
        }
    }

    /// <summary>What is seen is the form or the preview, and no question: typed words are an answer to none.</summary>
    private static ChatState? Paused(Draft draft) => draft.Talk is { } talk ? talk with { Open = "" } : null;

    /// <summary>The draft's answers with those of its form on top; whatever else a client sends is not looked at.</summary>
    private Dictionary<string, string> Filled(Draft draft, IReadOnlyDictionary<string, string> typed)
    {
        var filled = new Dictionary<string, string>(draft.Inputs, StringComparer.Ordinal);
        foreach (var field in screens.Fields(draft).Where(field => typed.ContainsKey(field.Id)))
        {
            filled[field.Id] = typed[field.Id];
        }

        return filled;
    }

    /// <summary>The preview of what was prepared, renewed once the model has answered; or the form where something is missing or wrong.</summary>
    internal async Task<Answer> PreviewAsync(Interaction turn, Draft draft, Prepared prepared, CancellationToken cancellationToken)
    {
        if (prepared is Prepared.Ready ready)
        {
            renewal.Start(turn, draft, ready);
        }

        return new Answer(await screens.PreviewAsync(draft, prepared, cancellationToken));
    }

    private async Task<Answer> SubmitAsync(Interaction turn, Draft draft, bool atOnce, CancellationToken cancellationToken)
    {
        var prepared = await submission.PrepareAsync(draft, cancellationToken);
        if (prepared is not Prepared.Ready ready)
        {
            return await PreviewAsync(turn, draft, prepared, cancellationToken); // the catalog or the calendar moved on since the preview
        }

        // Where the card belongs to the exception that this one renews or follows, it stays with that one, and this one gets a message of its own.
        var inPlace = draft.Purpose == DraftPurpose.Revise ? null : await InPlaceOfAsync(turn, draft, Words.Submitted.With(draft.Id), cancellationToken);
        var takesCard = inPlace is null;
        switch (atOnce
            ? await submission.StartNowAsync(turn, draft, ready, takesCard, cancellationToken)
            : await submission.SubmitAsync(turn, draft, ready, takesCard, cancellationToken))
        {
            case CommitResult.Committed committed:
                after.Settle(draft.Id, committed.Look);
                await ForgetAsync(draft, cancellationToken);
                return inPlace ?? new Answer(
                    StatusScreen.Of(committed.State, catalog.Current, turn.Person, time.GetUtcNow()) with { Done = Words.Submitted.With(draft.Id) }, draft.Id);
            case CommitResult.Refused { Why: Refusal.EmergencyUsed or Refusal.NoEmergency or Refusal.EmergencyTooRisky } refused:
                return new Answer(screens.Preview(draft, ready with { Emergency = null }) with { Fault = Phrases.Refusal(refused.Why) });
            case CommitResult.Refused { Why: Refusal.AlreadySubmitted } refused when Access.CanSee(refused.State, Subject.From(catalog.Current, refused.State, turn.Person)):
                return Already(turn, refused.State); // pressed twice
            case CommitResult.Refused refused:
                return Show(refused, turn);
            default:
                throw new UnreachableException();
        }
    }

    private async Task ForgetAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            await drafts.RemoveAsync(draft.Person, draft.Id, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // It is sent all the same, and must not be said not to be; the next press finds that out by itself.
        }
    }

    /// <summary>The exception that a draft revises, renews or follows, where the pressed card belongs to it; null where it does not.</summary>
    private async Task<Answer?> InPlaceOfAsync(Interaction turn, Draft draft, string done, CancellationToken cancellationToken) =>
        draft.Purpose is not DraftPurpose.New && draft.Linked is { } linked
        && await register.ReadAsync(linked, cancellationToken) is { } record
        && AfterAnswer.Holder(record, turn.Sender.Card) is not null
        && Access.CanSee(record.Head.State, Subject.From(catalog.Current, record.Head.State, turn.Person))
            ? new Answer(StatusScreen.Of(record.Head.State, catalog.Current, turn.Person, time.GetUtcNow()) with { Done = done }, linked)
            : null;

    private Answer Already(Interaction turn, ExceptionState state) =>
        new(StatusScreen.Of(state, catalog.Current, turn.Person, time.GetUtcNow()) with { Done = Words.RefusedAlreadySubmitted }, state.Id);

    /// <summary>The draft is gone: it was sent (a double press), or discarded.</summary>
    internal async Task<Answer> GoneAsync(Interaction turn, ExceptionId id, string verb, CancellationToken cancellationToken)
    {
        if (await register.ReadHeadAsync(id, cancellationToken) is { State: var state } && Access.CanSee(state, Subject.From(catalog.Current, state, turn.Person)))
        {
            return verb is Verbs.Submit or Verbs.StartNow ? Already(turn, state) : new Answer(StatusScreen.Of(state, catalog.Current, turn.Person, time.GetUtcNow()), id);
        }

        return verb == Verbs.Discard
            ? new Answer(ListView.Sentence(Words.Discarded)) // of a form whose policy was never chosen, or once more
            : new Answer(ListView.Sentence(Words.DraftGone)) { LeavesCardUnchanged = verb is Verbs.Preview or Verbs.Answer }; // what is typed there can still be copied
    }

    private async Task<Answer> ReopenAsync(Interaction turn, ExceptionId id, string verb, CancellationToken cancellationToken)
    {
        var head = await register.ReadHeadAsync(id, cancellationToken);
        if (head is null || !Access.CanSee(head.State, Subject.From(catalog.Current, head.State, turn.Person)))
        {
            return Refused(new Refusal.NotFound());
        }

        var state = head.State;
        if (AllButtons.Find(verb).WhyNot(state, new Asker(turn.Person, catalog.Current, time.GetUtcNow())) is { } why)
        {
            return Show(new CommitResult.Refused(why, state), turn);
        }

        var inputs = RequestForm.Inputs(state.Content!, state);
        if (verb == Verbs.Renew)
        {
            inputs[FieldIds.Justification] = "";
            inputs[FieldIds.ExpiresOn] = "";
        }

        if (verb == Verbs.Revise && await drafts.ReadAsync(turn.Person, id, cancellationToken) is { Purpose: DraftPurpose.Revise } begun)
        {
            return new Answer(await screens.FormAsync(begun, null, cancellationToken)); // begun on another device, or left for a while
        }

        var draft = new Draft
        {
            Id = verb == Verbs.Revise ? id : ids.ExceptionId(),
            Person = turn.Person,
            Purpose = verb switch { Verbs.Revise => DraftPurpose.Revise, Verbs.Renew => DraftPurpose.Renew, _ => DraftPurpose.AskAgain },
            Linked = id,
            Corrected = state.Content!.Corrected,
            Inputs = inputs,
            UpdatedAt = time.GetUtcNow(),
        };
        await left.ExpectAsync(draft, cancellationToken);
        await drafts.WriteAsync(draft, cancellationToken);
        return new Answer(await screens.FormAsync(draft, null, cancellationToken));
    }

    private Answer Show(CommitResult.Refused refused, Interaction turn)
    {
        var asker = new Asker(turn.Person, catalog.Current, time.GetUtcNow());
        return new Answer(
            ExceptionScreen.Refused(refused.State, asker, Phrases.Refusal(refused.Why)), ExceptionScreen.MaySee(refused.State, asker) ? refused.State.Id : null);
    }

    private static Answer Refused(Refusal why) => new(ListView.Sentence(Phrases.Refusal(why)));
}
