using System.Diagnostics;
using System.Globalization;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Tests;
using PolicyBot.Testing;
using PolicyBot.Testing.TableService;

namespace PolicyBot.Benchmarks.Exports;

/// <summary>
/// Fills a table service behind a socket of this process. A second process exports it and reads the same pages bare, in turns. With a build
/// of the Host given, its <c>audit export</c> runs once in each format, and what its process held at the most is said.
/// </summary>
internal static class ExportCommand
{
    private const int AtOnce = 4;
    private const string Help = "export [--exceptions 100000] [--host PATH/PolicyBot.Host.dll]";

    /// <summary>Measures and prints.</summary>
    /// <returns>0; 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var (exceptions, host) = (100_000, (string?)null);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is ["--exceptions", var number] && int.TryParse(number, CultureInfo.InvariantCulture, out exceptions) && exceptions > 0)
            {
                continue;
            }

            if (pair is not ["--host", var path])
            {
                Console.Error.WriteLine(Help);
                return 2;
            }

            host = path;
        }

        using var service = new InMemoryTableService();
        var tables = await TestStore.NewInMemoryAsync(service);
        await FillAsync(new TableEventStore(tables), exceptions);
        Console.WriteLine($"{exceptions} exceptions with {new ARequest().Granted().Events.Count} events each.");
        await using var server = await TableServer.StartAsync(service);
        await RunAsync(typeof(ExportCommand).Assembly.Location, ["export-client", server.ConnectionString], null);
        foreach (var format in host is null ? [] : Enum.GetNames<ExportFormat>())
        {
            var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            var most = await RunAsync(
                host!, ["audit", "export", "--format", format.ToLowerInvariant(), "--out", file], server.ConnectionString);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"audit export --format {format}: {most / 1e6:N0} MB resident at the most, {new FileInfo(file).Length / 1e6:N0} MB written"));
            File.Delete(file);
        }

        return 0;
    }

    // Bytes that its process had in memory at the most.
    private static async Task<long> RunAsync(string assembly, IReadOnlyList<string> arguments, string? storage)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]);
        start.Environment["Storage__ConnectionString"] = storage;
        start.Environment["Storage__TablePrefix"] = TestStore.MemoryPrefix;
        using var process = Process.Start(start)!;
        var most = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            try
            {
                process.Refresh();
                most = Math.Max(most, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // it has just ended
            }
        }

        return process.ExitCode == 0
            ? most
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static Task FillAsync(TableEventStore store, int exceptions) => Parallel.ForEachAsync(
        Enumerable.Range(0, exceptions),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, cancellationToken) =>
        {
            var id = ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"));
            var record = new ARequest { Id = id }.Granted();
            if (!await store.TryCommitAsync(new Commit($"{number}", record.State, null, record.Events, []), cancellationToken))
            {
                throw new InvalidOperationException($"{id} could not be stored.");
            }
        });
}
