using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Which of a person's messages about one exception is the newer. What the hour brings about has no event of its own, so its instant
/// decides.
/// </summary>
internal static class NotificationAge
{
    /// <summary>What to compare messages by: the greater is the newer.</summary>
    public static (DateTimeOffset At, bool IsPing, long Sequence, string Kind) From(
        OutboxKey key, ExceptionState state, PolicyCatalog catalog)
    {
        // before it was granted numbers are enough
        var at = state.Grant is not { } grant || key.Sequence < grant.GrantedBy ? DateTimeOffset.MinValue
            : key.Sequence > grant.GrantedBy ? Recorded(key.Sequence, state)
            : key.Kind is NotificationKind.Asked asked
                ? OwnerAgenda.At(asked.Question, grant.ExpiresOn.AddDays(-asked.DaysBefore), state, catalog)
            : grant.Since;
        return (at, key.Kind.IsPing, key.Sequence, key.Kind.ToString()); // a ping says all that is asked at its hour
    }

    private static DateTimeOffset Recorded(long sequence, ExceptionState state) =>
        sequence == state.EndedBy && state.EndedAt is { } ended ? ended
        : state.Marks.FirstOrDefault(mark => mark.Sequence == sequence)?.At ?? state.Grant!.Since;
}
