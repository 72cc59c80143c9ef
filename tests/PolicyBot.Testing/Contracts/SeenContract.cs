using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every inbound deduplication does.</summary>
public abstract class SeenContract
{
    private const string Key = "teams|19:x@thread.v2|1/2#3?4";
    private static readonly DateTimeOffset Night = new(2027, 1, 15, 23, 59, 0, TimeSpan.Zero);

    /// <summary>An empty store.</summary>
    protected abstract Task<IInboundDeduplication> NewAsync();

    [Fact]
    public async Task The_same_is_taken_once_also_when_it_comes_again_after_midnight()
    {
        var seen = await NewAsync();

        var first = await seen.TryTakeAsync(Key, "a", Night, default);
        var second = await seen.TryTakeAsync(Key, "b", Night.AddMinutes(2), default);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal("a", await seen.ReadAsync(Key, default));
    }

    [Fact]
    public async Task Of_many_who_take_the_same_at_once_one_gets_it()
    {
        var seen = await NewAsync();

        var taken =
            await Task.WhenAll(Enumerable.Range(0, 6)
                .Select(number => Task.Run(() => seen.TryTakeAsync(Key, "x", Night.AddSeconds(number), default))));

        Assert.Single(taken, true);
    }

    [Fact]
    public async Task What_never_came_in_has_nothing_to_read()
    {
        var seen = await NewAsync();

        Assert.Null(await seen.ReadAsync(Key, default));
    }

    [Fact]
    public async Task What_is_done_is_remembered_without_its_payload()
    {
        var seen = await NewAsync();
        await seen.TryTakeAsync(Key, "somebody's words", Night, default);

        await seen.DoneAsync(Key, default);
        await seen.DoneAsync(Key, default);

        Assert.Null(await seen.ReadAsync(Key, default));
        Assert.False(await seen.TryTakeAsync(Key, "x", Night.AddMinutes(1), default));
    }

    [Fact]
    public async Task What_is_done_and_never_came_in_stays_unknown()
    {
        var seen = await NewAsync();

        await seen.DoneAsync(Key, default);

        Assert.True(await seen.TryTakeAsync(Key, "x", Night, default));
    }

    [Fact]
    public async Task Old_things_are_forgotten_and_younger_ones_are_not()
    {
        var seen = await NewAsync();
        foreach (var minute in Enumerable.Range(0, 10))
        {
            await seen.TryTakeAsync($"{Key}{minute}", "x", Night.AddMinutes(minute), default);
        }

        await seen.DoneAsync($"{Key}3", default);
        await seen.ForgetAsync(Night.AddMinutes(5), default);
        var again = new List<bool>();
        foreach (var minute in Enumerable.Range(0, 10))
        {
            again.Add(await seen.TryTakeAsync($"{Key}{minute}", "y", Night.AddDays(2), default));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(minute => minute < 5), again);
    }

    [Fact]
    public async Task Forgetting_comes_to_an_end_however_much_there_is()
    {
        var seen = await NewAsync();
        await Parallel.ForAsync(0, 300, async (number, token) => await seen.TryTakeAsync($"{number}", "x", Night, token));

        await seen.ForgetAsync(Night.AddTicks(1), default);

        Assert.Null(await seen.ReadAsync("0", default));
        Assert.True(await seen.TryTakeAsync("299", "x", Night, default));
    }

    [Fact]
    public async Task A_long_payload_is_read_back_as_it_was()
    {
        var seen = await NewAsync();
        var payload = string.Concat(Enumerable.Repeat("{\"text\":\"länger 😀 \\u0000\"}\r\n", 4_000));

        await seen.TryTakeAsync(Key, payload, Night, default);

        Assert.Equal(payload, await seen.ReadAsync(Key, default));
    }

    [Fact]
    public async Task Half_a_character_does_not_stop_what_comes_in()
    {
        var seen = await NewAsync();

        await seen.TryTakeAsync("half \ud83d", "half \ud83d", Night, default);

        Assert.Equal("half \ufffd", await seen.ReadAsync("half \ud83d", default));
    }
}
