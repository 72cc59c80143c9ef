using System.Diagnostics;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What a requester may do: send, revise, nudge, withdraw; and who may say something.</summary>
internal static class RequestRules
{
    /// <summary>How often those who must decide may be asked once more.</summary>
    private static readonly TimeSpan BetweenNudges = TimeSpan.FromDays(1);

    public static Decision Decide(ExceptionState state, ExceptionCommand command, DateTimeOffset now) => (state, command) switch
    {
        ({ Version: 0 }, Submit { Emergency: not null } sent) when WhyNoEmergency(sent) is { } why => Refuse(why),
        ({ Version: 0 }, Submit sent) => Accept(sent, revision: 1),
        (_, Submit sent) when sent.By.Person != state.Requester => Refuse(new Refusal.NotTheRequester()),
        ({ Status: Status.ChangesRequested }, Submit sent) => Accept(
            sent with
            {
                Renews = state.Renews,
                Renewal = state.Renewal,
                AsksAgain = state.AsksAgain,
                Emergency = null,
                DecideBy = state.Emergency is { } started && started.HoldsUntil < sent.DecideBy ? started.HoldsUntil : sent.DecideBy,
            },
            state.Revision + 1),
        ({ Status: Status.Submitted or Status.InReview }, Submit) => Refuse(new Refusal.AlreadySubmitted()),
        (_, Submit) => Refuse(new Refusal.NothingToRevise(state.Status)),
        (_, Withdraw wish) when wish.By.Person != state.Requester => Refuse(new Refusal.NotTheRequester()),
        ({ IsOpen: false }, Withdraw) => Refuse(new Refusal.NotUnderReview(state.Status)),
        (_, Withdraw wish) => TextFault("comment", wish.Comment, 0) ?? new Accepted([new ExceptionEvent.Withdrawn(wish.Comment.Trim())]),
        (_, Nudge wish) => WhyNoNudge(state, wish.By.Person, now) is { } why ? Refuse(why) : new Accepted([new ExceptionEvent.Nudged()]),
        (_, ExceptionCommand.Remark said) when !said.MayAsRole && !MaySee(state, said.By.Person) => Refuse(new Refusal.NotFound()),
        (_, ExceptionCommand.Remark said) => TextFault("comment", said.Text, 1) ?? new Accepted([new ExceptionEvent.Commented(said.Text.Trim())]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    /// <summary>Why somebody can't ask those who must decide once more; null when they can.</summary>
    public static Refusal? WhyNoNudge(ExceptionState state, PersonId person, DateTimeOffset now) => state switch
    {
        _ when person != state.Requester => new Refusal.NotTheRequester(),
        { Review: not { Open: not null } } => new Refusal.NotUnderReview(state.Status),
        { NudgedAt: { } last } when now - last < BetweenNudges => new Refusal.NudgedToday(),
        _ => null,
    };

    /// <summary>Whether somebody is one of the exception's own people: requester, owner, or asked to decide now or once.</summary>
    public static bool MaySee(ExceptionState state, PersonId person) =>
        state.IsParty(person) || state.Approvers.Contains(person) || state.HandOver?.To == person;

    /// <summary>Why a text can't be taken; null when it can.</summary>
    public static Decision? TextFault(string field, string text, int minimum) =>
        text.Trim().Length < minimum ? Refuse(new Refusal.TooShort(field, minimum))
        : text.Length > TextLimits.Other ? Refuse(new Refusal.TooLong(field, TextLimits.Other))
        : null;

    // Nobody's word is waited for but the requester's own, nothing is renewed that way, and nothing critical starts unseen.
    private static Refusal? WhyNoEmergency(Submit sent) => sent switch
    {
        { AssessedRoute: null } or { Renews: not null } => new Refusal.NoEmergency(),
        _ when sent.Content.OwnerEmail != sent.By.Person => new Refusal.NoEmergency(),
        { AssessedRoute.Assessment.Label: RiskLabel.Critical } => new Refusal.EmergencyTooRisky(),
        _ => null,
    };

    private static Accepted Accept(Submit sent, int revision) => new(
    [
        new ExceptionEvent.Submitted(
            revision, sent.Content, sent.By.Person, sent.By.Name, sent.HoldsUntil, sent.DecideBy, sent.DurationDays, sent.CatalogHash, sent.Renews, sent.Renewal, sent.AsksAgain),
        .. sent.AssessedRoute is { } triaged ? ReviewRules.Open(revision, triaged) : [],
        .. sent.Emergency is { } start ? [new ExceptionEvent.EmergencyStarted(start.HoldsUntil, start.ReviewBy)] : Array.Empty<ExceptionEvent>(),
    ]);

    private static Refused Refuse(Refusal why) => new(why);
}
