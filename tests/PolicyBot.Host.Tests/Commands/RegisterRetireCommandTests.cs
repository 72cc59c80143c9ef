using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

/// <summary>Moving out, by the command as a customer runs it.</summary>
public sealed class RegisterRetireCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly ExceptionId Ended = ExceptionId.Parse("PX-7Q2M4X9K");
    private static readonly ExceptionId Other = ExceptionId.Parse("PX-8R3N5Y0M");
    private static readonly DateTimeOffset LongAgo = new(2024, 5, 6, 9, 0, 0, TimeSpan.Zero);

    private readonly string prefix = AzuriteFixture.NewTablePrefix();
    private readonly string folder = Directory.CreateTempSubdirectory("policybot-retire-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_dry_run_names_it_applying_moves_it_into_a_bundle_and_the_rest_verifies()
    {
        await StoreAsync();
        var bundle = PathOf("old.zip");

        var (dryCode, dry) = await RetireAsync("2025-01-01");
        var (code, output) = await RetireAsync("2025-01-01", "--bundle", bundle, "--apply");
        var (verified, verdict) = await RunAsync("audit", "verify");
        var (one, oneVerdict) = await RunAsync("audit", "verify", Ended.Value);
        var (whole, _) = await RunAsync("audit", "verify", bundle);
        var (against, againstVerdict) = await RunAsync("audit", "verify", "--against", bundle);
        var (table, lines) = await RunAsync("audit", "export", "--format", "csv");
        var (named, said) = await RunAsync("audit", "export", Ended.Value);
        var (indexed, reindex) = await RunAsync("register", "reindex");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(bundle)));

        Assert.Equal((0, 0, 0, 0, 0), (dryCode, code, verified, one, whole));
        Assert.Contains("1 would be moved out, 0 left.", dry, StringComparison.Ordinal);
        Assert.Contains("1 moved out, 0 left. Keep old.zip: nothing else holds them.", output, StringComparison.Ordinal);
        Assert.Contains($"{Ended}: retired on ", verdict, StringComparison.Ordinal);
        Assert.Contains($"in old.zip with the SHA-256 {hash}.", verdict, StringComparison.Ordinal);
        Assert.Contains("1 whole, 0 broken, 1 retired.", verdict, StringComparison.Ordinal);
        Assert.Contains("0 whole, 0 broken, 1 retired.", oneVerdict, StringComparison.Ordinal);
        Assert.True(against == 0, againstVerdict);
        Assert.Equal(0, table);
        Assert.DoesNotContain(Ended.Value, lines, StringComparison.Ordinal);
        Assert.Equal(1, named);
        Assert.Contains($"{Ended}: it was retired into old.zip", said, StringComparison.Ordinal);
        Assert.True(indexed == 0, reindex);
        Assert.Contains("1 exceptions stand in lists", reindex, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_is_there_is_gone_on_with_and_never_written_over()
    {
        await StoreAsync();
        var bundle = PathOf("old.zip");
        await RunAsync("audit", "export", "--bundle", bundle, Other.Value);
        var before = await File.ReadAllBytesAsync(bundle);

        var (code, output) = await RetireAsync("2025-01-01", "--bundle", bundle, "--apply");

        Assert.Equal(1, code);
        Assert.Contains($"{Ended}: old.zip does not hold it; it stays.", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(bundle));
        await RunAsync("audit", "export", "--bundle", PathOf("both.zip"));
        var (again, _) = await RetireAsync("2025-01-01", "--bundle", PathOf("both.zip"), "--apply");
        Assert.Equal(0, again);
    }

    [Fact]
    public async Task A_bundle_that_was_changed_moves_nothing_out()
    {
        await StoreAsync();
        var bundle = PathOf("old.zip");
        await RunAsync("audit", "export", "--bundle", bundle);
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);

        var (code, output) = await RetireAsync("2025-01-01", "--bundle", bundle, "--apply");

        Assert.Equal(2, code);
        Assert.Contains("old.zip does not hold what it should: nothing is moved out.", output, StringComparison.Ordinal);
        Assert.Contains("2 whole, 0 broken.", (await RunAsync("audit", "verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused_with_the_reason()
    {
        await StoreAsync();
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", null);

        var soon = await RetireAsync(today);
        var nobody = await RunAsync("register", "retire", "--before", "2025-01-01", "--by", "sal@contoso.example");
        var nowhere = await RetireAsync("2025-01-01", "--apply");
        var forget = await RunAsync("register", "forget", Ended.Value);

        Assert.Equal(2, soon.ExitCode);
        Assert.Contains("What ended in the last 30 days stays", soon.Output, StringComparison.Ordinal);
        Assert.Equal(2, nobody.ExitCode);
        Assert.Contains("is no administrator", nobody.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, nowhere.ExitCode);
        Assert.Contains("--apply needs --bundle FILE.zip", nowhere.Output, StringComparison.Ordinal);
        Assert.Equal(2, forget.ExitCode);
        Assert.Contains("policybot register retire --before DATE", forget.Output, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private Task<(int ExitCode, string Output)> RetireAsync(string before, params string[] more) =>
        RunAsync(["register", "retire", "--before", before, "--by", "admin@contoso.example", .. more]);

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

    private async Task StoreAsync()
    {
        var settings = TheProgram.Settings(azurite.ConnectionString, prefix)
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        await using var services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        await services.GetRequiredService<ICatalogVersions>()
            .KeepAsync("one", await File.ReadAllTextAsync(WorkingCopy.SampleCatalog), ARequest.Sent, default);
        foreach (var record in new[]
        {
            new ARequest { Id = Ended }.Granted().At(LongAgo).After(Someone.Sal.Closes()), new ARequest { Id = Other }.InReview(),
        })
        {
            Assert.True(await services.GetRequiredService<IEventStore>()
                .TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default));
        }
    }
}
