using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Register;

/// <summary>Says that the record of an exception does not verify: since which event, and what to do, to those who look after records.
/// </summary>
internal static class RecordWarning
{
    /// <summary>The sentence about a record that was just read; null: it verifies.</summary>
    public static string? For(ExceptionRecord record, Asker asker) => IsFor(asker)
        ? record.FindBroken() is { } sequence ? Words.RecordBrokenSince.With(sequence, record.Head.State.Id) : For(record.Head, asker)
        : For(record.Head, asker);

    /// <summary>The sentence about a head, as far as it is known; null: nothing is known.</summary>
    public static string? For(StreamHead head, Asker asker) => head.BrokenAt == 0 ? null
        : IsFor(asker) ? Words.RecordBrokenSince.With(head.BrokenAt, head.State.Id)
        : Words.RefusedRecordBroken;

    /// <summary>Whether a person is told what is to be done: the events are read for them.</summary>
    public static bool IsFor(Asker asker) => Access.CanExportEverything(asker.Subject);
}
