using System.Diagnostics;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>The whole lifecycle: which command on which state leads to which facts. Pure.</summary>
public static class ExceptionRules
{
    /// <summary>Says what a command leads to.</summary>
    /// <param name="state">The exception as its facts left it.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Decision Decide(ExceptionState state, ExceptionCommand command, DateTimeOffset now) => (state, command) switch
    {
        (_, Import import) => ImportRules.Decide(state, import, now),
        ({ Version: 0 }, not Submit) => new Refused(new Refusal.NotFound()),
        (_, Tick tick) => OnTime(state, tick, now),
        ({ Version: > 0 }, _) when IsOver(state, now) && command is not ExceptionCommand.Remark =>
            new Refused(new Refusal.HasEnded(state.Grant is null ? Status.Lapsed : Status.Expired)),
        (_, Submit or Withdraw or Nudge or ExceptionCommand.Remark) => RequestRules.Decide(state, command, now),
        ({ IsRunning: true, HandOver: not null }, AcceptOwnership or DeclineOwnership) => OwnerRules.Decide(state, command),
        (_, StartReview or FailRouting or Approve or Reject or RequestChanges or ReplaceApprover or Escalate or ApplyDelegations
            or ChangeMembers or Reassign or AcceptOwnership or DeclineOwnership) => ReviewRules.Decide(state, command, now),
        (_, ProposeOwner or MissOwner) => OwnerRules.Decide(state, command),
        (_, Prove or AcceptProof or ReturnProof) => PromiseRules.Decide(state, command),
        (_, Attest or MissAttestation) => AttestationRules.Decide(state, command),
        (_, ConfirmMet or DenyMet) => EndRules.Decide(state, command),
        (_, LetItEnd or Close or Revoke or StartRenewal or DropRenewal or FinishRenewal or NoteRenewed) =>
            GrantRules.Decide(state, command, now),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    /// <summary>The next instant (UTC) at which time alone brings something about; null for none.</summary>
    public static DateTimeOffset? NextByTime(ExceptionState state) => state.IsEndAsked
        ? state.EndedAt + EndAnswer.Within
        : EndByTime(state) is { } end ? PromiseRules.NextByTime(state) is { } sooner && sooner < end ? sooner : end : null;

    /// <summary>When (UTC) it ends by time alone; null once it has ended.</summary>
    private static DateTimeOffset? EndByTime(ExceptionState state) => state switch
    {
        { IsOpen: true } => state.LapsesAt,
        { IsRunning: true } => state.HoldsUntil,
        _ => null,
    };

    private static bool IsOver(ExceptionState state, DateTimeOffset now) => EndByTime(state) is { } end && now >= end;

    private static Accepted OnTime(ExceptionState state, Tick tick, DateTimeOffset now) =>
        !IsOver(state, now) ? new(state.IsEndAsked ? EndRules.OnTime(state, tick, now) : PromiseRules.OnTime(state, now))
        : state.IsOpen ? new([new ExceptionEvent.Lapsed()])
        : new([new ExceptionEvent.Expired()]);
}
