using static PolicyBot.Domain.Exceptions.Decision;
using static PolicyBot.Domain.Exceptions.ExceptionCommand;

namespace PolicyBot.Domain.Exceptions;

/// <summary>How an exception that was granted elsewhere comes into the register.</summary>
internal static class ImportRules
{
    public static Decision Decide(ExceptionState state, Import import, DateTimeOffset now) => state switch
    {
        _ when Access.WhyNotImport(import.Requester, import.Content.OwnerEmail, import.Subject) is { } why => new Refused(why),
        { Version: > 0, Origin: { } known } when known.Key == import.Origin.Key => Nothing,
        { Version: > 0 } => new Refused(new Refusal.AlreadySubmitted()),
        _ when import.HoldsUntil <= now => new Refused(new Refusal.HasEnded(Status.Expired)),
        _ => new Accepted(
        [
            new ExceptionEvent.Imported(
                import.Content, import.Requester, import.RequesterName, import.HoldsUntil, import.DurationDays, import.CatalogHash,
                import.AreaId, import.Origin),
        ]),
    };
}
