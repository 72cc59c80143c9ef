using System.Diagnostics;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Conversation.Screens;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Time;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Conversation;

/// <summary>Takes a request from its form over the preview to the register; and back again: revise, withdraw, renew, ask again.</summary>
public sealed class RequestDesk(
    IRegister register, IIndex index, IDrafts drafts, IIdSource ids, ICatalog catalog, RequestSubmission submission, PreviewRenewal renewal, ExceptionCommits commits, AfterAnswer after, TimeProvider time)
{
    private const int LookedBack = 5;

    private static readonly Dictionary<string, string> NoFaults = [];

    private DateOnly Today => CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);

    /// <summary>Begins a request: which policy?</summary>
    public Answer Start() => new(RequestForm.ChoosePolicy(catalog.Current, ids.ExceptionId()));

    /// <summary>Deals with a button of a request.</summary>
    public async Task<Answer> PressAsync(Turn turn, Press press, CancellationToken cancellationToken)
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
            Verbs.Next => await ChooseAsync(turn, id, press.Inputs, cancellationToken),
            Verbs.Revise or Verbs.AskAgain or Verbs.Renew => await ReopenAsync(turn, id, press.Verb, cancellationToken),
            Verbs.AskWithdraw or Verbs.Withdraw => await WithdrawAsync(turn, id, press, cancellationToken),
            _ => await drafts.ReadAsync(turn.Person, id, cancellationToken) is { } draft
                ? await PressAsync(turn, draft, press, cancellationToken)
                : await GoneAsync(turn, id, press.Verb, cancellationToken),
        };
    }

    private async Task<Answer> ChooseAsync(Turn turn, ExceptionId id, IReadOnlyDictionary<string, string> inputs, CancellationToken cancellationToken)
    {
        if (catalog.Current.Policy(inputs.GetValueOrDefault(FieldIds.Policy) ?? "") is not { } policy)
        {
            return new Answer(RequestForm.ChoosePolicy(catalog.Current, id, fault: Words.PolicyUnknown));
        }

        var draft = new Draft
        {
            Id = id,
            Person = turn.Person,
            Purpose = DraftPurpose.New,
            Inputs = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [FieldIds.Policy] = policy.Id,
                [FieldIds.Department] = await LastDepartmentAsync(turn.Person, cancellationToken),
            },
            UpdatedAt = time.GetUtcNow(),
        };
        await drafts.WriteAsync(draft, cancellationToken);
        return new Answer(RequestForm.Fill(catalog.Current, policy, draft, Today, NoFaults, null));
    }

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

    private async Task<Answer> PressAsync(Turn turn, Draft draft, Press press, CancellationToken cancellationToken)
    {
        switch (press.Verb)
        {
            case Verbs.Discard:
                await drafts.RemoveAsync(turn.Person, draft.Id, cancellationToken);
                return new Answer(ShowDesk.Plain(Words.Discarded));
            case Verbs.Edit:
                return await FormAsync(draft, NoFaults, cancellationToken);
            case Verbs.Preview:
                var merged = new Dictionary<string, string>(draft.Inputs, StringComparer.Ordinal);
                foreach (var (field, value) in press.Inputs.Where(input => input.Key != FieldIds.Policy))
                {
                    merged[field] = value;
                }

                draft = draft with { Inputs = merged, UpdatedAt = time.GetUtcNow() };
                await drafts.WriteAsync(draft, cancellationToken); // before it is checked: nothing that was typed is lost
                return await PreviewAsync(turn, draft, cancellationToken);
            case Verbs.Submit:
                return await SubmitAsync(turn, draft, cancellationToken);
            default:
                throw new UnreachableException($"{press.Verb} is not about a draft.");
        }
    }

    private async Task<Answer> FormAsync(Draft draft, IReadOnlyDictionary<string, string> faults, CancellationToken cancellationToken)
    {
        var linked = draft.Purpose == DraftPurpose.New ? null : (await register.ReadHeadAsync(draft.Linked ?? draft.Id, cancellationToken))?.State;
        return new Answer(catalog.Current.Policy(draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "") is { } policy
            ? RequestForm.Fill(catalog.Current, policy, draft, Today, faults, linked)
            : RequestForm.ChoosePolicy(catalog.Current, draft.Id, fault: Words.PolicyUnknown));
    }

    private async Task<Answer> PreviewAsync(Turn turn, Draft draft, CancellationToken cancellationToken)
    {
        var prepared = await submission.PrepareAsync(draft, cancellationToken);
        switch (prepared)
        {
            case Prepared.Faulty faulty:
                return await FormAsync(draft, faulty.Faults, cancellationToken);
            case Prepared.Refused refused:
                return new Answer((await FormAsync(draft, NoFaults, cancellationToken)).View with { Fault = Say.Refusal(refused.Why) });
            case Prepared.Ready ready:
                renewal.Start(turn, draft, ready);
                return new Answer(PreviewScreen.Of(draft, ready.Content, ready.Policy, ready.Assessment, ready.Route, Today));
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Answer> SubmitAsync(Turn turn, Draft draft, CancellationToken cancellationToken)
    {
        var prepared = await submission.PrepareAsync(draft, cancellationToken);
        if (prepared is not Prepared.Ready ready)
        {
            return await PreviewAsync(turn, draft, cancellationToken); // the catalog or the calendar moved on since the preview
        }

        switch (await submission.SubmitAsync(turn, draft, ready, cancellationToken))
        {
            case CommitResult.Committed committed:
                await drafts.RemoveAsync(turn.Person, draft.Id, cancellationToken);
                after.Settle(draft.Id, committed.Look);
                return new Answer(StatusScreen.Of(committed.State, catalog.Current, turn.Person, time.GetUtcNow()) with { Done = Words.Submitted.With(draft.Id) }, draft.Id);
            case CommitResult.Refused refused:
                return Show(refused, turn);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The draft is gone: it was sent (a double press), or discarded.</summary>
    private async Task<Answer> GoneAsync(Turn turn, ExceptionId id, string verb, CancellationToken cancellationToken)
    {
        var head = await register.ReadHeadAsync(id, cancellationToken);
        return head is null || !Notices.NoticePlan.MaySee(head.State, catalog.Current, turn.Person)
            ? new Answer(ShowDesk.Plain(Words.DraftGone))
            : new Answer(
                StatusScreen.Of(head.State, catalog.Current, turn.Person, time.GetUtcNow()) with { Done = verb == Verbs.Submit ? Words.RefusedAlreadySubmitted : null }, id);
    }

    private async Task<Answer> ReopenAsync(Turn turn, ExceptionId id, string verb, CancellationToken cancellationToken)
    {
        var head = await register.ReadHeadAsync(id, cancellationToken);
        if (head is null || !Notices.NoticePlan.MaySee(head.State, catalog.Current, turn.Person))
        {
            return Refused(new Refusal.NotFound());
        }

        var state = head.State;
        if (WhyNot(state, turn.Person, verb) is { } why)
        {
            return Show(new CommitResult.Refused(why, state), turn);
        }

        var inputs = RequestForm.Inputs(state.Content!, state);
        if (verb == Verbs.Renew)
        {
            inputs[FieldIds.Justification] = "";
            inputs[FieldIds.ExpiresOn] = "";
        }

        var draft = new Draft
        {
            Id = verb == Verbs.Revise ? id : ids.ExceptionId(),
            Person = turn.Person,
            Purpose = verb switch { Verbs.Revise => DraftPurpose.Revise, Verbs.Renew => DraftPurpose.Renew, _ => DraftPurpose.AskAgain },
            Linked = id,
            Inputs = inputs,
            UpdatedAt = time.GetUtcNow(),
        };
        await drafts.WriteAsync(draft, cancellationToken);
        return await FormAsync(draft, NoFaults, cancellationToken);
    }

    private Refusal? WhyNot(ExceptionState state, PersonId person, string verb) => verb switch
    {
        Verbs.Revise when person != state.Requester => new Refusal.NotTheRequester(),
        Verbs.Revise when state.Status != Status.ChangesRequested => new Refusal.NothingToRevise(state.Status),
        Verbs.AskAgain when person != state.Requester => new Refusal.NotTheRequester(),
        Verbs.AskAgain when state.Status is not (Status.Rejected or Status.Lapsed) => new Refusal.NothingToRevise(state.Status),
        Verbs.Renew => RequestSubmission.WhyNoRenewal(state, person, catalog.Current, time.GetUtcNow()),
        _ => null,
    };

    private async Task<Answer> WithdrawAsync(Turn turn, ExceptionId id, Press press, CancellationToken cancellationToken)
    {
        var head = await register.ReadHeadAsync(id, cancellationToken);
        if (head is null || !Notices.NoticePlan.MaySee(head.State, catalog.Current, turn.Person))
        {
            return Refused(new Refusal.NotFound());
        }

        if (press.Verb == Verbs.AskWithdraw)
        {
            return turn.Person != head.State.Requester || !head.State.IsOpen
                ? Show(new CommitResult.Refused(turn.Person != head.State.Requester ? new Refusal.NotTheRequester() : new Refusal.NotUnderReview(head.State.Status), head.State), turn)
                : new Answer(ReasonForm.Of(head.State, Words.WithdrawHeading, Words.WithdrawLabel, Verbs.Withdraw, Words.Withdraw, ActionLook.Destructive, 0));
        }

        var comment = press.Inputs.GetValueOrDefault(FieldIds.Comment) ?? "";
        switch (await commits.CommitAsync(id, _ => new ExceptionCommand.Withdraw(comment) { By = turn.Actor }, null, cancellationToken))
        {
            case CommitResult.Committed committed:
                after.Settle(id, committed.Look);
                return new Answer(StatusScreen.Of(committed.State, catalog.Current, turn.Person, time.GetUtcNow()), id);
            case CommitResult.Refused refused:
                return Show(refused, turn);
            default:
                throw new UnreachableException();
        }
    }

    private Answer Show(CommitResult.Refused refused, Turn turn) => ShowDesk.Refused(refused, catalog.Current, turn, time.GetUtcNow());

    private static Answer Refused(Refusal why) => new(ShowDesk.Plain(Say.Refusal(why)));
}
