using System.Globalization;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>Words that several screens share.</summary>
internal static class Phrases
{
    /// <summary>The number of another exception that one names; other words for a reader who may not see that one.</summary>
    public static string Linked(ExceptionState state, ExceptionId linked) => state.Shown(linked)?.Value ?? Words.HiddenNumber;

    /// <summary>A number of days in words.</summary>
    public static string Days(int days) => days == 1 ? Words.OneDay : Words.Days.With(days);

    /// <summary>The risk, in words that need no colour.</summary>
    public static string Risk(RiskLabel risk) => risk switch
    {
        RiskLabel.Low => Words.RiskLow,
        RiskLabel.Medium => Words.RiskMedium,
        RiskLabel.High => Words.RiskHigh,
        _ => Words.RiskCritical,
    };

    /// <summary>What people call a channel, from its name in accounts and messages.</summary>
    public static string Channel(string name) => name.Length == 0 ? name : $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    /// <summary>Where it stands.</summary>
    public static string Status(ExceptionState state) => state.Status switch
    {
        Domain.Exceptions.Status.Submitted => Words.StatusSubmitted,
        Domain.Exceptions.Status.InReview => state.Review is { Passed: true } ? Words.StatusWaitingForOwner : Words.StatusInReview,
        Domain.Exceptions.Status.ChangesRequested => Words.StatusChangesRequested,
        Domain.Exceptions.Status.Approved => Words.StatusApproved,
        Domain.Exceptions.Status.Suspended => Words.StatusSuspended,
        Domain.Exceptions.Status.Rejected => Words.StatusRejected,
        Domain.Exceptions.Status.Withdrawn => Words.StatusWithdrawn,
        Domain.Exceptions.Status.Lapsed => Words.StatusLapsed,
        Domain.Exceptions.Status.Expired =>
            state.EndAnswer switch
            {
                null =>
                Words.StatusExpired, { Met: true } => Words.StatusExpiredMet,
                _ => Words.StatusExpiredUnconfirmed
            },
        Domain.Exceptions.Status.Closed => Words.StatusClosed,
        Domain.Exceptions.Status.Revoked => Words.StatusRevoked,
        _ => Words.StatusRenewed,
    };

    /// <summary>One sentence for a notification: risk, title, who, until when.</summary>
    public static string Sentence(ExceptionState state) => state.Risk is { } risk
        ? Words.Sentence.With(
            risk.InWords().ToUpperInvariant(), state.Content!.Title, state.RequesterName, CatalogTime.Say(LastDay(state)))
        : Words.SentenceWithoutRisk.With(state.Content!.Title, state.RequesterName, CatalogTime.Say(LastDay(state)));

    /// <summary>How many are counted; of more than that it is said that there are more.</summary>
    public const int MostCounted = 1_000;

    /// <summary>How many there are, beside some that are shown: right, or "over 1,000".</summary>
    /// <param name="all">How many were found; at most one more than <see cref="MostCounted"/> is looked for.</param>
    /// <param name="shown">How many of them do not count.</param>
    public static string Count(int all, int shown = 0) => all > MostCounted
        ? Words.CountOver.With((MostCounted - shown).ToString("N0", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name)))
        : (all - shown).ToString(CultureInfo.InvariantCulture);

    /// <summary>The last day, as granted or as asked for.</summary>
    public static DateOnly LastDay(ExceptionState state) => state.Grant?.ExpiresOn ?? state.Content!.ExpiresOn;

    /// <summary>Until when it holds as things stand: what was started before its review and is not approved yet until it lapses.</summary>
    public static string Until(ExceptionState state, PolicyCatalog catalog) =>
        IsRunningUnreviewed(state) ? LapsesOn(state, catalog) : CatalogTime.Say(LastDay(state));

    /// <summary>
    /// The day by which lists are in order, and which they show: the one on which it ended, lapses undecided, or holds for the last time.
    /// </summary>
    public static DateOnly EndDay(ExceptionState state, PolicyCatalog catalog) => state switch
    {
        { EndedAt: { } ended, Status: not Domain.Exceptions.Status.Expired } => CatalogTime.Today(ended, catalog.TimeZone),
        { IsOpen: true } when state.DecideBy < state.HoldsUntil => CatalogTime.Today(state.LapsesAt, catalog.TimeZone),
        _ => LastDay(state),
    };

    /// <summary>
    /// A line of a list: until when it holds or is asked for, or when it ended; of what waits for a decision also when it lapses.
    /// </summary>
    public static string Listed(ExceptionState state, PolicyCatalog catalog)
    {
        if (state is { EndedAt: not null, Status: not Domain.Exceptions.Status.Expired })
        {
            var day = CatalogTime.Say(EndDay(state, catalog));
            return state.Risk is { } risk
                ? Words.SentenceEnded.With(risk.InWords().ToUpperInvariant(), state.Content!.Title, state.RequesterName, day)
                : Words.SentenceEndedWithoutRisk.With(state.Content!.Title, state.RequesterName, day);
        }

        return IsRunningUnreviewed(state) || !state.IsOpen
            ? Waiting(state, catalog) : $"{Sentence(state)}\n{Words.ListLapses.With(LapsesOn(state, catalog))}";
    }

    /// <summary>That a request is confidential, to be added to a heading; empty for one that is not.</summary>
    public static string Mark(RequestContent content) => content.Confidential ? $" · {Words.MarkConfidential}" : "";

    /// <summary>It is in force already, and not approved yet.</summary>
    public static bool IsRunningUnreviewed(ExceptionState state) => state is { IsOpen: true, Emergency: not null };

    /// <summary>A request in a list of what waits for a decision; one that is in force already says so, and until when.</summary>
    public static string Waiting(ExceptionState state, PolicyCatalog catalog) => IsRunningUnreviewed(state)
        ? $"{Sentence(state)}\n{RunsUnreviewed(state, catalog)}" : Sentence(state);

    /// <summary>That it was started before its review, and when it ends unless it is approved.</summary>
    public static string RunsUnreviewed(ExceptionState state, PolicyCatalog catalog) =>
        Words.EmergencyRuns.With(CatalogTime.Say(state.Emergency!.Since, catalog.TimeZone), LapsesOn(state, catalog));

    /// <summary>When an open request lapses: its last day where that comes before its time to decide.</summary>
    public static string LapsesOn(ExceptionState state, PolicyCatalog catalog)
    {
        var started = state.Emergency?.HoldsUntil;
        return started < state.LapsesAt ? CatalogTime.Say(started.Value, catalog.TimeZone)
            : state.HoldsUntil <= state.DecideBy ? CatalogTime.Say(state.Content!.ExpiresOn)
            : CatalogTime.Say(state.DecideBy, catalog.TimeZone);
    }

    /// <summary>What reviewers would still ask, in the language of the moment: what is stored is in that of its requester.</summary>
    public static IReadOnlyList<string> OpenQuestions(Assessment assessment) =>
        assessment.Questions.Count > 0
        && GapQuestions.First(assessment.Rubric.Missing.Concat(assessment.Model?.Missing ?? [])) is { Count: > 0 } questions
            ? questions
            : assessment.Questions;

    /// <summary>The policy by name, also when the catalog has dropped it meanwhile.</summary>
    public static string Policy(ExceptionState state, PolicyCatalog catalog) =>
        catalog.Policy(state.Content!.PolicyId) is { } policy ? $"{policy.Name} ({policy.Id})" : state.Content.PolicyId;

    /// <summary>That it is suspended, and whether what was missed has been shown since.</summary>
    public static string Suspended(ExceptionState state) => state.IsShownAll ? Words.NewsSuspendedShown : Words.NewsSuspended;

    /// <summary>How an exception stands that another one is to renew, in a sentence about it.</summary>
    public static string RenewedStands(RenewedStanding standing, PolicyCatalog catalog) => (standing.Status switch
    {
        Domain.Exceptions.Status.Approved => Words.RenewedInForce,
        Domain.Exceptions.Status.Suspended => Words.RenewedSuspended,
        Domain.Exceptions.Status.Expired => Words.RenewedExpired,
        Domain.Exceptions.Status.Closed => Words.RenewedClosed,
        Domain.Exceptions.Status.Revoked => Words.RenewedRevoked,
        _ => Words.RenewedOver,
    }).With(CatalogTime.Say(standing.Since, catalog.TimeZone));

    /// <summary>As what a person ended an exception; empty where that is not known.</summary>
    public static string Ended(EndedAs? role) => role switch
    {
        EndedAs.Owner => Words.EndedAsOwner,
        EndedAs.Requester => Words.EndedAsRequester,
        EndedAs.Approver => Words.EndedAsApprover,
        EndedAs.PolicyOwner => Words.EndedAsPolicyOwner,
        EndedAs.Administrator => Words.EndedAsAdministrator,
        _ => "",
    };

    /// <summary>Several people, as a list in words.</summary>
    public static string Names(PolicyCatalog catalog, IEnumerable<PersonId> people) => string.Join(", ", people.Select(catalog.NameOf));

    /// <summary>Several people, as a sentence names them: <c>Ana, Bo and Carla</c>.</summary>
    public static string NamesInSentence(PolicyCatalog catalog, IReadOnlyList<PersonId> people) => people.Count < 2
        ? Names(catalog, people)
        : Words.AndLast.With(Names(catalog, people.Take(people.Count - 1)), catalog.NameOf(people[^1]));

    /// <summary>Who reviews in a stage, and how many of them: the same words in a preview and on the cards.</summary>
    public static string Reviewers(PolicyCatalog catalog, RoutedStage stage)
    {
        var (group, people) = (RouteExplanation.GroupName(stage), Names(catalog, stage.People.Select(person => person.Person)));
        return stage.NeedsAll ? Words.ReviewersAll.With(group, people) : Words.ReviewersSome.With(group, stage.Seats, people);
    }

    /// <summary>A decision in a line, with its receipt: event number and short hash, so that a witness exists outside the store.</summary>
    public static string Decision(PastDecision decision, PolicyCatalog catalog) => (decision.Kind switch
    {
        DecisionKind.Approved => Words.DecisionApproved,
        DecisionKind.Rejected => Words.DecisionRejected,
        _ => Words.DecisionChanges,
    }).With(decision.OnBehalfOf is { } principal ? Words.NameFor.With(decision.Name, catalog.NameOf(principal)) : decision.Name,
        CatalogTime.Say(decision.At, catalog.TimeZone));

    /// <summary>The receipt of a decision.</summary>
    public static string Receipt(PastDecision decision) => Words.Receipt.With(decision.Sequence, RecordedEvent.Receipt(decision.Hash));

    /// <summary>A button about an exception.</summary>
    public static CardAction Button(string verb, string title, ExceptionState state, ActionLook look = ActionLook.Plain) =>
        new() { Verb = verb, Title = title, Id = state.Id, Revision = state.Revision, Look = look, IgnoresInputs = true };

    /// <summary>Why a wish was refused.</summary>
    /// <param name="why">Why.</param>
    /// <param name="catalog">Knows what people are called.</param>
    public static string Refusal(Refusal why, PolicyCatalog catalog) => why switch
    {
        Domain.Exceptions.Refusal.NotFound => Words.RefusedNotFound,
        Domain.Exceptions.Refusal.AlreadySubmitted => Words.RefusedAlreadySubmitted,
        Domain.Exceptions.Refusal.OldRevision old => Words.RefusedOldRevision.With(old.Current),
        Domain.Exceptions.Refusal.OwnRequest => Words.RefusedOwnRequest,
        Domain.Exceptions.Refusal.NotAnApprover => Words.RefusedNotAnApprover,
        Domain.Exceptions.Refusal.LeftGroup => Words.RefusedLeftGroup,
        Domain.Exceptions.Refusal.NotAsked refused => Words.RefusedNotAsked.With(catalog.NameOf(refused.Person)),
        Domain.Exceptions.Refusal.CannotBeAsked refused => Words.RefusedCannotBeAsked.With(catalog.NameOf(refused.Person)),
        Domain.Exceptions.Refusal.IsAskedAlready refused => Words.RefusedIsAskedAlready.With(catalog.NameOf(refused.Person)),
        Domain.Exceptions.Refusal.NotAnAdministrator => Words.RefusedNotAnAdministrator,
        Domain.Exceptions.Refusal.SeatTaken => Words.RefusedSeatTaken,
        Domain.Exceptions.Refusal.NotUnderReview or Domain.Exceptions.Refusal.HasEnded => Words.RefusedNotUnderReview,
        Domain.Exceptions.Refusal.NudgedToday => Words.RefusedNudgedToday,
        Domain.Exceptions.Refusal.NothingToRevise => Words.RefusedNothingToRevise,
        Domain.Exceptions.Refusal.NotInForce => Words.RefusedNotInForce,
        Domain.Exceptions.Refusal.NotTheRequester => Words.RefusedNotTheRequester,
        Domain.Exceptions.Refusal.NotTheOwner => Words.RefusedNotTheOwner,
        Domain.Exceptions.Refusal.NotEntitled => Words.RefusedNotEntitled,
        Domain.Exceptions.Refusal.TooShort { Minimum: <= 1 } => Words.FieldMissing,
        Domain.Exceptions.Refusal.TooShort brief => Words.RefusedTooShort.With(brief.Minimum),
        Domain.Exceptions.Refusal.TooLong lengthy => Words.RefusedTooLong.With(lengthy.Maximum),
        Domain.Exceptions.Refusal.EndNotShorter end => Words.RefusedEndNotShorter.With(CatalogTime.Say(end.Latest)),
        Domain.Exceptions.Refusal.EndUnreadable => Words.DateUnreadable,
        Domain.Exceptions.Refusal.ConditionsIncomplete => Words.RefusedConditionsIncomplete,
        Domain.Exceptions.Refusal.TooManyConditions many => Words.RefusedTooManyConditions.With(many.Maximum),
        Domain.Exceptions.Refusal.ConditionsDueOutside due => Words.RefusedConditionsDueOutside.With(CatalogTime.Say(due.Latest)),
        Domain.Exceptions.Refusal.NoSuchPromise => Words.RefusedNoSuchPromise,
        Domain.Exceptions.Refusal.NothingToAccept => Words.RefusedNothingToAccept,
        Domain.Exceptions.Refusal.LinkUnreadable => Words.RefusedLinkUnreadable,
        Domain.Exceptions.Refusal.NothingToAttest => Words.RefusedNothingToAttest,
        Domain.Exceptions.Refusal.NotAnApproverOfRecord => Words.RefusedNotAnApproverOfRecord,
        Domain.Exceptions.Refusal.NothingToConfirm => Words.RefusedNothingToConfirm,
        Domain.Exceptions.Refusal.OwnsAlready owner => Words.RefusedOwnsAlready.With(catalog.NameOf(owner.Owner)),
        Domain.Exceptions.Refusal.OwnerUnreachable owner => Words.RefusedOwnerUnreachable.With(catalog.NameOf(owner.Owner)),
        Domain.Exceptions.Refusal.EmergencyTooRisky => Words.RefusedEmergencyTooRisky,
        Domain.Exceptions.Refusal.NoEmergency => Words.RefusedNoEmergency,
        Domain.Exceptions.Refusal.EmergencyUsed => Words.RefusedEmergencyUsed,
        Domain.Exceptions.Refusal.OwnerHasAnswered => Words.RefusedOwnerHasAnswered,
        Domain.Exceptions.Refusal.OwnerDecides decides => Words.RefusedOwnerDecides.With(catalog.NameOf(decides.Owner)),
        Domain.Exceptions.Refusal.NoRenewalLeft { Maximum: 0 } => Words.RefusedNoRenewals,
        Domain.Exceptions.Refusal.NoRenewalLeft { Maximum: 1 } => Words.RefusedNoRenewalLeftOnce,
        Domain.Exceptions.Refusal.NoRenewalLeft none => Words.RefusedNoRenewalLeft.With(none.Maximum),
        Domain.Exceptions.Refusal.NoRevisionLeft none => Words.RefusedNoRevisionLeft.With(none.Maximum),
        Domain.Exceptions.Refusal.IsLastRevision => Words.RefusedIsLastRevision,
        Domain.Exceptions.Refusal.RenewalPending => Words.RefusedRenewalPending,
        Domain.Exceptions.Refusal.NobodyToReview nobody => Words.RefusedNobodyToReview.With(nobody.Group),
        Domain.Exceptions.Refusal.RecordBroken => Words.RefusedRecordBroken,
        _ => Words.RefusedTryAgain,
    };
}
