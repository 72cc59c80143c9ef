using System.Diagnostics;
using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Interactions;

/// <summary>Takes approvers' decisions, and leads them through what waits for them.</summary>
public sealed class ReviewDesk(IEventStore register, ICatalog catalog, ExceptionCommits commits, WaitingApprovals waitingApprovals, AfterAnswer after, TimeProvider time)
{
    /// <summary>Shows what waits: one request at once as a card to decide on, several as a queue.</summary>
    public async Task<Answer> QueueAsync(Interaction turn, CancellationToken cancellationToken)
    {
        var waiting = await waitingApprovals.OfAsync(turn.Person, cancellationToken);
        return waiting is [var only]
            ? new Answer(ApprovalScreen.Of(only, catalog.Current), only.Id)
            : new Answer(waitingApprovals.Overview(waiting, 0, time.GetUtcNow(), Words.QueueHeading));
    }

    /// <summary>Deals with a button of a review or of the queue.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return new Answer(ShowDesk.Plain(Phrases.Refusal(new Refusal.NotFound())));
        }

        return press.Verb is Verbs.QueueNext or Verbs.QueueSkip
            ? await MoveAsync(turn, id, press.Verb, cancellationToken)
            : await DecideAsync(turn, id, press, cancellationToken);
    }

    /// <summary>
    /// Deals with a button on a card that several people read. Who may decide is the same as everywhere: the person counts and never the place. The card stays; what
    /// became of the press is said to the person alone, and the card follows for everybody once it is settled.
    /// </summary>
    public async Task<Answer> PressInPublicAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (press.Verb is not (Verbs.Approve or Verbs.Reject or Verbs.RequestChanges) || !ExceptionId.TryParse(press.Id, out var id))
        {
            return Alone(Words.ContinueInPrivate);
        }

        return (await DecideAsync(turn, id, press, cancellationToken)).View switch
        {
            { Done: { } done } => Alone(done),
            { Fault: { } fault } => Alone(fault),
            ApprovalView again when again.More.Prepend(again.Comment).Select(field => field.Fault).OfType<string>().FirstOrDefault() is { } fault => Alone(fault),
            _ => Alone(Phrases.Refusal(new Refusal.NotAnApprover())), // the card is in front of them: nothing is hidden, and nothing of another exception is told
        };

        static Answer Alone(string sentence) => new(ShowDesk.Plain(sentence)) { LeavesCardUnchanged = true };
    }

    private async Task<Answer> MoveAsync(Interaction turn, ExceptionId id, string verb, CancellationToken cancellationToken)
    {
        var waiting = await waitingApprovals.OfAsync(turn.Person, cancellationToken);
        var at = waiting.ToList().FindIndex(state => state.Id == id);
        if (verb == Verbs.QueueSkip)
        {
            return new Answer(waitingApprovals.Overview(waiting, at + 1, time.GetUtcNow(), Words.QueueHeading));
        }

        return waiting.Count == 0
            ? new Answer(waitingApprovals.Overview(waiting, 0, time.GetUtcNow(), Words.QueueHeading))
            : Open(waiting[Math.Max(at, 0)]);

        Answer Open(ExceptionState state) => new(ApprovalScreen.Of(state, catalog.Current), state.Id);
    }

    private async Task<Answer> DecideAsync(Interaction turn, ExceptionId id, ButtonAction press, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var comment = press.Inputs.GetValueOrDefault(FieldIds.Comment) ?? "";
        var typedEnd = press.Inputs.GetValueOrDefault(FieldIds.ExpiresOn)?.Trim() ?? "";
        ShorterEnd? shorter = null;
        if (press.Verb == Verbs.Approve && typedEnd.Length > 0)
        {
            if (!DateOnly.TryParseExact(typedEnd, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return await AgainAsync(turn, id, press, new Refusal.EndUnreadable(), cancellationToken);
            }

            shorter = new ShorterEnd(day, CatalogTime.EndOf(day, current.TimeZone));
        }

        Conditions? conditions = null;
        if (press.Verb == Verbs.Approve && ReadConditions(press, current) is var (asked, unreadable))
        {
            if (unreadable is not null)
            {
                return await AgainAsync(turn, id, press, unreadable, cancellationToken);
            }

            conditions = asked;
        }

        ExceptionCommand Command(ExceptionState state)
        {
            var seen = state.Review is { Open: not null } ? ApprovalScreen.Hash(ApprovalScreen.Of(state, current)) : "";
            return press.Verb switch
            {
                Verbs.Approve => new ExceptionCommand.Approve(press.Revision, comment, shorter?.ExpiresOn == state.Content?.ExpiresOn ? null : shorter, seen)
                {
                    By = turn.Actor,
                    Conditions = conditions,
                },
                Verbs.Reject => new ExceptionCommand.Reject(press.Revision, comment, seen) { By = turn.Actor },
                _ => new ExceptionCommand.RequestChanges(press.Revision, comment, seen) { By = turn.Actor },
            };
        }

        var waiting = waitingApprovals.OfAsync(turn.Person, cancellationToken); // beside the commit, so that the answer need not wait for it
        switch (await commits.CommitAsync(id, Command, null, cancellationToken))
        {
            case CommitResult.Committed committed:
                var done = Done(turn, committed.State, press.Verb, await LeftAsync(waiting, id));
                after.Settle(id, committed.Look, turn.IsPublic ? null : turn.Sender.Card, done.View.Done);
                return done;
            case CommitResult.Refused
            {
                Why: Refusal.TooShort or Refusal.TooLong or Refusal.EndNotShorter or Refusal.OldRevision
                or Refusal.ConditionsIncomplete or Refusal.TooManyConditions or Refusal.ConditionsDueOutside
            } refused:
                return await AgainAsync(turn, id, press, refused.Why, cancellationToken);
            case CommitResult.Refused refused:
                return ShowDesk.Refused(refused, current, turn, time.GetUtcNow());
            default:
                throw new UnreachableException();
        }
    }

    // One a line, with a day for all of them; neither without the other.
    private static (Conditions? Asked, Refusal? Unreadable) ReadConditions(ButtonAction press, PolicyCatalog current)
    {
        var texts = (press.Inputs.GetValueOrDefault(FieldIds.Conditions) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var due = press.Inputs.GetValueOrDefault(FieldIds.ConditionsDueOn)?.Trim() ?? "";
        return (texts.Length, due.Length) switch
        {
            (0, 0) => (null, null),
            (0, _) or (_, 0) => (null, new Refusal.ConditionsIncomplete()),
            _ => DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (new Conditions(texts, day, CatalogTime.EndOf(day, current.TimeZone)), null)
                : (null, new Refusal.ConditionsIncomplete()),
        };
    }

    /// <summary>The same card once more, with what was typed still in it, and what was wrong at its field, or above where it is no field's.</summary>
    private async Task<Answer> AgainAsync(Interaction turn, ExceptionId id, ButtonAction press, Refusal why, CancellationToken cancellationToken)
    {
        var head = await register.ReadHeadAsync(id, cancellationToken);
        if (head is null || head.State.Review is not { } review || !review.Asked.Contains(turn.Person))
        {
            why = why is Refusal.EndUnreadable ? new Refusal.NotAnApprover() : why; // nobody asks them for a day
            return ShowDesk.Refused(new CommitResult.Refused(why, head?.State ?? ExceptionState.New(id)), catalog.Current, turn, time.GetUtcNow());
        }

        var view = ApprovalScreen.Of(head.State, catalog.Current);
        var at = why switch
        {
            Refusal.TooLong { Field: FieldIds.Conditions } or Refusal.TooManyConditions => FieldIds.Conditions,
            Refusal.ConditionsIncomplete or Refusal.ConditionsDueOutside => FieldIds.ConditionsDueOn,
            Refusal.TooShort or Refusal.TooLong => FieldIds.Comment,
            Refusal.EndNotShorter or Refusal.EndUnreadable => FieldIds.ExpiresOn,
            _ => "",
        };
        FormField Typed(FormField field) => field with { Value = press.Inputs.GetValueOrDefault(field.Id), Fault = field.Id == at ? Phrases.Refusal(why) : null };
        return new Answer(view with { Fault = at.Length == 0 ? Phrases.Refusal(why) : null, Comment = Typed(view.Comment), More = [.. view.More.Select(Typed)] }, id);
    }

    // The decision is stored: that the rest of the queue can't be read must not make it look as if it were not.
    private static async Task<IReadOnlyList<ExceptionState>?> LeftAsync(Task<IReadOnlyList<ExceptionState>> waiting, ExceptionId decided)
    {
        try
        {
            return [.. (await waiting).Where(state => state.Id != decided)];
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private Answer Done(Interaction turn, ExceptionState state, string verb, IReadOnlyList<ExceptionState>? left)
    {
        var words = verb switch { Verbs.Approve => Words.DoneApproved, Verbs.Reject => Words.DoneRejected, _ => Words.DoneChanges };
        var view = StatusScreen.Of(state, catalog.Current, turn.Person, time.GetUtcNow());
        return new Answer(
            view with
            {
                Done = left is null ? words.With(state.Id) : $"{words.With(state.Id)} {Words.QueueLeft.With(left.Count)}",
                Actions = [.. left is { Count: > 0 } ? [WaitingApprovals.Next(state)] : Array.Empty<CardAction>(), .. view.Actions],
            },
            state.Id);
    }
}
