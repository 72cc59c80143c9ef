using System.Diagnostics;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What may happen to an exception that was approved.</summary>
internal static class GrantRules
{
    public static Decision Decide(ExceptionState state, ExceptionCommand command, DateTimeOffset now) => command switch
    {
        StartRenewal start => state switch
        {
            { RenewedBy: { } other } => other == start.NewId ? Nothing : Refuse(new Refusal.RenewalPending(other)),
            _ when state.Grant is null || !state.IsInForce(now) => Refuse(new Refusal.NotInForce(state.Status)),
            _ => new Accepted([new ExceptionEvent.RenewalStarted(start.NewId)]),
        },
        DropRenewal dropped =>
            state.RenewedBy == dropped.NewId && !state.HasEnded
                ? new Accepted([new ExceptionEvent.RenewalDropped(dropped.NewId)]) : Nothing,
        NoteRenewed { Standing: var stands } =>
            state is { IsOpen: true, Renews: not null } && (state.RenewedStanding?.Status ?? Status.Approved) != stands.Status
                ? new Accepted([new ExceptionEvent.RenewedNoted(stands.Status, stands.Since)]) : Nothing,
        FinishRenewal done => state switch
        {
            { HasEnded: true } => Nothing, // it ended meanwhile, or was taken over already
            { Grant: null } => Refuse(new Refusal.NotInForce(state.Status)),
            { RenewedBy: { } other } when other != done.NewId => Refuse(new Refusal.RenewalPending(other)),
            _ => new Accepted([new ExceptionEvent.Renewed(done.NewId)]),
        },
        Revoke wish => RequestRules.Refuse(Access.WhyNotRevoke(state, wish.Subject, now))
            ?? RequestRules.TextFault("comment", wish.Reason, TextLimits.MinimumComment)
            ?? new Accepted([new ExceptionEvent.Revoked(wish.Reason.Trim()) { As = Access.FindEnder(state, wish.Subject) }]),
        Close fixedNow => RequestRules.Refuse(Access.WhyNotClose(state, fixedNow.Subject, now))
            ?? RequestRules.TextFault("comment", fixedNow.How, TextLimits.MinimumComment)
            ?? new Accepted([new ExceptionEvent.Closed(fixedNow.How.Trim())]),
        LetItEnd when Access.WhyNotLetItEnd(state, command.Subject, now) is { } why => Refuse(why),
        LetItEnd => state.Grant!.LetToEnd ? Nothing : new Accepted([new ExceptionEvent.LetToEnd()]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    private static Refused Refuse(Refusal why) => new(why);
}
