using System.Security.Cryptography;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>What is due when. A row says "look at this now" and nothing more: a stale row decides nothing.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IWork
{
    /// <summary>Adds a row; nothing happens when it is there already.</summary>
    Task AddAsync(WakeUp item, CancellationToken cancellationToken);

    /// <summary>Removes a row; nothing happens when there is none.</summary>
    /// <returns>Whether it was there; false also when an earlier try removed it and its answer was lost.</returns>
    Task<bool> RemoveAsync(WakeUp item, CancellationToken cancellationToken);

    /// <summary>What is due, the longest overdue first, over all shards; future rows are never read.</summary>
    /// <param name="now">The instant (UTC); what is due then is included.</param>
    /// <param name="most">How many at the most.</param>
    Task<IReadOnlyList<WakeUp>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>The same, of what came in alone.</summary>
    /// <param name="now">As in <see cref="DueAsync"/>.</param>
    /// <param name="most">As in <see cref="DueAsync"/>.</param>
    Task<IReadOnlyList<WakeUp>> DueInboundAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);
}

/// <summary>Something to look at.</summary>
/// <param name="Due">When (UTC).</param>
/// <param name="Subject">An exception's number, or what else is to be worked on (<c>in|…</c>: something that came in, <c>draft|…</c>: a
/// draft).</param>
/// <param name="Tag">Distinguishes two rows of one subject and instant: a commit's id, <c>wake</c> or <c>model</c>, or what
/// <see cref="NewTag"/> gives.</param>
public sealed record WakeUp(DateTimeOffset Due, string Subject, string Tag)
{
    /// <summary>What the subject of something that came in begins with.</summary>
    public const string Inbound = "in|";

    /// <summary>The tag of a wake-up, which is the same for every host that writes it.</summary>
    public const string Wake = "wake";

    /// <summary>The tag of a running question to the model; the row is removed with the answer.</summary>
    public const string Question = "model";

    /// <summary>When an exception is looked at once a day: the next such instant (UTC), the same for every host that asks.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="now">The instant (UTC).</param>
    public static DateTimeOffset NextDaily(ExceptionId id, DateTimeOffset now) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) + TimeSpan.FromSeconds(SecondOfDay(id));

    /// <summary>The tag of a row that no other host removes by mistake.</summary>
    public static string NewTag() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    // Not everything at midnight: each exception has its own second of the first hour.
    private static int SecondOfDay(ExceptionId id) => id.Value.Aggregate(17, (sum, character) => ((sum * 31) + character) % 3600);
}
