using System.Text.RegularExpressions;
using PolicyBot.Application.Exports;
using PolicyBot.Lab;

namespace PolicyBot.Host.Tests;

/// <summary>The columns of an export are a contract: the page that lists them is held against them.</summary>
public sealed partial class ExportPageTests
{
    [Fact]
    public void The_documentation_lists_every_column_in_its_order_with_its_kind()
    {
        var page = File.ReadAllText(Path.Combine(WorkingCopy.Root, "docs", "export.md"));

        var listed = Row().Matches(page[page.IndexOf("## Columns", StringComparison.Ordinal)..])
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value));

        Assert.Equal(ExportColumns.All.Select(column => (column.Name, InWords(column.Kind))), listed);
    }

    private static string InWords(ExportKind kind) => kind == ExportKind.YesNo ? "yes or no" : kind.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^\| `(\w+)` \| ([a-z ]+) \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
