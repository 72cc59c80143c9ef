using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <content>What comes from another register.</content>
public abstract partial record ExceptionEvent
{
    /// <summary>
    /// It was granted elsewhere, and is kept here from now on: in force, with no review and no approver of its own. Always the first event.
    /// </summary>
    /// <param name="Content">What was granted, as the other register has it.</param>
    /// <param name="Requester">Who asked for it there.</param>
    /// <param name="RequesterName">What they are called; their address where that is not known.</param>
    /// <param name="HoldsUntil">First instant (UTC) it no longer holds: the end of the last day, in the catalog's time zone.</param>
    /// <param name="DurationDays">Days from the day of the import to the last day, both in the catalog's time zone.</param>
    /// <param name="CatalogHash">The catalog that served: SHA-256 of its text, lower-case hex.</param>
    /// <param name="AreaId">The area of the policy.</param>
    /// <param name="Origin">Where it was kept before, and what was decided on it there.</param>
    public sealed record Imported(
        RequestContent Content,
        PersonId Requester,
        string RequesterName,
        DateTimeOffset HoldsUntil,
        int DurationDays,
        string CatalogHash,
        string AreaId,
        ImportOrigin Origin) : ExceptionEvent;
}
