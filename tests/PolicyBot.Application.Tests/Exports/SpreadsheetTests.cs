using System.Diagnostics;
using System.Xml.Linq;
using PolicyBot.Application.Exports;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Exports;

/// <summary>LibreOffice opens what was exported, as an auditor would, and nothing in it computes.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    // Comma, UTF-8, special numbers found, spaces removed, formulas evaluated: all that a person may choose when opening it.
    private const string EvaluatesEverything = "CSV:44,34,76,1,,0,false,true,false,false,true,0,true";
    private const string SplitsAtSemicolons = "CSV:59,34,76,1,,0,false,true,false,false,true,0,true";
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private readonly string folder = Directory.CreateTempSubdirectory("policybot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SpreadsheetFact]
    public async Task Nothing_computes_in_comma_separated_values_that_LibreOffice_opens() =>
        await NothingComputesAsync(ExportFormat.Csv, "--infilter=" + EvaluatesEverything);

    [SpreadsheetFact]
    public async Task Nothing_computes_where_the_list_separator_is_a_semicolon()
    {
        var file = await WriteAsync(ExportFormat.Csv);

        var cells = (await OpenAsync(file, ["--infilter=" + SplitsAtSemicolons])).SelectMany(row => row).ToList();

        Assert.Contains(cells, cell => cell.Value.Trim() == "'=1+1"); // it was split there
        Assert.All(cells, cell => Assert.Null(cell.Attribute(Table + "formula")));
    }

    [SpreadsheetFact]
    public async Task Nothing_computes_in_a_workbook_that_LibreOffice_opens_and_dates_are_dates()
    {
        var rows = await NothingComputesAsync(ExportFormat.Xlsx);

        var submitted = rows[1][ExportColumns.All.Select(column => column.Name).ToList().IndexOf("submittedAt")];
        Assert.Equal("date", submitted.Attribute(Office + "value-type")?.Value);
        Assert.StartsWith("2026-11-20T09:00:00", submitted.Attribute(Office + "date-value")?.Value, StringComparison.Ordinal);
    }

    private async Task<List<List<XElement>>> NothingComputesAsync(ExportFormat format, params string[] options)
    {
        var opened = (await OpenAsync(await WriteAsync(format), options))
            .Where(row => row.Count >= ExportColumns.All.Count - 1).ToList();

        Assert.Equal(ExportWriterTests.FormulaTexts.Length + 1, opened.Count);
        Assert.All(opened.SelectMany(row => row), cell => Assert.Null(cell.Attribute(Table + "formula")));
        var scope = ExportColumns.All.Select(column => column.Name).ToList().IndexOf("scope");
        Assert.All(opened.Skip(1), row => Assert.Equal("string", row[scope].Attribute(Office + "value-type")?.Value));
        Assert.Contains(opened, row => string.Concat(row[scope].Elements(Text + "p").Select(text => text.Value)).TrimStart('\'') == "=1+1");
        return opened;
    }

    private async Task<string> WriteAsync(ExportFormat format)
    {
        var rows = ExportWriterTests.FormulaTexts
            .Select(text => AnExport.RowOf(new ARequest { Title = text, Scope = text }.InReview())).ToArray();
        var file = Path.Combine(folder, $"register.{format.ToString().ToLowerInvariant()}");
        await File.WriteAllBytesAsync(file, await AnExport.WriteAsync(format, rows));
        return file;
    }

    private async Task<List<List<XElement>>> OpenAsync(string file, IEnumerable<string> options)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var start = new ProcessStartInfo(SpreadsheetFactAttribute.Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            ["--headless", $"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", .. options, "--convert-to", "fods",
                "--outdir", folder, file])
        {
            start.ArgumentList.Add(argument);
        }

        using var soffice = Process.Start(start) ?? throw new InvalidOperationException("LibreOffice did not start.");
        var said = (soffice.StandardOutput.ReadToEndAsync(patience.Token), soffice.StandardError.ReadToEndAsync(patience.Token));
        await soffice.WaitForExitAsync(patience.Token);
        var opened = Path.ChangeExtension(file, ".fods");
        Assert.True(File.Exists(opened), await said.Item1 + await said.Item2);
        return
        [
            .. XDocument.Load(opened).Descendants(Table + "table").First().Descendants(Table + "table-row")
                .Select(row => row.Elements(Table + "table-cell").SelectMany(cell => Enumerable.Repeat(
                    cell, Math.Min((int?)cell.Attribute(Table + "number-columns-repeated") ?? 1, ExportColumns.All.Count))).ToList()),
        ];
    }
}

/// <summary>A test with LibreOffice. On a machine that has none it is skipped; with <c>CI=true</c> it runs and fails.</summary>
internal sealed class SpreadsheetFactAttribute : FactAttribute
{
    /// <summary>Its name on the path.</summary>
    public const string Program = "soffice";

    public SpreadsheetFactAttribute()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(place => File.Exists(Path.Combine(place, Program)) || File.Exists(Path.Combine(place, Program + ".exe")));
        if (!isThere && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "LibreOffice (soffice) is not on the path of this machine: install it to see that nothing computes in an export.";
        }
    }
}
