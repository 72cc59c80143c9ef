using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Reminds approvers of what waits for them, requests and proofs of what was promised: one message a person and day, never one a request.
/// </summary>
public sealed class Reminders(IPeople people, DirectMessages direct, WaitingApprovals queue, ICatalog catalog)
{
    /// <summary>When (UTC) the approvers of an exception are to be reminded next; null when they are not.</summary>
    public static DateTimeOffset? NextFor(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        Waits(state, catalog).Min(wait => wait.Due.Select(due => (DateTimeOffset?)due).First(due => due > now));

    /// <summary>Reminds those who are asked on an exception and have not been reminded of anything today.</summary>
    /// <returns>When (UTC) to try again, because a channel could not take a reminder just now; null for never.</returns>
    public async Task<DateTimeOffset?> RemindAsync(ExceptionState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var today = CatalogTime.Today(now, current.TimeZone);
        var claim = $"reminder|{today:yyyy-MM-dd}";
        DateTimeOffset? again = null;
        // the one of yesterday is not made up for: a look after midnight would wake people up
        var asked = Waits(state, current)
            .Select(wait => (Last: wait.Due.TakeWhile(due => due <= now).LastOrDefault(), wait.Asked))
            .Where(wait => wait.Last != default && CatalogTime.Today(wait.Last, current.TimeZone) == today)
            .SelectMany(wait => wait.Asked(wait.Last)).Distinct();
        foreach (var person in asked)
        {
            var (_, after) = await people.OnceAsync(
                person,
                claim,
                () => SendAsync(person, now, cancellationToken),
                outcome => outcome.Sent,
                otherwise: (true, null),
                cancellationToken);
            again = after is { } pause ? now + pause : again;
        }

        return again;
    }

    // What waits, when it is reminded of, and who is then.
    private static IEnumerable<(IEnumerable<DateTimeOffset> Due, Func<DateTimeOffset, IEnumerable<PersonId>> Asked)> Waits(
        ExceptionState state, PolicyCatalog catalog)
    {
        if (state.Review is { Open: { } open } review)
        {
            // An approver who has delegated is away, and one who has just joined has just been asked: neither is reminded.
            yield return (DueTimes(state, review.OpenedAt, open.GroupId, catalog), due => review.Asked.Except(
                review.Delegates.Select(known => known.Principal).Concat(review.EscalatedAt >= due ? review.Joined : [])));
        }

        if (state.ProofSince is { } shown)
        {
            yield return (DueTimes(state, shown, null, catalog), _ => state.AskedToLook);
        }
    }

    // Every day from the first on, each at the next working hour: two of a weekend are due at the same time.
    private static IEnumerable<DateTimeOffset> DueTimes(
        ExceptionState state, DateTimeOffset since, string? group, PolicyCatalog catalog)
    {
        var calendar = catalog.CalendarOf(state.Content!.PolicyId, group);
        var first = since.AddHours((state.ReviewPolicy?.Hours ?? catalog.Review.Hours).RemindAfter);
        for (var days = 0; ; days++)
        {
            yield return calendar.WithinHours(first.AddDays(days), catalog.TimeZone);
        }
    }

    private async Task<(bool Sent, TimeSpan? Again)> SendAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken) =>
        await queue.ReminderAsync(person, now, cancellationToken) is { } render
            ? await direct.SendAsync(person, render, cancellationToken)
            : (false, null);
}
