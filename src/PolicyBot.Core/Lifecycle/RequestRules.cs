using System.Diagnostics;
using PolicyBot.Core.People;
using static PolicyBot.Core.Lifecycle.Decision;
using static PolicyBot.Core.Lifecycle.ExceptionCommand;

namespace PolicyBot.Core.Lifecycle;

/// <summary>What a requester may do: send, revise, withdraw; and who may say something.</summary>
internal static class RequestRules
{
    public static Decision Decide(ExceptionState state, ExceptionCommand command) => (state, command) switch
    {
        ({ Version: 0 }, Submit sent) => Accept(sent, revision: 1),
        (_, Submit sent) when sent.By.Person != state.Requester => Refuse(new Refusal.NotTheRequester()),
        ({ Status: Status.ChangesRequested }, Submit sent) => Accept(
            sent with { Renews = state.Renews, Renewal = state.Renewal, AsksAgain = state.AsksAgain }, state.Revision + 1),
        ({ Status: Status.Submitted or Status.InReview }, Submit) => Refuse(new Refusal.AlreadySubmitted()),
        (_, Submit) => Refuse(new Refusal.NothingToRevise(state.Status)),
        (_, Withdraw wish) when wish.By.Person != state.Requester => Refuse(new Refusal.NotTheRequester()),
        ({ IsOpen: false }, Withdraw) => Refuse(new Refusal.NotUnderReview(state.Status)),
        (_, Withdraw wish) => TextFault("comment", wish.Comment, 0) ?? new Accepted([new ExceptionEvent.Withdrawn(wish.Comment.Trim())]),
        (_, ExceptionCommand.Remark said) when !said.MayAsRole && !MaySee(state, said.By.Person) => Refuse(new Refusal.NotFound()),
        (_, ExceptionCommand.Remark said) => TextFault("comment", said.Text, 1) ?? new Accepted([new ExceptionEvent.Commented(said.Text.Trim())]),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    /// <summary>Whether somebody is one of the exception's own people: requester, owner, or asked to decide now or once.</summary>
    public static bool MaySee(ExceptionState state, PersonId person) => state.IsParty(person) || state.Approvers.Contains(person);

    /// <summary>Why a text can't be taken; null when it can.</summary>
    public static Decision? TextFault(string field, string text, int minimum) =>
        text.Trim().Length < minimum ? Refuse(new Refusal.TooShort(field, minimum))
        : text.Length > TextLimits.Other ? Refuse(new Refusal.TooLong(field, TextLimits.Other))
        : null;

    private static Accepted Accept(Submit sent, int revision) => new(
    [
        new ExceptionEvent.Submitted(
            revision, sent.Content, sent.By.Person, sent.By.Name, sent.HoldsUntil, sent.DecideBy, sent.DurationDays, sent.CatalogHash, sent.Renews, sent.Renewal, sent.AsksAgain),
        .. sent.Triaged is { } triaged ? ReviewRules.Open(revision, triaged) : [],
    ]);

    private static Refused Refuse(Refusal why) => new(why);
}
