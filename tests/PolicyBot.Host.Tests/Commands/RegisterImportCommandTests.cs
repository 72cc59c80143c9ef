using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Lab;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

/// <summary>A register from a sheet, by the command as a customer runs it.</summary>
public sealed class RegisterImportCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const string Heads = "externalId;policyId;title;justification;owner;expiresOn;approvedBy;approvedOn;risk;Notes\r\n";
    private static readonly string Soon = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", null);

    private readonly string folder = Directory.CreateTempSubdirectory("policybot-import-").FullName;
    private readonly string prefix = AzuriteFixture.NewTablePrefix();
    private ServiceProvider? services;

    private Dictionary<string, string> Settings => TheProgram.Settings(azurite.ConnectionString, prefix);

    [Fact]
    public async Task A_dry_run_names_what_would_happen_applying_does_it_once_and_the_record_verifies()
    {
        var store = await StoreAsync();
        var file = Write(
            "exceptions.csv",
            $"EX-1;SEC-MFA;MFA off on svc-build;No keys yet;pat@contoso.example;{Soon};Ana Lima;2026-05-04;high;-\r\n"
            + $"EX-2;SEC-NONE;Nobody knows it;None;pat@contoso.example;{Soon};Ana Lima;2026-05-04;;-\r\n");

        var (dryCode, dry) = await ImportAsync(file);
        var untouched = await store.AllAsync(default).CountAsync();
        var (code, output) = await ImportAsync(file, "--apply");
        var (againCode, again) = await ImportAsync(file, "--apply");

        Assert.Equal((1, 1, 1, 0), (dryCode, code, againCode, untouched));
        Assert.Contains("line 3: the catalog has no policy SEC-NONE.", dry, StringComparison.Ordinal);
        Assert.Contains("Columns that say nothing here: Notes.", dry, StringComparison.Ordinal);
        Assert.Contains("1 would be imported, 0 imported before, 1 left out; exceptions.csv, SHA-256 ", dry, StringComparison.Ordinal);
        Assert.Contains("say it again with --apply", dry, StringComparison.Ordinal);
        Assert.Contains("1 imported, 0 imported before, 1 left out;", output, StringComparison.Ordinal);
        Assert.Contains("0 imported, 1 imported before, 1 left out;", again, StringComparison.Ordinal);
        var id = Assert.Single(await store.AllAsync(default).ToListAsync());
        Assert.Contains($"line 2: {id}, SEC-MFA, until {Soon}, pat@contoso.example: MFA off on svc-build", dry, StringComparison.Ordinal);
        var (verified, verdict) = await TheProgram.RunAsync(Settings, "audit", "verify");
        Assert.True(verified == 0, verdict);
    }

    [Fact]
    public async Task A_corrected_workbook_imports_what_was_left_out_and_a_running_host_lists_it()
    {
        var store = await StoreAsync();
        var file = Write("exceptions.xlsx", ""); // as the sheet was, in another format and with the same ids
        await File.WriteAllBytesAsync(file, Workbook(["EX-1", "SEC-NONE"]));
        var (first, _) = await ImportAsync(file, "--apply");
        await File.WriteAllBytesAsync(file, Workbook(["EX-1", "SEC-MFA"], ["EX-2", "SEC-MFA"]));

        var (second, output) = await ImportAsync(file, "--apply");

        Assert.True((first, second) == (1, 0), output);
        Assert.Contains("2 imported, 0 imported before, 0 left out;", output, StringComparison.Ordinal);
        await using var host = await TheProgram.ServeAsync(Settings);
        var listings = services!.GetRequiredService<IListings>();
        var until = DateTime.UtcNow.AddSeconds(100); // its wake-up falls due after 45 s
        IReadOnlyList<string> listed = [];
        while (listed.Count < 2 && DateTime.UtcNow < until)
        {
            await Task.Delay(500);
            listed = [.. (await listings.FindAsync(
                ListingKey.Sent + ListingKey.Everything, ListingKey.Beyond(ListingKey.Sent + ListingKey.Everything), 10, default))
                .Select(row => row.State.Id.Value)];
        }

        Assert.Equal((await store.AllAsync(default).ToListAsync()).Select(id => id.Value).Order(), listed.Order());
    }

    [Theory]
    [InlineData("mallory@contoso.example", "is no administrator by the catalog that served last: nothing is imported.")]
    [InlineData("mallory", "\"mallory\" is no e-mail address.")]
    public async Task Nobody_but_an_administrator_imports(string by, string why)
    {
        await StoreAsync();
        var file = Write("exceptions.csv", $"EX-1;SEC-MFA;T;J;pat@contoso.example;{Soon};Ana;2026-05-04;;\r\n");

        var (code, output) = await TheProgram.RunAsync(Settings, "register", "import", file, "--apply", "--by", by);

        Assert.Equal(2, code);
        Assert.Contains(why, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exceptions.ods", "", "it is neither .csv nor .xlsx.")]
    [InlineData("missing.csv", null, "missing.csv cannot be read:")]
    public async Task A_file_that_cannot_be_read_says_why(string name, string? lines, string why)
    {
        var file = lines is null ? Path.Combine(folder, name) : Write(name, lines);

        var (code, output) = await ImportAsync(file);

        Assert.Equal(2, code);
        Assert.Contains(why, output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        services?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<(int ExitCode, string Output)> ImportAsync(string file, params string[] more) =>
        TheProgram.RunAsync(Settings, ["register", "import", file, "--by", "admin@contoso.example", .. more]);

    private string Write(string name, string lines)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, Heads + lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return path;
    }

    // As a spreadsheet writes it: inline text, and the last day as a real date.
    private static byte[] Workbook(params string[][] lines)
    {
        var day = (DateTime.Parse(Soon, null) - new DateTime(1899, 12, 30)).TotalDays;
        var heads = Heads.Trim().Split(';');
        var rows = lines.Select(line => Row([.. line, "MFA off", "No keys yet", "pat@contoso.example", "", "Ana Lima", "2026-05-04", "high", ""]));
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>""");
            Add("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
            Add("xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>""");
            Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(rows.Prepend(Row(heads)).Select((row, at) => row.Replace("#", $"{at + 1}", StringComparison.Ordinal)))}</sheetData></worksheet>""");

            void Add(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();

        string Row(string[] values) => $"""<row r="#">{string.Concat(values.Select((value, at) => at == 5 && value.Length == 0
            ? $"<c r=\"{(char)('A' + at)}#\" s=\"1\"><v>{day}</v></c>"
            : $"<c r=\"{(char)('A' + at)}#\" t=\"inlineStr\"><is><t>{value}</t></is></c>"))}</row>""";
    }

    private async Task<IEventStore> StoreAsync()
    {
        var settings = Settings.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        await services.GetRequiredService<ICatalogVersions>()
            .KeepAsync("one", await File.ReadAllTextAsync(WorkingCopy.SampleCatalog), ARequest.Sent, default);
        return services.GetRequiredService<IEventStore>();
    }
}
