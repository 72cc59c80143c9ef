using System.Diagnostics;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Attestation: the owner confirms from time to time that it is still needed and that the compensating controls work.</summary>
internal static class AttestationRules
{
    public static Decision Decide(ExceptionState state, ExceptionCommand command) => command switch
    {
        MissAttestation missed =>
            state.IsRunning && !(state.Attestations?.AttestedFor >= missed.DueOn) && state.Attestations?.MissedFor != missed.DueOn
            ? new Accepted([new ExceptionEvent.AttestationMissed(missed.DueOn)])
            : Nothing,
        Attest yes => RequestRules.Refuse(Access.WhyNotAttest(state, yes.Subject, yes.DueOn))
            ?? RequestRules.TextFault("comment", yes.Comment, TextLimits.MinimumComment)
            ?? new Accepted([new ExceptionEvent.Attested(yes.DueOn!.Value, yes.Comment.Trim())]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };
}
