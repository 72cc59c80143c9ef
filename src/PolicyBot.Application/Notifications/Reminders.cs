using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Notifications;

/// <summary>Reminds approvers of what waits for them: one message a person and day, never one a request.</summary>
public sealed class Reminders(IPeople people, DirectMessages direct, WaitingApprovals queue, ICatalog catalog)
{
    /// <summary>When (UTC) the approvers of an exception are to be reminded next; null when they are not.</summary>
    public static DateTimeOffset? NextFor(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        if (state.Review is not { Open: not null } review)
        {
            return null;
        }

        return DueTimes(state, review, catalog).First(due => due > now);
    }

    /// <summary>Reminds those who are asked on an exception and have not been reminded of anything today.</summary>
    /// <returns>When (UTC) to try again, because a channel could not take a reminder just now; null for never.</returns>
    public async Task<DateTimeOffset?> RemindAsync(ExceptionState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var today = CatalogTime.Today(now, current.TimeZone);
        if (state.Review is not { Open: not null } review
            || LastFor(state, review, current, now) is not { } due
            || CatalogTime.Today(due, current.TimeZone) != today)
        {
            return null; // the one of yesterday is not made up for: a look after midnight would wake people up
        }

        var claim = $"reminder|{today:yyyy-MM-dd}";
        DateTimeOffset? again = null;
        // An approver who has delegated is away, and one who has just joined has just been asked: neither is reminded.
        var spared = review.Delegates.Select(known => known.Principal).Concat(review.EscalatedAt >= due ? review.Joined : []);
        foreach (var person in review.Asked.Except(spared))
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

    private static DateTimeOffset? LastFor(ExceptionState state, Review review, PolicyCatalog catalog, DateTimeOffset now) =>
        DueTimes(state, review, catalog).TakeWhile(due => due <= now).Select(due => (DateTimeOffset?)due).LastOrDefault();

    // Every day from the first on, each at the next working hour: two of a weekend are due at the same time.
    private static IEnumerable<DateTimeOffset> DueTimes(ExceptionState state, Review review, PolicyCatalog catalog)
    {
        var calendar = catalog.CalendarOf(state.Content!.PolicyId, review.Open?.GroupId);
        var first = review.OpenedAt.AddHours((review.Policy.Hours ?? catalog.Review.Hours).RemindAfter);
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
