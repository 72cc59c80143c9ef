using System.Diagnostics;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What the owner says after the end: is the policy met again?</summary>
internal static class EndRules
{
    public static Decision Decide(ExceptionState state, ExceptionCommand command) => command switch
    {
        _ when Access.WhyNotConfirmMet(state, command.Subject) is { } why => new Refused(why),
        ConfirmMet yes =>
            RequestRules.TextFault("comment", yes.How, TextLimits.MinimumComment)
            ?? new Accepted([new ExceptionEvent.MetAgain(yes.How.Trim())]),
        DenyMet => state.EndAnswer is null ? new Accepted([new ExceptionEvent.NotMetYet()]) : Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    /// <summary>What time alone brings about when the owner does not answer.</summary>
    public static IReadOnlyList<ExceptionEvent> OnTime(ExceptionState state, Tick tick, DateTimeOffset now) =>
        state.IsEndAsked && now >= (tick.EndAnswerBy ?? state.EndedAt + EndAnswer.Within) ? [new ExceptionEvent.Unconfirmed()] : [];
}
