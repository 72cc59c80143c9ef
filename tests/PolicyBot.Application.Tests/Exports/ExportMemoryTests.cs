using PolicyBot.Application.Exports;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Exports;

/// <summary>They measure the memory of the process: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExportMemory
{
    public const string Name = "Memory of exports";
}

[Collection(ExportMemory.Name)]
public sealed class ExportMemoryTests
{
    private const int Lines = 20_000;
    private const long MostBytes = 32L << 20;

    [Theory]
    [InlineData(ExportFormat.Jsonl)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    public async Task However_many_lines_there_are_no_more_memory_is_held(ExportFormat format)
    {
        var (row, before, most) = (AnExport.RowOf(new ARequest().Granted(), readsEvents: true), 0L, 0L);

        await ExportWriter.WriteAsync(format, RowsAsync(), Stream.Null, () => default, default);

        Assert.InRange(most - before, long.MinValue, MostBytes);

        async IAsyncEnumerable<ExportRow> RowsAsync()
        {
            for (var line = 0; line < Lines; line++)
            {
                if (line % (Lines / 5) == 100)
                {
                    var held = GC.GetTotalMemory(forceFullCollection: true);
                    (before, most) = (before == 0 ? held : before, Math.Max(most, held));
                }

                yield return await Task.FromResult(Another(line)); // one that nothing else holds
            }
        }

        ExportRow Another(int line) => row with
        {
            Values = [.. row.Values.Select(value => value is string text ? $"{text} {line}" : value)],
            Events = [.. row.Events.Select(stored => stored with { Json = new string(stored.Json) })],
        };
    }
}
