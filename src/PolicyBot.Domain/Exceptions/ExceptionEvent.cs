using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Exceptions;

/// <summary>
/// One fact in the life of one exception. Stored for ever, never edited. Stored names are fixed: renaming a class moves no data.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Submitted), "submitted")]
[JsonDerivedType(typeof(Assessed), "assessed")]
[JsonDerivedType(typeof(Routed), "routed")]
[JsonDerivedType(typeof(RoutingFailed), "routingFailed")]
[JsonDerivedType(typeof(StageOpened), "stageOpened")]
[JsonDerivedType(typeof(Approved), "approved")]
[JsonDerivedType(typeof(Rejected), "rejected")]
[JsonDerivedType(typeof(ChangesRequested), "changesRequested")]
[JsonDerivedType(typeof(StoodIn), "stoodIn")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(MembersChanged), "membersChanged")]
[JsonDerivedType(typeof(Reassigned), "reassigned")]
[JsonDerivedType(typeof(Delegated), "delegated")]
[JsonDerivedType(typeof(DelegationEnded), "delegationEnded")]
[JsonDerivedType(typeof(Nudged), "nudged")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Commented), "commented")]
[JsonDerivedType(typeof(OwnerAccepted), "ownerAccepted")]
[JsonDerivedType(typeof(OwnerDeclined), "ownerDeclined")]
[JsonDerivedType(typeof(Granted), "granted")]
[JsonDerivedType(typeof(EmergencyStarted), "emergencyStarted")]
[JsonDerivedType(typeof(Attested), "attested")]
[JsonDerivedType(typeof(AttestationMissed), "attestationMissed")]
[JsonDerivedType(typeof(PromiseProved), "promiseProved")]
[JsonDerivedType(typeof(PromiseAccepted), "promiseAccepted")]
[JsonDerivedType(typeof(PromiseReturned), "promiseReturned")]
[JsonDerivedType(typeof(PromiseMissed), "promiseMissed")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(HandOverProposed), "handOverProposed")]
[JsonDerivedType(typeof(HandOverDeclined), "handOverDeclined")]
[JsonDerivedType(typeof(OwnerChanged), "ownerChanged")]
[JsonDerivedType(typeof(OwnerLeft), "ownerLeft")]
[JsonDerivedType(typeof(LetToEnd), "letToEnd")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Revoked), "revoked")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
[JsonDerivedType(typeof(RenewalStarted), "renewalStarted")]
[JsonDerivedType(typeof(RenewalDropped), "renewalDropped")]
[JsonDerivedType(typeof(Renewed), "renewed")]
[JsonDerivedType(typeof(RenewedNoted), "renewedNoted")]
[JsonDerivedType(typeof(MetAgain), "metAgain")]
[JsonDerivedType(typeof(NotMetYet), "notMetYet")]
[JsonDerivedType(typeof(Unconfirmed), "unconfirmed")]
[JsonDerivedType(typeof(Imported), "imported")]
public abstract partial record ExceptionEvent
{
    private ExceptionEvent()
    {
        // closed: every case is in this file, in ExceptionEvent.Review.cs and in ExceptionEvent.Import.cs
    }

    /// <summary>The requester sent a revision to review.</summary>
    /// <param name="Revision">1 for the first.</param>
    /// <param name="Content">What is asked for, as typed.</param>
    /// <param name="Requester">Who asks.</param>
    /// <param name="RequesterName">The name the channel showed.</param>
    /// <param name="HoldsUntil">First instant (UTC) it no longer holds: the end of the last day, in the catalog's time zone.</param>
    /// <param name="DecideBy">When (UTC) it lapses undecided.</param>
    /// <param name="DurationDays">Days from the day of submission to the last day, both in the catalog's time zone.</param>
    /// <param name="CatalogHash">The catalog that served: SHA-256 of its text, lower-case hex.</param>
    /// <param name="Renews">The exception that this one is to take over from.</param>
    /// <param name="Renewal">How often it has been renewed: 0 for an exception of its own.</param>
    /// <param name="AsksAgain">The rejected or lapsed request that this one follows.</param>
    public sealed record Submitted(
        int Revision,
        RequestContent Content,
        PersonId Requester,
        string RequesterName,
        DateTimeOffset HoldsUntil,
        DateTimeOffset DecideBy,
        int DurationDays,
        string CatalogHash,
        ExceptionId? Renews,
        int Renewal,
        ExceptionId? AsksAgain) : ExceptionEvent
    {
        /// <summary>The area of the policy; null in records of earlier versions.</summary>
        public string? AreaId { get; init; }

        /// <summary>The conditions of the exception that it renews; null for none, and in records of earlier versions.</summary>
        public IReadOnlyList<EarlierCondition>? EarlierConditions { get; init; }
    }

    /// <summary>A revision was assessed: both assessors, and which of them decided.</summary>
    public sealed record Assessed(int Revision, Assessment Assessment) : ExceptionEvent;

    /// <summary>Rules chose the approvers of a revision; frozen from here on.</summary>
    public sealed record Routed(int Revision, ReviewPolicy ReviewPolicy) : ExceptionEvent;

    /// <summary>No approver can review a revision for now; it stays submitted, and is routed as soon as one can.</summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Risk">Its risk, which chose the rule.</param>
    /// <param name="Group">The group in which no member may decide and can be reached; empty: the policy left the catalog.</param>
    public sealed record RoutingFailed(int Revision, RiskLabel Risk, string Group) : ExceptionEvent;

    /// <summary>A stage's approvers are asked.</summary>
    /// <param name="Revision">The revision under review.</param>
    /// <param name="Stage">1 for the first.</param>
    public sealed record StageOpened(int Revision, int Stage) : ExceptionEvent;

    /// <summary>The requester reminded the approvers.</summary>
    public sealed record Nudged : ExceptionEvent;

    /// <summary>The requester took it back before a decision.</summary>
    public sealed record Withdrawn(string Comment) : ExceptionEvent;

    /// <summary>A person who may see it commented.</summary>
    public sealed record Commented(string Text) : ExceptionEvent;

    /// <summary>The named owner accepts to be accountable.</summary>
    public sealed record OwnerAccepted(PersonId Owner) : ExceptionEvent;

    /// <summary>The named owner declines; the requester has to name another owner.</summary>
    public sealed record OwnerDeclined(PersonId Owner) : ExceptionEvent;

    /// <summary>It is in force from now on.</summary>
    /// <param name="HoldsUntil">First instant (UTC) it no longer holds: the earliest of what was asked and what approvers allowed.</param>
    /// <param name="ExpiresOn">The last day it holds, in the catalog's time zone.</param>
    public sealed record Granted(DateTimeOffset HoldsUntil, DateOnly ExpiresOn) : ExceptionEvent;

    /// <summary>It is in force at once and under review at once: the emergency lane.</summary>
    /// <param name="HoldsUntil">First instant (UTC) it no longer holds unless it was approved.</param>
    /// <param name="ReviewBy">When (UTC) it ends unless it was reviewed.</param>
    public sealed record EmergencyStarted(DateTimeOffset HoldsUntil, DateTimeOffset ReviewBy) : ExceptionEvent;

    /// <summary>The owner attests that it is still needed and that the compensating controls work.</summary>
    /// <param name="DueOn">The day it was due, in the catalog's time zone.</param>
    /// <param name="Comment">How that was checked, as typed.</param>
    public sealed record Attested(DateOnly DueOn, string Comment) : ExceptionEvent;

    /// <summary>The owner did not say so in time.</summary>
    /// <param name="DueOn">The day it was due, in the catalog's time zone.</param>
    public sealed record AttestationMissed(DateOnly DueOn) : ExceptionEvent;

    /// <summary>The owner shows that a promise is kept.</summary>
    /// <param name="Promise">Its number, from 1.</param>
    /// <param name="Comment">As typed.</param>
    /// <param name="Link">Where it can be seen.</param>
    public sealed record PromiseProved(int Promise, string Comment, string Link) : ExceptionEvent;

    /// <summary>An approver of the record takes the proof: the promise is kept.</summary>
    public sealed record PromiseAccepted(int Promise, string Comment) : ExceptionEvent;

    /// <summary>An approver of the record does not take the proof.</summary>
    public sealed record PromiseReturned(int Promise, string Comment) : ExceptionEvent;

    /// <summary>The day of a promise is over, and no proof stands.</summary>
    /// <param name="Promise">Its number, from 1.</param>
    /// <param name="SuspendsAt">When (UTC) the exception is suspended if none comes.</param>
    public sealed record PromiseMissed(int Promise, DateTimeOffset SuspendsAt) : ExceptionEvent;

    /// <summary>It is out of force until what was promised is kept.</summary>
    /// <param name="Promises">The numbers of the promises that were missed.</param>
    public sealed record Suspended(IReadOnlyList<int> Promises) : ExceptionEvent;

    /// <summary>What was missed is kept: it is in force again.</summary>
    public sealed record Resumed : ExceptionEvent;

    /// <summary>A person is asked to be the owner from now on.</summary>
    public sealed record HandOverProposed(PersonId To) : ExceptionEvent;

    /// <summary>The person who was asked to be the owner declines.</summary>
    public sealed record HandOverDeclined(PersonId To) : ExceptionEvent;

    /// <summary>It has another owner from now on, who has accepted.</summary>
    public sealed record OwnerChanged(PersonId From, PersonId To) : ExceptionEvent;

    /// <summary>
    /// The owner can't be reached in any channel. In force, the policy owner is asked to name another; before, the requester is told.
    /// </summary>
    /// <param name="Owner">Who can't be reached.</param>
    /// <param name="Code">The channel's own error code.</param>
    public sealed record OwnerLeft(PersonId Owner, string Code) : ExceptionEvent;

    /// <summary>The owner lets it end on its day: no further pings.</summary>
    public sealed record LetToEnd : ExceptionEvent;

    /// <summary>The policy is met again, before the end.</summary>
    /// <param name="How">How it was fixed, as typed.</param>
    public sealed record Closed(string How) : ExceptionEvent;

    /// <summary>It was taken away before its end.</summary>
    public sealed record Revoked(string Reason) : ExceptionEvent
    {
        /// <summary>As what they could; null in records of earlier versions.</summary>
        public EndedAs? As { get; init; }
    }

    /// <summary>Its last day is over.</summary>
    public sealed record Expired : ExceptionEvent;

    /// <summary>The review was not decided in time. Silence is never an approval.</summary>
    public sealed record Lapsed : ExceptionEvent;

    /// <summary>A request to renew it is under review; there can't be a second.</summary>
    public sealed record RenewalStarted(ExceptionId NewId) : ExceptionEvent;

    /// <summary>The request to renew it ended without an approval.</summary>
    public sealed record RenewalDropped(ExceptionId NewId) : ExceptionEvent;

    /// <summary>While a renewal is not decided: how the exception stands that it is to renew.</summary>
    /// <param name="Status">In force again (<see cref="Status.Approved"/>), suspended, or how it ended.</param>
    /// <param name="Since">Since when (UTC).</param>
    public sealed record RenewedNoted(Status Status, DateTimeOffset Since) : ExceptionEvent;

    /// <summary>Its renewal was approved and has taken over.</summary>
    public sealed record Renewed(ExceptionId NewId) : ExceptionEvent;

    /// <summary>After its end the owner says that the policy is met again.</summary>
    /// <param name="How">How that was checked, as typed.</param>
    public sealed record MetAgain(string How) : ExceptionEvent;

    /// <summary>After its end the owner says that the policy is not met yet.</summary>
    public sealed record NotMetYet : ExceptionEvent;

    /// <summary>After its end the owner did not say whether the policy is met again.</summary>
    public sealed record Unconfirmed : ExceptionEvent;
}
