using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>How an exception stands that another one is to renew.</summary>
/// <param name="Status">In force (<see cref="Status.Approved"/>), suspended, or how it ended.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record RenewedStanding(Status Status, DateTimeOffset Since)
{
    /// <summary>How an exception stands that was approved.</summary>
    public static RenewedStanding From(ExceptionState renewed) => new(
        renewed.Status,
        renewed.EndedAt
            ?? renewed.Marks.LastOrDefault(mark => renewed.Status == Status.Suspended && mark.Sequence == renewed.SuspendedBy)?.At
            ?? renewed.Grant?.Since ?? renewed.SubmittedAt);

    /// <summary>What its renewal has to note; null: it knows.</summary>
    /// <param name="renewal">The request to renew it.</param>
    /// <param name="renewed">The exception that is renewed.</param>
    public static ExceptionCommand? WhatToNote(ExceptionState renewal, ExceptionState renewed) =>
        renewal.IsOpen && renewal.Renews == renewed.Id && (renewal.RenewedStanding?.Status ?? Status.Approved) != renewed.Status
            ? new ExceptionCommand.NoteRenewed(From(renewed)) { By = Actor.PolicyBot }
            : null;
}
