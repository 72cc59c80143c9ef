using System.Text;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Evidence.ABundle;

namespace PolicyBot.Application.Tests.Evidence;

/// <summary>What was changed, removed or rewritten is found and named, by both implementations.</summary>
public sealed class ChangedBundleTests
{
    [Fact]
    public async Task One_byte_changed_anywhere_is_found()
    {
        var bytes = await (await WithSealedAsync()).WriteAsync();
        const int Step = 41;

        for (var place = 0; place < bytes.Length; place += Step)
        {
            Assert.False((await FaultsAsync(Flip(bytes, place))).Count == 0, $"Byte {place} can be changed.");
        }
    }

    [Fact]
    public async Task One_byte_changed_in_the_headers_and_in_the_directory_is_found()
    {
        var bytes = await (await WithSealedAsync()).WriteAsync();
        var text = Encoding.Latin1.GetString(bytes);
        var directory = text.IndexOf("PK\u0001\u0002", StringComparison.Ordinal);
        var headers = Enumerable.Range(0, text.Length - 4).Where(at => at < directory && text.AsSpan(at).StartsWith("PK\u0003\u0004"))
            .SelectMany(at => Enumerable.Range(at, 50));

        foreach (var place in headers.Concat(Enumerable.Range(directory, bytes.Length - directory)))
        {
            Assert.False((await FaultsAsync(Flip(bytes, place))).Count == 0, $"Byte {place} can be changed.");
        }
    }

    [Theory]
    [InlineData("\"comment\":\"Fine with me", "PX-7Q2M4X9K")]
    [InlineData("svc-build, on the build server only", "PX-7Q2M4X9K")]
    [InlineData("policybot-checkpoint-1", "checkpoint 1")]
    [InlineData("policybot-evidence-1", "signed-manifest.json")]
    [InlineData("<!doctype html>", "index.html")]
    [InlineData("\"names\":[],\"person\":\"bo@", "people.json")]
    public async Task What_was_changed_is_named(string text, string where)
    {
        var bytes = await (await WithSealedAsync()).WriteAsync();

        var faults = await FaultsAsync(Flip(bytes, Find(bytes, text) + 10));

        Assert.Contains(where, faults);
        Assert.DoesNotContain(Second.Value, faults);
    }

    [Fact]
    public async Task A_stream_that_was_removed_is_named_by_the_checkpoint_that_knew_it()
    {
        var made = await WithSealedAsync();
        await made.RewriteAsync(new ARequest { Id = First }.Granted());

        var report = await VerifyAsync(await made.WriteAsync());

        var fault = Assert.Single(report.Faults);
        Assert.Equal(Second.Value, fault.Where);
        Assert.StartsWith("REMOVED: the checkpoint of 2026-11-30 counts ", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_was_rewritten_whole_is_named_though_its_own_chain_is_whole()
    {
        var made = await WithSealedAsync();
        await made.RewriteAsync(
            new ARequest { Id = First, Title = "MFA off for everybody" }.Granted(),
            new ARequest { Id = Second, Title = "Größe \"zählt\" <b>&amp;</b> 😀" }.InReview());

        var report = await VerifyAsync(await made.WriteAsync());

        var fault = Assert.Single(report.Faults);
        Assert.Equal(First.Value, fault.Where);
        Assert.StartsWith("REWRITTEN: its event ", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_was_cut_short_is_named()
    {
        var made = await WithSealedAsync();
        await made.RewriteAsync(
            new ARequest { Id = First }.InReview(), new ARequest { Id = Second, Title = "Größe \"zählt\" <b>&amp;</b> 😀" }.InReview());

        Assert.Equal([First.Value], await FaultsAsync(await made.WriteAsync()));
    }

    [Fact]
    public async Task A_stream_that_went_on_after_the_checkpoint_is_whole()
    {
        var made = await WithSealedAsync();
        await made.RewriteAsync(
            new ARequest { Id = First }.Granted().After(Someone.Sal.Says()),
            new ARequest { Id = Second, Title = "Größe \"zählt\" <b>&amp;</b> 😀" }.InReview());

        Assert.Empty(await FaultsAsync(await made.WriteAsync()));
    }

    [Fact]
    public async Task A_checkpoint_that_is_gone_is_missed_by_the_one_after_it()
    {
        var made = await WithSealedAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            made.Time.Advance(TimeSpan.FromDays(1));
            await made.CheckAsync();
        }

        Assert.Empty(await FaultsAsync(await made.WriteAsync()));
        made.Checkpoints.Falsify(all => [all[0], all[2]]);

        Assert.Equal(["checkpoint 2"], await FaultsAsync(await made.WriteAsync()));
        await SecondImplementation.AgreesAsync(await made.WriteAsync());
    }

    [Fact]
    public async Task A_second_implementation_in_another_language_agrees_on_what_is_whole_and_on_what_is_not()
    {
        var whole = await (await WithSealedAsync()).WriteAsync();
        var (removed, rewritten, kept) = (await WithSealedAsync(), await WithSealedAsync(), await WithTwoAsync());
        await removed.RewriteAsync(new ARequest { Id = First }.Granted());
        await rewritten.RewriteAsync(new ARequest { Id = First, Title = "Another" }.Granted(), new ARequest { Id = Second }.InReview());
        await kept.Catalogs.KeepAsync("0", "not its text", kept.Time.GetUtcNow(), default);

        Assert.Empty(await SecondImplementation.AgreesAsync(whole));
        Assert.Equal([Second.Value], await SecondImplementation.AgreesAsync(await removed.WriteAsync()));
        Assert.Equal([First.Value, Second.Value], await SecondImplementation.AgreesAsync(await rewritten.WriteAsync()));
        Assert.Empty(await SecondImplementation.AgreesAsync(await kept.WriteAsync(First)));
        Assert.Equal(["zip"], await SecondImplementation.AgreesAsync([.. whole, 0]));
        Assert.Equal(["zip"], await SecondImplementation.AgreesAsync(whole[..^1]));
    }

    [Fact]
    public async Task A_second_implementation_names_the_same_places_for_bytes_changed_at_random()
    {
        var bytes = await (await WithSealedAsync()).WriteAsync();
        var random = new Random(17);

        var places = Enumerable.Range(0, 25).Select(_ => random.Next(bytes.Length))
            .Concat(Enumerable.Range(0, 30)) // the first header
            .Concat(Enumerable.Range(bytes.Length - 40, 40)) // the end of the directory
            .Where((_, number) => number % Tries.OneIn(5) == 0);

        await Parallel.ForEachAsync(
            places, new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (place, _) => Assert.NotEmpty(await SecondImplementation.AgreesAsync(Flip(bytes, place))));
    }

    [Fact]
    public async Task A_thousand_exceptions_are_verified_by_both()
    {
        var made = new ABundle();
        foreach (var number in Enumerable.Range(1, 1_000))
        {
            await made.StoreAsync(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") }.Granted());
        }

        await made.CheckAsync();
        var bytes = await made.WriteAsync();

        Assert.Equal(1_000, (await VerifyAsync(bytes)).Streams.Count);
        Assert.Empty(await SecondImplementation.AgreesAsync(bytes));
    }

    private static async Task<ABundle> WithSealedAsync()
    {
        var made = await WithTwoAsync();
        Assert.NotNull(await made.CheckAsync());
        return made;
    }

    // The page names both, too, and stands before them.
    private static int Find(byte[] bytes, string text) => Encoding.Latin1.GetString(bytes) is var all
        && text.StartsWith("policybot-evidence", StringComparison.Ordinal) ? all.LastIndexOf(text, StringComparison.Ordinal)
            : all.IndexOf(text, StringComparison.Ordinal);

    private static byte[] Flip(byte[] bytes, int place)
    {
        var changed = bytes.ToArray();
        changed[place] ^= 1;
        return changed;
    }
}
