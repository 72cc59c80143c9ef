using System.Diagnostics;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>The conditions of an approval: proved by the owner, accepted by an approver of the record, or missed.</summary>
internal static class PromiseRules
{
    public static Decision Decide(ExceptionState state, ExceptionCommand command) => command switch
    {
        Prove when Access.WhyNotProve(state, command.Subject) is { } why => Refuse(why),
        Prove shown => Find(state, shown.Promise) is { Kept: false }
            ? RequestRules.TextFault("comment", shown.Comment, TextLimits.MinimumComment) ?? LinkFault(shown.Link)
                ?? (Decision)new Accepted([new ExceptionEvent.PromiseProved(shown.Promise, shown.Comment.Trim(), shown.Link.Trim())])
            : Refuse(new Refusal.NoSuchPromise()),
        _ when Access.WhyNotJudgeProof(state, command.Subject) is { } why => Refuse(why),
        AcceptProof yes => Find(state, yes.Promise) is { IsWaiting: true } kept
            ? RequestRules.TextFault("comment", yes.Comment, TextLimits.MinimumComment)
            ?? new Accepted([new ExceptionEvent.PromiseAccepted(yes.Promise, yes.Comment.Trim()), .. Resumes(state, kept)])
            : Refuse(new Refusal.NothingToAccept()),
        ReturnProof no => Find(state, no.Promise) is { IsWaiting: true }
            ? RequestRules.TextFault("comment", no.Comment, TextLimits.MinimumComment)
            ?? new Accepted([new ExceptionEvent.PromiseReturned(no.Promise, no.Comment.Trim())])
            : Refuse(new Refusal.NothingToAccept()),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    /// <summary>Why conditions can't be set; null when they can.</summary>
    /// <param name="conditions">What an approver asks for.</param>
    /// <param name="until">First instant (UTC) from which the exception would not hold.</param>
    /// <param name="lastDay">Its last day.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Decision? Fault(Conditions conditions, DateTimeOffset until, DateOnly lastDay, DateTimeOffset now) => conditions switch
    {
        { Texts: var texts } when texts.Count == 0 || texts.Any(text => SeenText.Count(text) == 0) =>
            Refuse(new Refusal.ConditionsIncomplete()),
        { Texts.Count: > Conditions.Most } => Refuse(new Refusal.TooManyConditions(Conditions.Most)),
        _ when conditions.Texts.Any(text => text.Length > TextLimits.Field) => Refuse(new Refusal.TooLong("conditions", TextLimits.Field)),
        _ when conditions.DueBy <= now || conditions.DueBy > until => Refuse(new Refusal.ConditionsDueOutside(lastDay)),
        _ => null,
    };

    /// <summary>The next instant (UTC) at which a promise is missed or suspends; null for none.</summary>
    public static DateTimeOffset? NextByTime(ExceptionState state) => state.IsRunning
        ? state.Promises.Where(promise => !promise.IsShown)
            .Select(promise => promise.SuspendsAt is null ? promise.DueBy : state.Status == Status.Approved ? promise.SuspendsAt : null)
            .Min()
        : null;

    /// <summary>What time has brought about: the day of a promise is over, or the grace after it.</summary>
    public static IReadOnlyList<ExceptionEvent> OnTime(ExceptionState state, DateTimeOffset now)
    {
        if (!state.IsRunning)
        {
            return [];
        }

        var suspends = state.Status == Status.Approved
            ? state.Promises.Where(promise => promise.Suspends(now)).Select(promise => promise.Number).ToList() : [];
        return
        [
            .. state.Promises.Where(promise => !promise.IsShown && promise.SuspendsAt is null && promise.DueBy <= now)
                .Select(promise => new ExceptionEvent.PromiseMissed(promise.Number, now + Promise.Grace)),
            .. suspends.Count > 0 ? [new ExceptionEvent.Suspended(suspends)] : Array.Empty<ExceptionEvent>(),
        ];
    }

    // It is in force again once everything that was missed is kept, not merely shown.
    private static ExceptionEvent[] Resumes(ExceptionState state, Promise kept) =>
        state.Status == Status.Suspended
            && state.Promises.All(promise => promise.Number == kept.Number || promise.Kept || promise.MissedBy == 0)
            ? [new ExceptionEvent.Resumed()] : [];

    private static Refused? LinkFault(string link) =>
        link.Trim().Length > TextLimits.Other ? Refuse(new Refusal.TooLong("evidence", TextLimits.Other))
        : EvidenceLink.IsOfWeb(link.Trim()) ? null
        : Refuse(new Refusal.LinkUnreadable());

    private static Promise? Find(ExceptionState state, int number) => state.Promises.FirstOrDefault(promise => promise.Number == number);

    private static Refused Refuse(Refusal why) => new(why);
}
