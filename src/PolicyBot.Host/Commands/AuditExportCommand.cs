using System.CommandLine;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot audit export</c>: the register as a table, or evidence as a bundle.</summary>
internal static class AuditExportCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = "Only these exceptions; all of them when left out.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var format = new Option<ExportFormat>("--format") { Description = "jsonl (with the events), csv or xlsx; default jsonl." };
        var to = new Option<FileInfo?>("--out") { Description = "The file to write; the standard output when left out." };
        var bundle = new Option<FileInfo?>("--bundle")
        {
            Description = "Writes a signed bundle (.zip) that verifies without PolicyBot; needs Audit:SigningKeyPath.",
        };
        var command = new Command("export", "Writes the register as a table, or evidence as a bundle.") { ids, format, to, bundle };
        command.Validators.Add(result =>
        {
            if (result.GetValue(bundle) is not null
                && (result.GetResult(to) is { Implicit: false } || result.GetResult(format) is { Implicit: false }))
            {
                result.AddError("--bundle names its file itself, and has no format.");
            }
        });
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(ids) ?? [], result.GetValue(format), result.GetValue(to), result.GetValue(bundle), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> typed, ExportFormat format, FileInfo? to, FileInfo? bundle, CancellationToken cancellationToken)
    {
        var wanted = new List<ExceptionId>();
        foreach (var one in typed)
        {
            if (!ExceptionId.TryParse(one, out var id))
            {
                await Console.Error.WriteLineAsync($"\"{one}\" is no exception's number.");
                return 2;
            }

            wanted.Add(id);
        }

        if (format == ExportFormat.Xlsx && bundle is null && to is null && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync("A workbook is nothing for a terminal: say where to with --out FILE.xlsx.");
            return 2;
        }

        return await StoreCommand.RunAsync(async services =>
            await SayRetiredAsync(services, wanted, cancellationToken) ? 1
            : bundle is not null ? await WriteBundleAsync(services, wanted, bundle, cancellationToken)
            : await WriteTableAsync(services, wanted, format, to, cancellationToken));
    }

    // What was moved out is in its bundle and cannot be taken from here: who names it is told where it is.
    private static async Task<bool> SayRetiredAsync(
        IServiceProvider services, IReadOnlyList<ExceptionId> wanted, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var id in wanted)
        {
            if (await services.GetRequiredService<ITombstones>().FindAsync(id, cancellationToken) is { Tombstone: var tombstone })
            {
                await Console.Error.WriteLineAsync(
                    $"{id}: it was retired into {tombstone?.Bundle} (SHA-256 {tombstone?.BundleHash}). Nothing is written.");
                isAny = true;
            }
        }

        return isAny;
    }

    private static async Task<int> WriteTableAsync(
        IServiceProvider services, IReadOnlyList<ExceptionId> wanted, ExportFormat format, FileInfo? to,
        CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var export = new ExceptionExport(
            services.GetRequiredService<IEventStore>(),
            new ServedCatalogs(services.GetRequiredService<ICatalogVersions>()),
            services.GetRequiredService<TimeProvider>());
        return await WriteAsync(
            to,
            async stream =>
            {
                await using var progress = ProgressLine.Begin("exceptions");
                var rows = export.AllRowsAsync(
                    wanted, format == ExportFormat.Jsonl, (where, why) => faults.Add($"{where}: {why}; it is left out."),
                    cancellationToken);
                await ExportWriter.WriteAsync(format, rows, stream, progress.StepAsync, cancellationToken);
                foreach (var fault in faults)
                {
                    await Console.Error.WriteLineAsync(fault);
                }

                return faults.Count == 0 ? 0 : 1;
            });
    }

    /// <summary>Writes a bundle and says what it holds.</summary>
    /// <param name="services">The store and the key.</param>
    /// <param name="wanted">Which exceptions; none: all of them.</param>
    /// <param name="bundle">Where to; it appears once it is whole and on the disk.</param>
    /// <returns>0; 1: something was found wrong, and is in it as it stands; 2: it was not written.</returns>
    internal static async Task<int> WriteBundleAsync(
        IServiceProvider services, IReadOnlyList<ExceptionId> wanted, FileInfo bundle, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<AuditOptions>>().Value;
        using var key = options.ReadKey().Key;
        if (key is null)
        {
            await Console.Error.WriteLineAsync("Audit:SigningKeyPath is not set: a bundle is signed.");
            return 2;
        }

        var writer = ActivatorUtilities.CreateInstance<EvidenceBundle>(services);
        return await WriteAsync(
            bundle,
            async stream =>
            {
                await using var progress = ProgressLine.Begin("exceptions");
                var (manifest, faults) = await writer.WriteAsync(
                    stream, wanted, key, options.EarlierKeys, progress.StepAsync, cancellationToken);
                foreach (var fault in faults)
                {
                    await Console.Error.WriteLineAsync(fault.ToString());
                }

                Console.WriteLine(
                    $"{bundle.Name}: {manifest.Exceptions.Count} exceptions, {manifest.Files.Count + 2} files, "
                    + $"signed by the key {manifest.PublicKey.Thumbprint()}.");
                return faults.Count == 0 ? 0 : 1;
            });
    }

    // A file appears once it is whole: what stops on the way leaves the one that was there.
    private static async Task<int> WriteAsync(FileInfo? to, Func<Stream, Task<int>> writeAsync)
    {
        if (to is null)
        {
            await using var output = Console.OpenStandardOutput();
            return await writeAsync(output);
        }

        var part = to.FullName + ".part";
        try
        {
            var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16, useAsync: true);
            try
            {
                int exitCode;
                await using (file)
                {
                    exitCode = await writeAsync(file);
                    file.Flush(flushToDisk: true);
                }

                File.Move(part, to.FullName, overwrite: true);
                return exitCode;
            }
            finally
            {
                File.Delete(part); // ours: another export to the same file could not open it meanwhile
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{to.FullName} cannot be written: {unwritable.Message}");
            return 2;
        }
    }
}
