using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What a requester may do: send, revise, nudge, withdraw; and who may comment.</summary>
internal static class RequestRules
{
    /// <summary>How often the approvers may be reminded.</summary>
    internal static readonly TimeSpan BetweenNudges = TimeSpan.FromDays(1);

    public static Decision Decide(ExceptionState state, ExceptionCommand command, DateTimeOffset now) => (state, command) switch
    {
        ({ Version: 0 }, Submit sent) when Access.WhyNotAsk(sent.Subject) is { } why => Refuse(why),
        ({ Version: 0 }, Submit { Emergency: not null } sent) when WhyNoEmergency(sent) is { } why => Refuse(why),
        ({ Version: 0 }, Submit sent) => Accept(sent, revision: 1),
        (_, Submit sent) when Access.WhyNotRevise(state, sent.Subject, sent.MaxRevisions) is { } why =>
            Refuse(why is Refusal.NothingToRevise { Status: Status.Submitted or Status.InReview } ? new Refusal.AlreadySubmitted() : why),
        (_, Submit sent) => Accept(
            sent with
            {
                Renews = state.Renews,
                EarlierConditions = state.Content!.Confidential && !sent.Content.Confidential
                    ? null // more people see this one
                    : state.EarlierConditions,
                Renewal = state.Renewal,
                AsksAgain = state.AsksAgain,
                Emergency = null,
                DecideBy = state.Emergency is { } started && started.HoldsUntil < sent.DecideBy ? started.HoldsUntil : sent.DecideBy,
            },
            state.Revision + 1),
        (_, Withdraw wish) => Refuse(Access.WhyNotWithdraw(state, wish.Subject)) ?? TextFault("comment", wish.Comment, 0)
            ?? new Accepted([new ExceptionEvent.Withdrawn(wish.Comment.Trim())]),
        (_, Nudge wish) => Refuse(Access.WhyNotNudge(state, wish.Subject, now)) ?? (Decision)new Accepted([new ExceptionEvent.Nudged()]),
        (_, ExceptionCommand.Remark said) when !Access.CanComment(state, said.Subject) => Refuse(new Refusal.NotFound()),
        (_, ExceptionCommand.Remark said) =>
            TextFault("comment", said.Text, 1) ?? new Accepted([new ExceptionEvent.Commented(said.Text.Trim())]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    /// <summary>Why a text can't be taken; null when it can.</summary>
    public static Decision? TextFault(string field, string text, int minimum) =>
        text.Length > TextLimits.Other ? Refuse(new Refusal.TooLong(field, TextLimits.Other))
        : SeenText.Count(text) < minimum ? Refuse(new Refusal.TooShort(field, minimum))
        : null;

    // An emergency start needs the requester as owner, renews nothing, and is refused for a critical risk.
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
            revision, sent.Content, sent.By.Person, sent.By.Name, sent.HoldsUntil, sent.DecideBy, sent.DurationDays, sent.CatalogHash,
                sent.Renews, sent.Renewal, sent.AsksAgain)
        { AreaId = sent.AreaId, EarlierConditions = sent.Renews is null ? null : sent.EarlierConditions },
        .. sent.AssessedRoute is { } triaged ? ReviewRules.Open(revision, triaged, noted: null) : [],
        .. sent.Emergency is { } start
        ? [new ExceptionEvent.EmergencyStarted(start.HoldsUntil, start.ReviewBy)] : Array.Empty<ExceptionEvent>(),
    ]);

    /// <summary>The refusal as a decision; null for none.</summary>
    [return: NotNullIfNotNull(nameof(why))]
    public static Refused? Refuse(Refusal? why) => why is null ? null : new(why);
}
