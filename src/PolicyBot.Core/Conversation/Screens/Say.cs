using PolicyBot.Core.Assessment;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Time;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Conversation.Screens;

/// <summary>Words that several screens share.</summary>
internal static class Say
{
    /// <summary>The risk, in words that need no colour.</summary>
    public static string Risk(RiskLabel risk) => risk switch
    {
        RiskLabel.Low => Words.RiskLow,
        RiskLabel.Medium => Words.RiskMedium,
        RiskLabel.High => Words.RiskHigh,
        _ => Words.RiskCritical,
    };

    /// <summary>Where it stands.</summary>
    public static string Status(ExceptionState state) => state.Status switch
    {
        Lifecycle.Status.Submitted => Words.StatusSubmitted,
        Lifecycle.Status.InReview => state.Review is { Passed: true } ? Words.StatusWaitingForOwner : Words.StatusInReview,
        Lifecycle.Status.ChangesRequested => Words.StatusChangesRequested,
        Lifecycle.Status.Approved => Words.StatusApproved,
        Lifecycle.Status.Suspended => Words.StatusSuspended,
        Lifecycle.Status.Rejected => Words.StatusRejected,
        Lifecycle.Status.Withdrawn => Words.StatusWithdrawn,
        Lifecycle.Status.Lapsed => Words.StatusLapsed,
        Lifecycle.Status.Expired => state.EndAnswer switch { null => Words.StatusExpired, { Met: true } => Words.StatusExpiredMet, _ => Words.StatusExpiredUnconfirmed },
        Lifecycle.Status.Closed => Words.StatusClosed,
        Lifecycle.Status.Revoked => Words.StatusRevoked,
        _ => Words.StatusRenewed,
    };

    /// <summary>One sentence for a notification: risk, title, who, until when.</summary>
    public static string Sentence(ExceptionState state) => state.Assessment is { } assessment
        ? Words.Sentence.With(assessment.Label.InWords().ToUpperInvariant(), state.Content!.Title, state.RequesterName, CatalogTime.Say(LastDay(state)))
        : Words.SentenceWithoutRisk.With(state.Content!.Title, state.RequesterName, CatalogTime.Say(LastDay(state)));

    /// <summary>The last day, as granted or as asked for.</summary>
    public static DateOnly LastDay(ExceptionState state) => state.Grant?.ExpiresOn ?? state.Content!.ExpiresOn;

    /// <summary>The policy by name, also when the catalog has dropped it meanwhile.</summary>
    public static string Policy(ExceptionState state, PolicyCatalog catalog) =>
        catalog.Policy(state.Content!.PolicyId) is { } policy ? $"{policy.Name} ({policy.Id})" : state.Content.PolicyId;

    /// <summary>Several people, as a list in words.</summary>
    public static string Names(IEnumerable<PersonId> people) => string.Join(", ", people);

    /// <summary>A decision in a line, with its receipt: event number and short hash, so that a witness exists outside the store.</summary>
    public static string Decision(PastDecision decision, PolicyCatalog catalog) => (decision.Kind switch
    {
        DecisionKind.Approved => Words.DecisionApproved,
        DecisionKind.Rejected => Words.DecisionRejected,
        _ => Words.DecisionChanges,
    }).With(decision.OnBehalfOf is { } principal ? Words.NameFor.With(decision.Name, principal) : decision.Name, CatalogTime.Say(decision.At, catalog.TimeZone));

    /// <summary>The receipt of a decision.</summary>
    public static string Receipt(PastDecision decision) => Words.Receipt.With(decision.Sequence, RecordedEvent.Receipt(decision.Hash));

    /// <summary>A button about an exception.</summary>
    public static CardAction Button(string verb, string title, ExceptionState state, ActionLook look = ActionLook.Plain) =>
        new() { Verb = verb, Title = title, Id = state.Id, Revision = state.Revision, Look = look, IgnoresInputs = true };

    /// <summary>Why a wish was refused.</summary>
    public static string Refusal(Refusal why) => why switch
    {
        Lifecycle.Refusal.NotFound => Words.RefusedNotFound,
        Lifecycle.Refusal.AlreadySubmitted => Words.RefusedAlreadySubmitted,
        Lifecycle.Refusal.OldRevision old => Words.RefusedOldRevision.With(old.Current),
        Lifecycle.Refusal.OwnRequest => Words.RefusedOwnRequest,
        Lifecycle.Refusal.NotAnApprover => Words.RefusedNotAnApprover,
        Lifecycle.Refusal.SeatTaken => Words.RefusedSeatTaken,
        Lifecycle.Refusal.NotUnderReview or Lifecycle.Refusal.HasEnded => Words.RefusedNotUnderReview,
        Lifecycle.Refusal.NudgedToday => Words.RefusedNudgedToday,
        Lifecycle.Refusal.NothingToRevise => Words.RefusedNothingToRevise,
        Lifecycle.Refusal.NotInForce => Words.RefusedNotInForce,
        Lifecycle.Refusal.NotTheRequester => Words.RefusedNotTheRequester,
        Lifecycle.Refusal.NotTheOwner => Words.RefusedNotTheOwner,
        Lifecycle.Refusal.NotEntitled => Words.RefusedNotEntitled,
        Lifecycle.Refusal.TooShort { Minimum: <= 1 } => Words.FieldMissing,
        Lifecycle.Refusal.TooShort brief => Words.RefusedTooShort.With(brief.Minimum),
        Lifecycle.Refusal.TooLong lengthy => Words.RefusedTooLong.With(lengthy.Maximum),
        Lifecycle.Refusal.EndNotShorter end => Words.RefusedEndNotShorter.With(CatalogTime.Say(end.Latest)),
        Lifecycle.Refusal.EndUnreadable => Words.DateUnreadable,
        Lifecycle.Refusal.ConditionsIncomplete => Words.RefusedConditionsIncomplete,
        Lifecycle.Refusal.TooManyConditions many => Words.RefusedTooManyConditions.With(many.Maximum),
        Lifecycle.Refusal.ConditionsDueOutside due => Words.RefusedConditionsDueOutside.With(CatalogTime.Say(due.Latest)),
        Lifecycle.Refusal.NoSuchPromise => Words.RefusedNoSuchPromise,
        Lifecycle.Refusal.NothingToAccept => Words.RefusedNothingToAccept,
        Lifecycle.Refusal.LinkUnreadable => Words.RefusedLinkUnreadable,
        Lifecycle.Refusal.NothingToAttest => Words.RefusedNothingToAttest,
        Lifecycle.Refusal.NotAnApproverOfRecord => Words.RefusedNotAnApproverOfRecord,
        Lifecycle.Refusal.NothingToConfirm => Words.RefusedNothingToConfirm,
        Lifecycle.Refusal.OwnsAlready owner => Words.RefusedOwnsAlready.With(owner.Owner),
        Lifecycle.Refusal.OwnerUnreachable owner => Words.RefusedOwnerUnreachable.With(owner.Owner),
        Lifecycle.Refusal.EmergencyTooRisky => Words.RefusedEmergencyTooRisky,
        Lifecycle.Refusal.NoEmergency => Words.RefusedNoEmergency,
        Lifecycle.Refusal.EmergencyUsed => Words.RefusedEmergencyUsed,
        Lifecycle.Refusal.OwnerHasAnswered => Words.RefusedOwnerHasAnswered,
        Lifecycle.Refusal.OwnerDecides decides => Words.RefusedOwnerDecides.With(decides.Owner),
        Lifecycle.Refusal.NoRenewalLeft { Maximum: 0 } => Words.RefusedNoRenewals,
        Lifecycle.Refusal.NoRenewalLeft { Maximum: 1 } => Words.RefusedNoRenewalLeftOnce,
        Lifecycle.Refusal.NoRenewalLeft none => Words.RefusedNoRenewalLeft.With(none.Maximum),
        Lifecycle.Refusal.RenewalPending pending => Words.RefusedRenewalPending.With(pending.NewId),
        Lifecycle.Refusal.NobodyToReview nobody => Words.RefusedNobodyToReview.With(nobody.Group),
        _ => Words.RefusedTryAgain,
    };
}
