using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab.Record;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

public sealed class AuditExportCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly ExceptionId First = ExceptionId.Parse("PX-7Q2M4X9K");
    private static readonly ExceptionId Second = ExceptionId.Parse("PX-8R3N5Y0M");

    private readonly string prefix = AzuriteFixture.NewTablePrefix();
    private readonly string folder = Directory.CreateTempSubdirectory("policybot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_table_has_a_line_an_exception_under_the_documented_columns()
    {
        await StoreAsync(new ARequest { Id = First, Title = "=1+1" }.Granted(), new ARequest { Id = Second }.InReview());

        var (exitCode, _) = await RunAsync("audit", "export", "--format", "csv", "--out", PathOf("register.csv"));
        var text = await File.ReadAllTextAsync(PathOf("register.csv"));

        Assert.Equal(0, exitCode);
        Assert.Equal(string.Join(',', ExportColumns.All.Select(column => column.Name)), text.Split("\r\n")[0]);
        Assert.Contains($"\r\n{First},'=1+1,approved,", text, StringComparison.Ordinal);
        Assert.Contains($"\r\n{Second},MFA off on svc-build,inReview,no,SEC-MFA,", text, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("register.csv.part")));
    }

    [Fact]
    public async Task Lines_of_JSON_go_to_the_standard_output_and_hold_the_events_as_their_hashes_are_over()
    {
        await StoreAsync(new ARequest { Id = First }.Granted(), new ARequest { Id = Second }.InReview());

        var (exitCode, output) = await RunAsync("audit", "export", "px8r3n5y0m");

        Assert.Equal(0, exitCode);
        using var line = JsonDocument.Parse(output);
        Assert.Equal(Second.Value, line.RootElement.GetProperty("id").GetString());
        Assert.Equal("inReview", line.RootElement.GetProperty("exception").GetProperty("status").GetString());
        Assert.All(line.RootElement.GetProperty("events").EnumerateArray(), stored =>
            Assert.Equal(RecordedEvent.HashOf(stored.GetProperty("event").GetRawText()), stored.GetProperty("hash").GetString()));
    }

    [Fact]
    public async Task A_workbook_is_written()
    {
        await StoreAsync(new ARequest { Id = First }.Granted());

        var (exitCode, _) = await RunAsync("audit", "export", "--format", "xlsx", "--out", PathOf("register.xlsx"));

        Assert.Equal(0, exitCode);
        var workbook = await File.ReadAllTextAsync(PathOf("register.xlsx"), Encoding.Latin1);
        Assert.StartsWith("PK", workbook, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_the_rest_is_there()
    {
        await StoreAsync(new ARequest { Id = First }.Granted(), new ARequest { Id = Second }.InReview());
        using var rows = new TableRows(azurite.ConnectionString);
        await rows.OverwriteAsync($"{prefix}Exceptions", First.Value, "head", "State", "{", default);

        var (exitCode, output) = await RunAsync("audit", "export", "--format", "csv");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{First}: its head cannot be read; it is left out.", output, StringComparison.Ordinal);
        Assert.Contains($"\n{Second},", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_exports_to_one_file_leave_each_other_alone()
    {
        await StoreAsync(new ARequest { Id = First }.Granted());
        await using (File.Open(PathOf("register.csv.part"), FileMode.Create, FileAccess.Write, FileShare.None)) // the first is at it
        {
            var (exitCode, output) = await RunAsync("audit", "export", "--format", "csv", "--out", PathOf("register.csv"));

            Assert.Equal(2, exitCode);
            Assert.Contains("register.csv cannot be written", output, StringComparison.Ordinal);
            Assert.True(File.Exists(PathOf("register.csv.part")));
        }
    }

    [Fact]
    public async Task A_bundle_of_everything_holds_the_events_whose_head_was_made_unreadable()
    {
        await StoreAsync(new ARequest { Id = First }.Granted(), new ARequest { Id = Second }.InReview());
        using var rows = new TableRows(azurite.ConnectionString);
        await rows.OverwriteAsync($"{prefix}Exceptions", First.Value, "head", "State", "{", default);

        var (made, said) = await RunAsync("audit", "export", "--bundle", PathOf("evidence.zip"));
        var (whole, verified) = await RunAsync("audit", "verify", PathOf("evidence.zip"));

        Assert.Equal(1, made);
        Assert.Contains($"{First}: its head cannot be read; its events are in the bundle as they stand.", said, StringComparison.Ordinal);
        Assert.Equal(0, whole);
        Assert.Contains("2 exceptions, ", verified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_verifies_and_names_what_was_changed_removed_and_rewritten()
    {
        await StoreAsync(new ARequest { Id = First }.Granted(), new ARequest { Id = Second }.InReview());
        var (bundle, changed) = (PathOf("evidence.zip"), PathOf("changed.zip"));

        var (made, said) = await RunAsync("audit", "export", "--bundle", bundle);
        var (whole, verified) = await RunAsync("audit", "verify", bundle);
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[Encoding.Latin1.GetString(bytes).IndexOf("svc-build", StringComparison.Ordinal)] ^= 1;
        await File.WriteAllBytesAsync(changed, bytes);
        var (broken, named) = await RunAsync("audit", "verify", changed);

        Assert.Equal(1, made); // the catalog of these records was never kept
        Assert.Contains("this catalog served and is not kept", said, StringComparison.Ordinal);
        Assert.Equal(0, whole);
        Assert.Contains("2 exceptions, ", verified, StringComparison.Ordinal);
        Assert.EndsWith(": whole.", verified, StringComparison.Ordinal);
        Assert.Equal(1, broken);
        Assert.Contains($"{First}: BROKEN at event ", named, StringComparison.Ordinal);
        Assert.Contains($"events/{First}.jsonl: it was changed after it was signed.", named, StringComparison.Ordinal);
        Assert.EndsWith(": NOT WHOLE.", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_is_held_against_an_earlier_bundle()
    {
        await StoreAsync(new ARequest { Id = First }.Granted(), new ARequest { Id = Second }.InReview());
        var bundle = PathOf("evidence.zip");
        await RunAsync("audit", "export", "--bundle", bundle);
        var (same, _) = await RunAsync("audit", "verify", "--against", bundle);
        var table = new Azure.Data.Tables.TableServiceClient(azurite.ConnectionString).GetTableClient($"{prefix}Exceptions");
        foreach (var row in table.Query<Azure.Data.Tables.TableEntity>().ToList())
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }

        await StoreAsync(new ARequest { Id = First, Title = "Another" }.Granted());
        var (alone, _) = await RunAsync("audit", "verify");
        var (held, output) = await RunAsync("audit", "verify", "--against", bundle);

        Assert.Equal(0, same);
        Assert.Equal(0, alone); // what stands there is whole in itself
        Assert.Equal(1, held);
        Assert.Contains($"{First}: REWRITTEN: its event ", output, StringComparison.Ordinal);
        Assert.Contains($"{Second}: REMOVED: evidence.zip of ", output, StringComparison.Ordinal);
        Assert.Contains("0 whole, 2 broken.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_that_must_have_signed_can_be_named()
    {
        await StoreAsync(new ARequest { Id = First }.Granted());
        var bundle = PathOf("evidence.zip");
        var (_, said) = await RunAsync("audit", "export", "--bundle", bundle);
        var key = said.Split("signed by the key ")[1].Split('.')[0];

        var (right, _) = await RunAsync("audit", "verify", bundle, "--key", key);
        var (wrong, output) = await RunAsync("audit", "verify", bundle, "--key", "another");

        var (rotated, _) = await RunAsync("audit", "verify", bundle, "--key", "another", "--key", key);

        Assert.Equal((0, 1, 0), (right, wrong, rotated));
        Assert.Contains($"evidence.zip: it is signed by the key {key}, not by another.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"everything\" is no exception's number", "audit", "export", "everything")]
    [InlineData("no bundle (.zip)", "audit", "verify", "everything")]
    [InlineData("--bundle names its file itself", "audit", "export", "--bundle", "x.zip", "--format", "csv")]
    [InlineData("pdf", "audit", "export", "--format", "pdf")]
    [InlineData("nowhere.zip cannot be read", "audit", "verify", "nowhere.zip")]
    public async Task A_wrong_call_says_what_is_wrong(string words, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_no_bundle_is_made_and_with_a_wrong_one_nothing_starts()
    {
        var settings = TheProgram.Settings(azurite.ConnectionString, prefix);
        var bundle = PathOf("evidence.zip");
        var wrong = PathOf("wrong.pem");
        await File.WriteAllTextAsync(wrong, "no key");
        await StoreAsync(new ARequest { Id = First }.Granted());

        var without = await TheProgram.RunAsync(settings, "audit", "export", "--bundle", bundle);
        settings["Audit__SigningKeyPath"] = wrong;
        var with = await TheProgram.RunAsync(settings, "audit", "export", "--bundle", bundle);
        var serving = await TheProgram.RunAsync(settings);

        Assert.Equal((2, "Audit:SigningKeyPath is not set: a bundle is signed."), without);
        Assert.Equal((2, "Audit:SigningKeyPath: the file holds no private key in PEM form, or more than one."), with);
        Assert.Equal((1, with.Output), serving);
        Assert.False(File.Exists(bundle));
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var key = PathOf("signing.pem");
        if (!File.Exists(key))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await File.WriteAllTextAsync(key, made.ExportPkcs8PrivateKeyPem());
        }

        var settings = TheProgram.Settings(azurite.ConnectionString, prefix);
        settings["Audit__SigningKeyPath"] = key;
        return await TheProgram.RunAsync(settings, arguments);
    }

    private async Task StoreAsync(params ARecord[] records)
    {
        var settings = TheProgram.Settings(azurite.ConnectionString, prefix)
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        await using var services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        foreach (var record in records)
        {
            Assert.True(await services.GetRequiredService<IEventStore>()
                .TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default));
        }
    }
}
