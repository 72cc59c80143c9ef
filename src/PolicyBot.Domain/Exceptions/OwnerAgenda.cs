using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Domain.Exceptions;

/// <summary>
/// What the owner of an exception in force is asked, and when: to renew before the end, to say that it is still needed, to show what was
/// promised. Everything is asked in the morning of a working day: what is asked before a day on the working day before it, everything else
/// on the next one. What was past at the grant is dropped.
/// </summary>
public static class OwnerAgenda
{
    private static readonly int[] PromiseDaysBefore = [7, 1];

    /// <summary>How many days before the end the owner is no longer asked to attest: the question is then whether to renew.</summary>
    private const int NoAttestationBefore = 14;

    /// <summary>After how many days without an answer an attestation is missed.</summary>
    private const int AttestWithin = 3;

    /// <summary>After how many days the policy owner is told.</summary>
    private const int TellAfter = 7;

    /// <summary>Everything that is asked in its life as it stands now, past or to come.</summary>
    public static IEnumerable<OwnerAsk> All(ExceptionState state, PolicyCatalog catalog)
    {
        if (state is not { Grant: { } grant, IsRunning: true })
        {
            return [];
        }

        OwnerAsk Ask(OwnerQuestion question, DateOnly day) =>
            new(question, CatalogTime.Days(day, grant.ExpiresOn), At(question, day, state, catalog));
        var from = state.OwnedSince ?? grant.Since; // a new owner was told how it stands when they took over
        var pings = grant.LetToEnd
            ? [] : catalog.Expiry.PingDaysBefore.Select(days => Ask(OwnerQuestion.Renew, grant.ExpiresOn.AddDays(-days)));
        var promises = state.Promises.Where(promise => !promise.IsShown).Select(promise => promise.DueOn).Distinct()
            .SelectMany(due => PromiseDaysBefore.Select(days => Ask(OwnerQuestion.ShowPromise, due.AddDays(-days))));
        return pings.Concat(promises).Where(ask => ask.At > from)
            .Concat(AttestationDays(state, catalog).Where(day => !(state.Attestations?.AttestedFor >= day))
            .Select(day => Ask(OwnerQuestion.Attest, day)));
    }

    /// <summary>Of each kind the newest that is due.</summary>
    public static IEnumerable<OwnerAsk> Due(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) => state.IsInForce(now)
        ? All(state, catalog).Where(ask => ask.At <= now).GroupBy(ask => ask.Question)
            .Select(same => same.MaxBy(ask => (ask.At, -ask.DaysBefore))!)
        : [];

    /// <summary>Whether the owner was told that the end comes near.</summary>
    public static bool IsPinged(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        Due(state, catalog, now).Any(ask => ask.Question == OwnerQuestion.Renew);

    /// <summary>The day for which the owner is to attest now; null when nothing is due.</summary>
    public static DateOnly? AttestationDue(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        state.IsRunning && NewestAttestation(state, catalog, now) is { } day && !(state.Attestations?.AttestedFor >= day) ? day : null;

    /// <summary>When (UTC) the attestation for a day counts as missed.</summary>
    public static DateTimeOffset AttestBy(DateOnly day, ExceptionState state, PolicyCatalog catalog) =>
        Morning(day.AddDays(AttestWithin), state, catalog);

    /// <summary>The next day, from now on, for which the owner is to attest; null for none.</summary>
    public static DateOnly? NextAttestation(ExceptionState state, PolicyCatalog catalog) => AttestationDays(state, catalog)
        .Where(day => !(state.Attestations?.AttestedFor >= day)).Select(day => (DateOnly?)day).FirstOrDefault();

    /// <summary>The day whose attestation is missed now; null for none.</summary>
    public static DateOnly? AttestationMissed(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        AttestationDue(state, catalog, now) is { } day && AttestBy(day, state, catalog) <= now
            && state.Attestations?.MissedFor != day ? day : null;

    /// <summary>When (UTC) the policy owner is told of the attestation that was missed; null when none is.</summary>
    public static DateTimeOffset? AttestationToldAt(ExceptionState state, PolicyCatalog catalog) =>
        state is { IsRunning: true, Attestations: { MissedFor: { } missed } record } && !(record.AttestedFor >= missed)
            ? Morning(missed.AddDays(TellAfter), state, catalog) : null;

    /// <summary>When (UTC) the owner is asked whether the policy is met again; null before the end.</summary>
    public static DateTimeOffset? EndAskedAt(ExceptionState state, PolicyCatalog catalog) => state.EndedAt is { } ended
        ? Calendar(state, catalog).WithinHours(ended, catalog.TimeZone) : null;

    /// <summary>Until when (UTC) the owner may say whether the policy is met again; null before the end.</summary>
    public static DateTimeOffset? EndAnswerBy(ExceptionState state, PolicyCatalog catalog) =>
        EndAskedAt(state, catalog) is { } asked
            ? Calendar(state, catalog).WithinHours(asked + EndAnswer.Within, catalog.TimeZone) : null;

    /// <summary>The next instant (UTC) at which any of it changes; null for never.</summary>
    public static DateTimeOffset? Next(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        All(state, catalog).Select(ask => (DateTimeOffset?)ask.At)
        .Concat(AttestationDays(state, catalog).Select(day => (DateTimeOffset?)AttestBy(day, state, catalog)))
        .Append(AttestationToldAt(state, catalog))
        .Concat(state.IsEndAsked ? [EndAskedAt(state, catalog), EndAnswerBy(state, catalog)] : [])
        .Where(at => at > now).Min();

    /// <summary>When (UTC) a question is asked that is due on a day.</summary>
    public static DateTimeOffset At(OwnerQuestion question, DateOnly day, ExceptionState state, PolicyCatalog catalog)
    {
        var calendar = Calendar(state, catalog);
        return calendar.Morning(
            question == OwnerQuestion.Attest ? calendar.OnOrAfter(day) : calendar.OnOrBefore(day), catalog.TimeZone);
    }

    private static WorkingCalendar Calendar(ExceptionState state, PolicyCatalog catalog) => catalog.CalendarOf(state.Content!.PolicyId);

    private static DateTimeOffset Morning(DateOnly day, ExceptionState state, PolicyCatalog catalog)
    {
        var calendar = Calendar(state, catalog);
        return calendar.Morning(calendar.OnOrAfter(day), catalog.TimeZone);
    }

    private static DateOnly? NewestAttestation(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        AttestationDays(state, catalog).TakeWhile(day => Morning(day, state, catalog) <= now).Select(day => (DateOnly?)day).LastOrDefault();

    private static IEnumerable<DateOnly> AttestationDays(ExceptionState state, PolicyCatalog catalog)
    {
        if (state is not { Grant: { } grant, IsRunning: true } || catalog.Policy(state.Content!.PolicyId)?.ReviewEveryDays is not { } every)
        {
            yield break;
        }

        var last = grant.ExpiresOn.AddDays(-NoAttestationBefore);
        for (var day = CatalogTime.Today(grant.Since, catalog.TimeZone).AddDays(every); day < last; day = day.AddDays(every))
        {
            yield return day;
        }
    }
}

/// <summary>Something that the owner is asked at an instant.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="DaysBefore">How many days before the last day it is asked: what its message is numbered by.</param>
/// <param name="At">When (UTC).</param>
public sealed record OwnerAsk(OwnerQuestion Question, int DaysBefore, DateTimeOffset At);

/// <summary>What an owner is asked while the exception is in force.</summary>
public enum OwnerQuestion
{
    /// <summary>Whether to renew before the end.</summary>
    Renew,

    /// <summary>Whether it is still needed.</summary>
    Attest,

    /// <summary>To show what was promised.</summary>
    ShowPromise,
}
