using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>What owners do (accept, close, let it end), and who may revoke.</summary>
public sealed class OwnerDesk(IEventStore register, ICatalog catalog, ExceptionCommits commits, AfterAnswer after, TimeProvider time)
{
    /// <summary>Deals with a button of an owner's card.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        var head = ExceptionId.TryParse(press.Id, out var id) ? await register.ReadHeadAsync(id, cancellationToken) : null;
        if (head is null || !Access.CanSee(head.State, Subject.From(catalog.Current, head.State, turn.Person)))
        {
            return new Answer(ShowDesk.Plain(Phrases.Refusal(new Refusal.NotFound())));
        }

        if (WhyNotAsked(head.State, turn, press.Verb) is { } why)
        {
            return ShowDesk.Refused(new CommitResult.Refused(why, head.State), catalog.Current, turn, time.GetUtcNow());
        }

        var typed = press.Inputs.GetValueOrDefault(FieldIds.Comment) ?? "";
        return press.Verb switch
        {
            Verbs.AskClose => new Answer(CloseForm(head.State)),
            Verbs.AskRevoke => new Answer(RevokeForm(head.State)),
            Verbs.Close => await CommitAsync(turn, id, _ => new ExceptionCommand.Close(typed) { By = turn.Actor }, state => CloseForm(state, typed), cancellationToken),
            Verbs.Revoke => await CommitAsync(
                turn,
                id,
                _ => new ExceptionCommand.Revoke(typed) { By = turn.Actor },
                state => RevokeForm(state, typed),
                cancellationToken),
            Verbs.LetItEnd => await CommitAsync(turn, id, _ => new ExceptionCommand.LetItEnd { By = turn.Actor }, null, cancellationToken),
            Verbs.OwnerAccept => await CommitAsync(turn, id, _ => new ExceptionCommand.AcceptOwnership { By = turn.Actor }, null, cancellationToken),
            Verbs.OwnerDecline => await CommitAsync(turn, id, _ => new ExceptionCommand.DeclineOwnership { By = turn.Actor }, null, cancellationToken),
            _ => throw new UnreachableException($"{press.Verb} is not about a grant."),
        };
    }

    private async Task<Answer> CommitAsync(
        Interaction turn, ExceptionId id, Func<ExceptionState, ExceptionCommand> command, Func<ExceptionState, FormView>? again, CancellationToken cancellationToken)
    {
        switch (await commits.CommitAsync(id, command, null, cancellationToken))
        {
            case CommitResult.Committed committed:
                after.Settle(id, committed.Look);
                return new Answer(StatusScreen.Of(committed.State, catalog.Current, turn.Person, time.GetUtcNow()), id);
            case CommitResult.Refused { Why: Refusal.TooShort or Refusal.TooLong } refused when again is not null:
                return new Answer(ReasonForm.Faulty(again(refused.State), refused.Why));
            case CommitResult.Refused refused:
                return ShowDesk.Refused(refused, catalog.Current, turn, time.GetUtcNow());
            default:
                throw new UnreachableException();
        }
    }

    // Nobody is asked for a reason that could not be taken.
    private Refusal? WhyNotAsked(ExceptionState state, Interaction turn, string verb) => verb switch
    {
        Verbs.AskClose => Access.WhyNotClose(state, Subject.From(catalog.Current, state, turn.Actor), time.GetUtcNow()),
        Verbs.AskRevoke => Access.WhyNotRevoke(state, Subject.From(catalog.Current, state, turn.Actor), time.GetUtcNow()),
        _ => null,
    };

    private static FormView CloseForm(ExceptionState state, string? typed = null) =>
        ReasonForm.Of(state, Words.CloseHeading, Words.CloseLabel, Verbs.Close, Words.CloseFixed, ActionLook.Positive, TextLimits.MinimumComment, typed);

    private static FormView RevokeForm(ExceptionState state, string? typed = null) =>
        ReasonForm.Of(state, Words.RevokeHeading, Words.RevokeLabel, Verbs.Revoke, Words.Revoke, ActionLook.Destructive, TextLimits.MinimumComment, typed);
}
