using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Evidence;
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

    private string? earlier;

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

    [Fact]
    public async Task A_key_that_signed_no_checkpoint_moves_nothing_out_where_there_are_some()
    {
        await StoreAsync();
        using var server = NewKey();
        await CheckAsync(server);

        var (code, output) = await RetireAsync("2025-01-01", "--bundle", PathOf("old.zip"), "--apply");

        Assert.Equal(2, code);
        Assert.Contains($"has signed no checkpoint, {server.Public.Thumbprint()} did", output, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("old.zip")));
        Assert.Contains("2 whole", (await RunAsync("audit", "verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tombstone_and_a_checkpoint_of_a_key_that_nobody_set_do_not_pass_for_whole()
    {
        await StoreAsync();
        using var own = await OwnKeyAsync();
        using var other = NewKey();
        await CheckAsync(own, TimeSpan.FromDays(-1));
        await CheckAsync(other);
        await BuryAsync(other);

        var (set, output) = await RunAsync("audit", "verify");
        var (one, oneOutput) = await RunAsync("audit", "verify", Ended.Value);
        var (given, givenOutput) = await RunAsync("audit", "verify", "--key", own.Public.Thumbprint());
        var (exported, faults) = await RunAsync("audit", "export", "--bundle", PathOf("all.zip"));
        var (bundle, bundleOutput) = await RunAsync("audit", "verify", PathOf("all.zip"), "--key", own.Public.Thumbprint());
        var (begun, begunOutput) = await RetireAsync("2025-01-01", "--bundle", PathOf("all.zip"), "--apply");

        Assert.Equal((1, 1, 1, 1, 1, 2), (set, one, given, exported, bundle, begun));
        foreach (var said in new[] { output, givenOutput })
        {
            Assert.Contains($"checkpoints: it is signed by the key {other.Public.Thumbprint()}, not by", said, StringComparison.Ordinal);
            Assert.Contains($"{Ended}: REMOVED: ", said, StringComparison.Ordinal);
            Assert.DoesNotContain($"{Ended}: retired on", said, StringComparison.Ordinal);
        }

        Assert.Contains("which is none that may sign here", oneOutput, StringComparison.Ordinal);
        Assert.Contains($"{Ended}: it is said to be retired by the key {other.Public.Thumbprint()}", faults, StringComparison.Ordinal);
        Assert.Contains($"all.zip: it is signed by the key {other.Public.Thumbprint()}", bundleOutput, StringComparison.Ordinal);
        Assert.Contains("all.zip does not hold what it should: nothing is moved out.", begunOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_key_moved_out_counts_where_that_key_is_named()
    {
        await StoreAsync();
        using var own = await OwnKeyAsync();
        await CheckAsync(own);
        var (moved, _) = await RetireAsync("2025-01-01", "--bundle", PathOf("old.zip"), "--apply");
        File.Delete(PathOf("signing.pem"));
        using var next = await OwnKeyAsync();

        var (unnamed, output) = await RunAsync("audit", "verify");
        var (given, _) = await RunAsync("audit", "verify", "--key", own.Public.Thumbprint());
        earlier = own.Public.Thumbprint();
        var (named, verdict) = await RunAsync("audit", "verify");
        earlier = "short";
        var (wrong, why) = await RunAsync("audit", "export", "--bundle", PathOf("all.zip"));

        Assert.Equal((0, 1, 0, 0), (moved, unnamed, given, named));
        Assert.Contains($"{Ended}: REMOVED: ", output, StringComparison.Ordinal);
        Assert.Contains("1 whole, 0 broken, 1 retired.", verdict, StringComparison.Ordinal);
        Assert.Equal(2, wrong);
        Assert.Contains("Audit:EarlierKeys: \"short\" is no thumbprint", why, StringComparison.Ordinal);
    }

    private static EvidenceKey NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return KeyOf(made.ExportPkcs8PrivateKeyPem());
    }

    private static EvidenceKey KeyOf(string pem) =>
        EvidenceKey.TryRead(pem, out var key, out var fault) ? key : throw new FormatException(fault);

    private async Task<EvidenceKey> OwnKeyAsync()
    {
        await RunAsync("register", "forget"); // makes the file
        return KeyOf(await File.ReadAllTextAsync(PathOf("signing.pem")));
    }

    private async Task CheckAsync(EvidenceKey key, TimeSpan later = default)
    {
        await using var services = Services();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow + later);
        Assert.NotNull(await new CheckpointMaker(
            services.GetRequiredService<IEventStore>(), services.GetRequiredService<ITombstones>(),
            services.GetRequiredService<ICheckpoints>(), time).MakeAsync(key, [], default));
    }

    private async Task BuryAsync(EvidenceKey key)
    {
        await using var services = Services();
        var head = (await services.GetRequiredService<IEventStore>().ReadHeadAsync(Ended, default))!;
        var tombstones = services.GetRequiredService<ITombstones>();
        Assert.True(await tombstones.TryPutAsync(
            SealedTombstone.Seal(
                new Tombstone(
                    Tombstone.Known, Ended, head.State.Version, head.State.LastHash, LongAgo, Someone.Ana.Person, "x.zip",
                    new string('0', 64)),
                key),
            head.ETag, default));
        await tombstones.ClearAsync(Ended, default);
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
        if (earlier is not null)
        {
            settings["Audit__EarlierKeys__0"] = earlier;
        }

        return await TheProgram.RunAsync(settings, arguments);
    }

    private ServiceProvider Services()
    {
        var settings = TheProgram.Settings(azurite.ConnectionString, prefix)
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        return new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    private async Task StoreAsync()
    {
        await using var services = Services();
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
