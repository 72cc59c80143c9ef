using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>Which of a person's messages about one exception is the newer. What the hour brings about has no event of its own, so its instant decides.</summary>
internal static class NotificationAge
{
    /// <summary>What to compare messages by: the greater is the newer.</summary>
    public static (DateTimeOffset At, bool IsPing, long Sequence, string Kind) Of(OutboxKey key, ExceptionState state, PolicyCatalog catalog)
    {
        var at = state.Grant is not { } grant || key.Sequence < grant.GrantedBy ? DateTimeOffset.MinValue // before it was granted numbers are enough
            : key.Sequence > grant.GrantedBy ? Recorded(key.Sequence, state)
            : DaysBefore(key.Kind) is { } days ? OwnerAgenda.At(grant.ExpiresOn.AddDays(-days), catalog)
            : grant.Since;
        return (at, NotificationKind.Is(key.Kind, NotificationKind.Ping), key.Sequence, key.Kind); // a ping says all that is asked at its hour
    }

    private static DateTimeOffset Recorded(long sequence, ExceptionState state) => sequence == state.EndedBy && state.EndedAt is { } ended ? ended
        : state.Marks.FirstOrDefault(mark => mark.Sequence == sequence)?.At ?? state.Grant!.Since;

    /// <summary>How many days before the last day a kind of message is asked for; null for one that has an event of its own.</summary>
    public static int? DaysBefore(string kind) =>
        (NotificationKind.Is(kind, NotificationKind.Ping) || NotificationKind.Is(kind, NotificationKind.AttestDue) || NotificationKind.Is(kind, NotificationKind.PromiseDue))
        && int.TryParse(kind.AsSpan(kind.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : null;
}
