using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using PolicyBot.Application.Exports;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Tests;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Benchmarks.Exports;

/// <summary>
/// Exports a register, and reads the same pages bare, in turns: how much longer it takes. Once more it is looked at how much memory it holds
/// on the way above what was there before, by full collections.
/// </summary>
internal static class ExportComparison
{
    private const int Rounds = 3;
    private const int LookEvery = 5_000;

    private static readonly string Heads = TableClient.CreateQueryFilter($"RowKey eq {RegisterRows.Head}");
    private static readonly string Firsts = TableClient.CreateQueryFilter($"RowKey eq {RegisterRows.EventKey(1)}");
    private static readonly string HeadsAndEvents = TableClient.CreateQueryFilter($"RowKey lt {RegisterRows.Notices}");

    /// <summary>Measures and prints.</summary>
    /// <param name="connectionString">The store.</param>
    public static async Task<int> RunAsync(string connectionString)
    {
        var tables = new StoreTables(new TableServiceClient(connectionString), TestStore.MemoryPrefix);
        var store = new TableEventStore(tables);
        var catalogs = new FakeCatalogVersions();
        await catalogs.KeepAsync(ARequest.CatalogHash, SampleCatalog.Text(), ARequest.Sent, default);
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            await CompareAsync(tables, store, catalogs, format);
        }

        return 0;
    }

    private static async Task CompareAsync(
        StoreTables tables, TableEventStore store, FakeCatalogVersions catalogs, ExportFormat format)
    {
        var (bare, whole) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await TimeAsync(() => ReadBareAsync(tables.Exceptions, format)));
            whole.Add(await TimeAsync(() => ExportAsync(store, catalogs, format, int.MaxValue)));
        }

        bare.Sort();
        whole.Sort();
        var (middle, bareMiddle) = (whole[Rounds / 2], bare[Rounds / 2]);
        Print($"{format}: {middle:N1} s, the same pages bare {bareMiddle:N1} s: {middle / bareMiddle:N2} (fastest: {whole[0] / bare[0]:N2})");
        Print($"    it holds at most {await ExportAsync(store, catalogs, format, LookEvery) / 1e6:N1} MB");
    }

    private static async Task<double> TimeAsync(Func<Task> runAsync)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await runAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // A table reads the heads and the keys of first events side by side; lines with events read both in one.
    private static async Task ReadBareAsync(RowTable rows, ExportFormat format)
    {
        if (format == ExportFormat.Jsonl)
        {
            await PagesAsync(rows, HeadsAndEvents, null);
            return;
        }

        await PagesAsync(rows, Heads, null);
        await PagesAsync(rows, Firsts, [nameof(TableEntity.PartitionKey)]);
    }

    private static async Task PagesAsync(RowTable rows, string filter, IEnumerable<string>? select)
    {
        await foreach (var page in rows.PagesAsync(filter, perPage: null, select, default))
        {
            GC.KeepAlive(page);
        }
    }

    private static async Task<long> ExportAsync(
        TableEventStore store, FakeCatalogVersions catalogs, ExportFormat format, int lookEvery)
    {
        var (before, most, lines) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        var export = new ExceptionExport(store, new ServedCatalogs(catalogs), TimeProvider.System);
        var rows = export.AllRowsAsync(
            [], format == ExportFormat.Jsonl, (where, why) => throw new InvalidDataException($"{where}: {why}"), default);
        await ExportWriter.WriteAsync(format, rows, Stream.Null, Step, default);
        return most;

        ValueTask Step()
        {
            most = ++lines % lookEvery == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;
            return default;
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
