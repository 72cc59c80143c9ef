using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Takes a wish about one exception to the register and answers with how it stands then: what desks have in common.</summary>
public sealed class Committing(IEventStore register, ICatalog catalog, ExceptionCommits commits, AfterAnswer after, TimeProvider time)
{
    /// <summary>The exception that a press is about, if it is the person's to see.</summary>
    public async Task<ExceptionState?> SeenAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(press.Id, out var id) && await register.ReadHeadAsync(id, cancellationToken) is { State: var state } && Access.CanSee(state, Subject.From(catalog.Current, state, turn.Person))
            ? state
            : null;

    /// <summary>Stores what follows from a wish.</summary>
    /// <param name="turn">Who wants it.</param>
    /// <param name="id">The exception.</param>
    /// <param name="command">The wish, made from the state it is about.</param>
    /// <param name="again">The form once more, with what was wrong; null: what was wrong stands above the status.</param>
    public async Task<Answer> AnswerAsync(
        Interaction turn, ExceptionId id, Func<ExceptionState, ExceptionCommand> command, Func<ExceptionState, Refusal, FormView?>? again, CancellationToken cancellationToken)
    {
        switch (await commits.CommitAsync(id, command, null, cancellationToken))
        {
            case CommitResult.Committed committed:
                after.Settle(id, committed.Look);
                return new Answer(StatusScreen.Of(committed.State, catalog.Current, turn.Person, time.GetUtcNow()), id);
            case CommitResult.Refused refused when again?.Invoke(refused.State, refused.Why) is { } form:
                return new Answer(form);
            case CommitResult.Refused refused:
                return Refused(turn, refused.State, refused.Why);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Why not, above how it stands.</summary>
    public Answer Refused(Interaction turn, ExceptionState state, Refusal why) => ShowDesk.Refused(new CommitResult.Refused(why, state), catalog.Current, turn, time.GetUtcNow());
}
