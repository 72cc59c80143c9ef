using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Importing;

/// <summary>
/// Brings in exceptions that were granted elsewhere, line by line. A line is one commit: it is in the record whole or not at all, and its
/// number follows from what it is, so that a run that stopped on the way is simply run again. Hosts reconcile what was committed: lists,
/// counts and reminders follow then.
/// </summary>
/// <param name="store">The streams, with people as they are stored.</param>
/// <param name="tombstones">What stays of what was imported once and moved out since.</param>
/// <param name="commits">Commits a line.</param>
/// <param name="catalog">The catalog that serves: it knows policies, people and administrators.</param>
/// <param name="time">The clock.</param>
public sealed class RegisterImport(
    IEventStore store, ITombstones tombstones, ExceptionCommits commits, ICatalog catalog, TimeProvider time)
{
    /// <summary>The channel of those who import.</summary>
    public const string Channel = "command";

    private const int MostNumbers = 8;

    /// <summary>Whether a person may import at all; which lines, each line says.</summary>
    /// <param name="by">Who imports, by any of their addresses.</param>
    public bool IsAllowed(PersonId by) =>
        Access.CanLookAfterInstallation(Subject.From(catalog.Current, catalog.Current.Directory.FindHolder(by)));

    /// <summary>Goes through the lines, in their order.</summary>
    /// <param name="sheet">The file.</param>
    /// <param name="register">What the register is called that it comes from: ids of lines count within it.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="isDryRun">Only say what would happen.</param>
    /// <param name="stepAsync">Called after each line.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer. What was imported stays; the same call imports the rest.
    /// </exception>
    public async Task<IReadOnlyList<ImportedLine>> RunAsync(
        ImportSheet sheet, string register, PersonId by, bool isDryRun, Func<ValueTask> stepAsync, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var importer = current.Directory.FindHolder(by);
        var check = new ImportCheck(
            sheet, register, current, new PersonActor(importer, current.NameOf(importer), Channel, ""), time.GetUtcNow());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = new List<ImportedLine>(sheet.Rows.Count);
        foreach (var row in sheet.Rows)
        {
            var read = check.Read(row);
            lines.Add(read.Import is not { } import ? new ImportedLine.Faulty(read.Line, read.Faults)
                : !seen.TryAdd(import.Origin.Key, read.Line) ? Again(read.Line, import.Origin, seen[import.Origin.Key])
                : await ImportAsync(read, import, isDryRun, cancellationToken));
            await stepAsync();
        }

        return lines;
    }

    private static ImportedLine.Faulty Again(int line, ImportOrigin origin, int first) => new(
        line,
        [
            origin.ExternalId.Length > 0
                ? $"{ImportColumns.ExternalId} {origin.ExternalId} stands in line {first} already." : $"it says the same as line {first}.",
        ]);

    private async Task<ImportedLine> ImportAsync(
        CheckedLine read, ExceptionCommand.Import import, bool isDryRun, CancellationToken cancellationToken)
    {
        // A number may be taken, if hardly ever, by an exception of its own: then the next one that follows from the line is free.
        for (var number = 0; number < MostNumbers; number++)
        {
            var id = ExceptionId.Derive($"{import.Origin.Key}|{number}");
            if (await store.ReadHeadAsync(id, cancellationToken) is { } head)
            {
                if (head.State.Origin?.Key == import.Origin.Key)
                {
                    return new ImportedLine.Known(read.Line, id);
                }

                continue;
            }

            if (await tombstones.FindAsync(id, cancellationToken) is not null)
            {
                return new ImportedLine.Known(read.Line, id);
            }

            if (isDryRun)
            {
                return new ImportedLine.Taken(read.Line, id, import.Content, read.Notes);
            }

            switch (await commits.CommitAsync(id, _ => import, notices: null, cancellationToken))
            {
                case CommitResult.Committed { Facts.Count: 0 }:
                    return new ImportedLine.Known(read.Line, id); // another run was there first
                case CommitResult.Committed:
                    return new ImportedLine.Taken(read.Line, id, import.Content, read.Notes);
                case CommitResult.Refused { Why: not Refusal.AlreadySubmitted and var why }:
                    return new ImportedLine.Faulty(read.Line, [Phrases.Refusal(why, catalog.Current)]);
            }
        }

        return new ImportedLine.Faulty(read.Line, ["no number is free for it."]);
    }
}

/// <summary>What came of a line, or would.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
public abstract record ImportedLine(int Line)
{
    /// <summary>It is in the record from now on, or would be.</summary>
    /// <param name="Line">Its line in the file, from 1.</param>
    /// <param name="Id">Its number.</param>
    /// <param name="Content">What was taken over.</param>
    /// <param name="Notes">What the administrator should know, a sentence each.</param>
    public sealed record Taken(int Line, ExceptionId Id, RequestContent Content, IReadOnlyList<string> Notes) : ImportedLine(Line);

    /// <summary>It was imported before, and stays as it is.</summary>
    /// <param name="Line">Its line in the file, from 1.</param>
    /// <param name="Id">Its number.</param>
    public sealed record Known(int Line, ExceptionId Id) : ImportedLine(Line);

    /// <summary>It is left out.</summary>
    /// <param name="Line">Its line in the file, from 1.</param>
    /// <param name="Faults">Why, a sentence each.</param>
    public sealed record Faulty(int Line, IReadOnlyList<string> Faults) : ImportedLine(Line);
}
