using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of checkpoints does.</summary>
public abstract class CheckpointsContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 0, 1, 0, TimeSpan.Zero);

    /// <summary>A store with nothing in it.</summary>
    protected abstract Task<ICheckpoints> NewAsync();

    [Fact]
    public async Task Where_none_was_kept_there_is_none()
    {
        var checkpoints = await NewAsync();

        Assert.Null(await checkpoints.FindLastAsync(default));
        Assert.Empty(await AllAsync(checkpoints));
    }

    [Fact]
    public async Task Checkpoints_come_back_as_they_were_kept_however_long_they_are_the_first_day_first()
    {
        var checkpoints = await NewAsync();
        var (first, second) = (Of(29, "a", new string('x', 400_001)), Of(30, "b", "{\"short\":1}"));

        Assert.True(await checkpoints.TryKeepAsync(first, null, default));
        Assert.True(await checkpoints.TryKeepAsync(second, first.Hash, default));

        Assert.Equal([first, second], await AllAsync(checkpoints));
        Assert.Equal(new LastCheckpoint(second.Day, second.Hash, second.Streams), await checkpoints.FindLastAsync(default));
    }

    [Fact]
    public async Task Of_two_that_follow_the_same_one_the_first_is_kept_and_the_other_is_not()
    {
        var checkpoints = await NewAsync();
        var first = Of(28, "a", "{}");
        await checkpoints.TryKeepAsync(first, null, default);

        var kept = await checkpoints.TryKeepAsync(Of(30, "b", "{}"), first.Hash, default);
        var late = await checkpoints.TryKeepAsync(Of(29, "c", "{}"), first.Hash, default);
        var again = await checkpoints.TryKeepAsync(Of(30, "b", "{}"), first.Hash, default);

        Assert.True(kept);
        Assert.False(late);
        Assert.True(again); // the answer to the first try was lost
        Assert.Equal(["a", "b"], (await AllAsync(checkpoints)).Select(checkpoint => checkpoint.Hash[..1]));
    }

    [Fact]
    public async Task A_day_has_one_checkpoint()
    {
        var checkpoints = await NewAsync();
        var first = Of(30, "a", "{}");
        await checkpoints.TryKeepAsync(first, null, default);

        Assert.False(await checkpoints.TryKeepAsync(Of(30, "b", "{}"), first.Hash, default));
        Assert.Equal([first], await AllAsync(checkpoints));
    }

    [Fact]
    public async Task A_day_is_claimed_by_one_host_until_the_claim_runs_out()
    {
        var checkpoints = await NewAsync();

        Assert.True(await checkpoints.TryClaimAsync("2026-11-30", Now, Now.AddMinutes(30), default));
        Assert.False(await checkpoints.TryClaimAsync("2026-11-30", Now.AddMinutes(29), Now.AddMinutes(59), default));
        Assert.True(await checkpoints.TryClaimAsync("2026-12-01", Now, Now.AddMinutes(30), default));
        Assert.True(await checkpoints.TryClaimAsync("2026-11-30", Now.AddMinutes(30), Now.AddMinutes(60), default));
        Assert.False(await checkpoints.TryClaimAsync("2026-11-30", Now.AddMinutes(31), Now.AddMinutes(61), default));
    }

    private static StoredCheckpoint Of(int day, string digit, string json) =>
        new($"2026-11-{day}", string.Concat(Enumerable.Repeat(digit, 64)), 3, json);

    private static async Task<List<StoredCheckpoint>> AllAsync(ICheckpoints checkpoints)
    {
        var all = new List<StoredCheckpoint>();
        await foreach (var checkpoint in checkpoints.AllAsync(default))
        {
            all.Add(checkpoint);
        }

        return all;
    }
}
