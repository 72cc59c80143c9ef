using System.Diagnostics;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>
/// How an exception in force comes to another owner: proposed by its owner, or by the policy owner when the owner has left, and accepted by
/// the new one.
/// </summary>
internal static class OwnerRules
{
    public static Decision Decide(ExceptionState state, ExceptionCommand command) => command switch
    {
        MissOwner gone =>
            (state.IsRunning || state.IsOwnerAsked) && state.Owner == gone.Owner && state.OwnerLeftBy == 0
                ? new Accepted([new ExceptionEvent.OwnerLeft(gone.Owner, gone.Code)]) : Nothing,
        _ when !state.IsRunning => Refuse(new Refusal.NotInForce(state.Status)),
        ProposeOwner wish when WhyNotPropose(state, wish) is { } why => Refuse(why),
        ProposeOwner wish when state.HandOver?.To == wish.To => Nothing,
        ProposeOwner wish => new Accepted([new ExceptionEvent.HandOverProposed(wish.To)]),
        _ when Access.WhyNotAnswerOwnership(state, command.Subject) is { } why => Refuse(why),
        AcceptOwnership => new Accepted([new ExceptionEvent.OwnerChanged(state.Owner, command.By.Person)]),
        DeclineOwnership => new Accepted([new ExceptionEvent.HandOverDeclined(command.By.Person)]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    private static Refusal? WhyNotPropose(ExceptionState state, ProposeOwner wish) => wish switch
    {
        _ when Access.WhyNotHandOver(state, wish.Subject) is { } why => why,
        _ when wish.To == state.Owner => new Refusal.OwnsAlready(wish.To),
        _ when state.Approvers.Contains(wish.To) => new Refusal.OwnerDecides(wish.To),
        _ => null,
    };

    private static Refused Refuse(Refusal why) => new(why);
}
