using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Evidence.ABundle;

namespace PolicyBot.Application.Tests.Evidence;

public sealed class CheckpointMakerTests
{
    [Fact]
    public async Task The_first_checkpoint_lists_every_stream_and_later_ones_what_changed()
    {
        var made = await WithTwoAsync();

        var first = await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(1));
        await made.StoreAsync(new ARequest { Id = Domain.Exceptions.ExceptionId.Parse("PX-00000003") }.InReview());
        var second = await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(1));
        var third = await made.CheckAsync();

        Assert.Equal([2, 1, 0], new[] { first, second, third }.Select(one => one!.Streams));
        Assert.Equal(["2026-11-30", "2026-12-01", "2026-12-02"], new[] { first, second, third }.Select(one => one!.Day));
        Assert.Empty(await FaultsAsync(await made.WriteAsync()));
    }

    [Fact]
    public async Task A_day_has_one_checkpoint_however_often_it_is_tried()
    {
        var made = await WithTwoAsync();

        Assert.NotNull(await made.CheckAsync());
        Assert.Null(await made.CheckAsync());
        made.Time.Advance(TimeSpan.FromHours(15));
        Assert.Null(await made.CheckAsync());
        made.Time.Advance(TimeSpan.FromHours(1)); // midnight, UTC
        Assert.NotNull(await made.CheckAsync());
    }

    [Fact]
    public async Task A_host_that_died_at_it_is_followed_by_another_after_a_while()
    {
        var made = await WithTwoAsync();
        var now = made.Time.GetUtcNow();
        await made.Checkpoints.TryClaimAsync("2026-11-30", now, now + CheckpointMaker.ClaimHolds, default);

        Assert.Null(await made.CheckAsync());
        made.Time.Advance(CheckpointMaker.ClaimHolds);
        Assert.NotNull(await made.CheckAsync());
    }

    [Fact]
    public async Task What_was_removed_or_rewritten_since_the_last_one_is_named_and_not_sealed()
    {
        var made = await WithTwoAsync();
        await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(1));
        await made.RewriteAsync(new ARequest { Id = First, Title = "Another" }.Granted().After(Someone.Sal.Says()));

        var second = await made.CheckAsync();

        Assert.Equal([First.Value, Second.Value], second!.Faults.Select(fault => fault.Where).Order(StringComparer.Ordinal));
        Assert.Equal(0, second.Streams);
    }

    [Fact]
    public async Task A_sealed_stream_that_was_removed_is_named_whatever_the_index_says_of_it()
    {
        var made = await WithSealedYesterdayAsync();
        made.Register.Remove(Second);

        var second = await made.CheckAsync();

        Assert.StartsWith($"{Second}: REMOVED: ", Assert.Single(second!.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_stream_that_was_rewritten_to_the_same_length_is_named()
    {
        var made = await WithSealedYesterdayAsync();
        made.Register.Remove(Second);
        await made.StoreAsync(new ARequest { Id = Second, Title = "Another" }.InReview());

        var second = await made.CheckAsync();

        Assert.StartsWith($"{Second}: REWRITTEN: ", Assert.Single(second!.Faults).ToString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Streams);
    }

    [Fact]
    public async Task A_rewritten_stream_does_not_pass_for_one_that_a_newer_version_wrote()
    {
        var made = await WithSealedYesterdayAsync();
        made.Register.Remove(Second);
        await made.StoreAsync(new ARequest { Id = Second, Title = "Another" }.InReview());
        made.Register.SpoilHead(Second, new NewerFormatException("99"));
        made.Register.SpoilHead(First, new NewerFormatException("99"));

        var second = await made.CheckAsync();

        Assert.StartsWith($"{Second}: REWRITTEN: ", Assert.Single(second!.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newest_checkpoint_that_was_removed_is_missed()
    {
        var made = await WithSealedYesterdayAsync();
        await made.CheckAsync();
        var (all, last) = (new KnownPoints(), await made.Checkpoints.FindLastAsync(default));

        made.Checkpoints.Falsify(kept => kept.Take(1), keepsLast: true);
        var chain = await CheckpointChain.ReadAsync(made.Checkpoints, all, default);

        Assert.Equal($"checkpoint {last!.Day}", Assert.Single(chain.Faults).Where);
        Assert.Contains(last.Hash, chain.Faults[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_stream_is_named_and_not_sealed()
    {
        var made = await WithTwoAsync();
        var stored = (await made.Register.ReadAsync(Second, default))!.Events[0];
        made.Register.Falsify(Second, stored with { Json = stored.Json.Replace("Releases stop", "Releases go", StringComparison.Ordinal) });

        var first = await made.CheckAsync();

        Assert.Equal(1, first!.Streams);
        Assert.StartsWith(
            $"{Second}: BROKEN at event 1: its text does not have the hash", Assert.Single(first.Faults).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_may_go_on_and_the_chain_says_which_keys_signed()
    {
        var made = await WithTwoAsync();
        using var next = KeyOf(NewPem());
        await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(1));
        await made.CheckAsync(next);

        var report = await VerifyAsync(await made.WriteAsync());

        Assert.Empty(report.Faults);
        Assert.Equal([made.Key.Public.Thumbprint(), next.Public.Thumbprint()], report.Checkpoints.Keys);
    }

    private static async Task<ABundle> WithSealedYesterdayAsync()
    {
        var made = await WithTwoAsync();
        Assert.Equal(2, (await made.CheckAsync())!.Streams);
        made.Time.Advance(TimeSpan.FromDays(1));
        return made;
    }
}
