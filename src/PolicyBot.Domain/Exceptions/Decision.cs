using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What a command leads to.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>New facts, in order; none when there is nothing to do.</summary>
    public sealed record Accepted(IReadOnlyList<ExceptionEvent> Facts) : Decision;

    /// <summary>Nothing happens, and the person hears why.</summary>
    public sealed record Refused(Refusal Why) : Decision;

    /// <summary>Nothing to do.</summary>
    public static Decision Nothing { get; } = new Accepted([]);
}

/// <summary>Why a command was refused. The words are made where they are shown.</summary>
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>There is no such exception, or it is not for this person to know.</summary>
    public sealed record NotFound : Refusal;

    /// <summary>It exists already: the same draft was sent before.</summary>
    public sealed record AlreadySubmitted : Refusal;

    /// <summary>A newer revision is under review.</summary>
    public sealed record OldRevision(int Current) : Refusal;

    /// <summary>Requester and owner don't decide.</summary>
    public sealed record OwnRequest : Refusal;

    /// <summary>This person is not asked in the open stage.</summary>
    public sealed record NotAnApprover : Refusal;

    /// <summary>This person has approved already, or every seat is taken.</summary>
    public sealed record SeatTaken : Refusal;

    /// <summary>It is not under review (any more).</summary>
    public sealed record NotUnderReview(Status Status) : Refusal;

    /// <summary>The requester has nudged them within the last day.</summary>
    public sealed record NudgedToday : Refusal;

    /// <summary>No changes were asked for.</summary>
    public sealed record NothingToRevise(Status Status) : Refusal;

    /// <summary>It has come to its end.</summary>
    public sealed record HasEnded(Status Status) : Refusal;

    /// <summary>It is not in force.</summary>
    public sealed record NotInForce(Status Status) : Refusal;

    /// <summary>They are in the stage's group no more.</summary>
    public sealed record LeftGroup : Refusal;

    /// <summary>The person is not asked in the open stage, or has decided.</summary>
    public sealed record NotAsked(PersonId Person) : Refusal;

    /// <summary>Requester, owner and the administrator who asks never decide.</summary>
    public sealed record CannotBeAsked(PersonId Person) : Refusal;

    /// <summary>The person is asked already, or has decided.</summary>
    public sealed record IsAskedAlready(PersonId Person) : Refusal;

    /// <summary>Only an administrator who is neither requester nor owner may.</summary>
    public sealed record NotAnAdministrator : Refusal;

    /// <summary>Only the requester may.</summary>
    public sealed record NotTheRequester : Refusal;

    /// <summary>Only the owner may.</summary>
    public sealed record NotTheOwner : Refusal;

    /// <summary>Only the policy owner, an approver of the record or an administrator may.</summary>
    public sealed record NotEntitled : Refusal;

    /// <summary>Too short once trimmed.</summary>
    public sealed record TooShort(string Field, int Minimum) : Refusal;

    /// <summary>Too long.</summary>
    public sealed record TooLong(string Field, int Maximum) : Refusal;

    /// <summary>An approver's end must lie after today and not after what was asked for.</summary>
    public sealed record EndNotShorter(DateOnly Latest) : Refusal;

    /// <summary>The day chosen by an approver cannot be read, or has passed.</summary>
    public sealed record EndUnreadable : Refusal;

    /// <summary>Conditions without a day, or a day without conditions.</summary>
    public sealed record ConditionsIncomplete : Refusal;

    /// <summary>Too many conditions.</summary>
    public sealed record TooManyConditions(int Maximum) : Refusal;

    /// <summary>Conditions must be due from today on, and not after the end.</summary>
    public sealed record ConditionsDueOutside(DateOnly Latest) : Refusal;

    /// <summary>There is no such promise, or it is kept already.</summary>
    public sealed record NoSuchPromise : Refusal;

    /// <summary>No proof of this promise waits to be accepted.</summary>
    public sealed record NothingToAccept : Refusal;

    /// <summary>A proof needs a link.</summary>
    public sealed record LinkUnreadable : Refusal;

    /// <summary>Nothing is to be attested now.</summary>
    public sealed record NothingToAttest : Refusal;

    /// <summary>Only an approver who approved it may.</summary>
    public sealed record NotAnApproverOfRecord : Refusal;

    /// <summary>There is no question whether the policy is met again.</summary>
    public sealed record NothingToConfirm(Status Status) : Refusal;

    /// <summary>This person owns it already.</summary>
    public sealed record OwnsAlready(PersonId Owner) : Refusal;

    /// <summary>No channel reaches this person.</summary>
    public sealed record OwnerUnreachable(PersonId Owner) : Refusal;

    /// <summary>Something of critical risk does not start before its review.</summary>
    public sealed record EmergencyTooRisky : Refusal;

    /// <summary>The policy has no emergency lane, or the request is not one for it.</summary>
    public sealed record NoEmergency : Refusal;

    /// <summary>The person has started an exception to this policy at once within the last 30 days.</summary>
    public sealed record EmergencyUsed : Refusal;

    /// <summary>The owner's answer has been taken already.</summary>
    public sealed record OwnerHasAnswered : Refusal;

    /// <summary>A decider may not be named owner.</summary>
    public sealed record OwnerDecides(PersonId Owner) : Refusal;

    /// <summary>Renewals are used up.</summary>
    public sealed record NoRenewalLeft(int Maximum) : Refusal;

    /// <summary>It has had as many revisions as its policy allows.</summary>
    public sealed record NoRevisionLeft(int Maximum) : Refusal;

    /// <summary>This is its last revision: it is approved or rejected, and not sent back.</summary>
    public sealed record IsLastRevision : Refusal;

    /// <summary>Another request to renew it is open.</summary>
    public sealed record RenewalPending(ExceptionId NewId) : Refusal;

    /// <summary>No approver could review it.</summary>
    public sealed record NobodyToReview(string Group) : Refusal;

    /// <summary>Its record does not verify: nothing is added to it.</summary>
    public sealed record RecordBroken : Refusal;

    /// <summary>The store is not to be had; nothing was changed.</summary>
    public sealed record TryAgain : Refusal;
}
