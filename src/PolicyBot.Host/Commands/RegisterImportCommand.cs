using System.CommandLine;
using PolicyBot.Application.Importing;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot register import</c>: brings in exceptions that were kept elsewhere until now.</summary>
internal static class RegisterImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A register as .csv (UTF-8) or .xlsx (its first sheet)." };
        var by = new Option<string>("--by")
        {
            Description = "The address of the administrator who imports; it is kept with each exception, and not proven.",
            Required = true,
        };
        var register = new Option<string?>("--register")
        {
            Description = "What that register is called: an externalId counts within it. Default: the file's name without its ending.",
        };
        var apply = new Option<bool>("--apply") { Description = "Do it. Without it, only what would happen is printed." };
        var command = new Command("import", "Brings in exceptions that were granted elsewhere.") { file, by, register, apply };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(file)!, result.GetValue(by)!, result.GetValue(register), result.GetValue(apply), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file, string typed, string? register, bool apply, CancellationToken cancellationToken)
    {
        if (!PersonId.TryParse(typed, out var by))
        {
            return await WrongAsync($"\"{typed}\" is no e-mail address.");
        }

        ImportReading read;
        try
        {
            read = file is { Exists: true, Length: > ImportFile.LargestFile } // looked at before it is in memory
                ? new ImportReading.Bad([$"it is larger than {ImportFile.LargestFile / 1_000_000} MB."])
                : ImportFile.Read(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return await WrongAsync($"{file.Name} cannot be read: {unreadable.Message}");
        }

        return read switch
        {
            ImportReading.Good { Sheet: var sheet } => await StoreCommand.RunAsync(services => ImportAsync(
                services, sheet, register ?? Path.GetFileNameWithoutExtension(file.Name), by, apply, cancellationToken)),
            _ => await WrongAsync([.. ((ImportReading.Bad)read).Faults.Select(fault => $"{file.Name}: {fault}")]),
        };
    }

    private static async Task<int> ImportAsync(
        IServiceProvider services, ImportSheet sheet, string register, PersonId by, bool apply, CancellationToken cancellationToken)
    {
        if (await RegisterCommands.FindCatalogAsync(services, cancellationToken) is not { } catalog)
        {
            return 2;
        }

        using var known = new KnownAddresses(services.GetRequiredService<IAddressBook>());
        await known.RefreshAsync(cancellationToken);
        var resolved = new ResolvedCatalog(new FixedCatalog(catalog), known);
        var store = services.GetRequiredService<IEventStore>();
        var import = new RegisterImport(
            store,
            services.GetRequiredService<ITombstones>(),
            new ExceptionCommits(store, services.GetRequiredService<IWork>(), resolved, new IdSource(), TimeProvider.System),
            resolved,
            TimeProvider.System);
        if (!import.IsAllowed(by))
        {
            return await WrongAsync($"{by} is no administrator by the catalog that served last: nothing is imported.");
        }

        IReadOnlyList<ImportedLine> lines;
        await using (var progress = ProgressLine.Begin("lines"))
        {
            lines = await import.RunAsync(sheet, register, by, !apply, progress.StepAsync, cancellationToken);
        }

        return await PrintAsync(sheet, lines, apply);
    }

    private static async Task<int> PrintAsync(ImportSheet sheet, IReadOnlyList<ImportedLine> lines, bool apply)
    {
        foreach (var line in lines)
        {
            switch (line)
            {
                case ImportedLine.Taken { Content: var content } taken:
                    Console.WriteLine(
                        $"line {line.Line}: {taken.Id}, {content.PolicyId}, until {RequestField.FormatDay(content.ExpiresOn)}, "
                        + $"{content.OwnerEmail}: {OnOneLine(content.Title)}");
                    foreach (var note in taken.Notes)
                    {
                        Console.WriteLine($"  note: {note}");
                    }

                    break;
                case ImportedLine.Known earlier:
                    Console.WriteLine($"line {line.Line}: was imported before as {earlier.Id}, and stays as it is.");
                    break;
                case ImportedLine.Faulty faulty:
                    foreach (var fault in faulty.Faults)
                    {
                        await Console.Error.WriteLineAsync($"line {line.Line}: {fault}");
                    }

                    break;
            }
        }

        if (sheet.Ignored.Count > 0)
        {
            Console.WriteLine($"Columns that say nothing here: {string.Join(", ", sheet.Ignored)}.");
        }

        var (count, earlierOnes, left) = (
            lines.OfType<ImportedLine.Taken>().Count(), lines.OfType<ImportedLine.Known>().Count(),
            lines.OfType<ImportedLine.Faulty>().Count());
        Console.WriteLine(
            $"{count} {(apply ? "imported" : "would be imported")}, {earlierOnes} imported before, {left} left out; "
            + $"{sheet.File}, SHA-256 {sheet.Hash}.");
        if (!apply && count > 0)
        {
            Console.WriteLine("Nothing is changed yet: say it again with --apply.");
        }

        return left == 0 ? 0 : 1;
    }

    // What stands in a file must not move the cursor.
    private static string OnOneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static async Task<int> WrongAsync(params string[] lines)
    {
        await Console.Error.WriteLineAsync(string.Join('\n', lines));
        return 2;
    }
}
