using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of counts does.</summary>
public abstract class CountsContract
{
    private const string Policy = "policy|SEC-MFA";

    /// <summary>A store with nothing in it.</summary>
    protected abstract Task<ICounts> NewAsync();

    [Fact]
    public async Task Nothing_is_counted_where_there_is_nothing()
    {
        var counts = await NewAsync();

        Assert.Empty(await counts.ReadAsync([CountKey.Everything, Policy], default));
        Assert.Equal(0, await counts.MendAsync(default));
    }

    [Fact]
    public async Task A_count_is_the_sum_over_all_exceptions_with_confidential_ones_apart()
    {
        var counts = await NewAsync();
        for (var number = 0; number < 20; number++)
        {
            await counts.PutAsync(Counted(number, 1, number % 5 == 0, "live", $"end|2027-02-{(number % 2) + 1:D2}"), default);
        }

        var read = await counts.ReadAsync([CountKey.Everything, Policy, "policy|NONE"], default);

        Assert.Equal([CountKey.Everything, Policy], read.Keys.Order());
        Assert.Equal(new Count(16, 4), read[CountKey.Everything]["live"]);
        Assert.Equal(new Count(8, 2), read[Policy]["end|2027-02-01"]);
    }

    [Fact]
    public async Task An_exception_leaves_the_buckets_it_stood_in()
    {
        var counts = await NewAsync();
        await counts.PutAsync(Counted(1, 1, false, "live", "active|A"), default);
        await counts.PutAsync(Counted(2, 1, false, "live"), default);

        await counts.PutAsync(Counted(1, 2, true, "ended"), default);

        var read = (await counts.ReadAsync([CountKey.Everything], default))[CountKey.Everything];
        Assert.Equal((new Count(1, 0), new Count(0, 1)), (read["live"], read["ended"]));
        Assert.Equal(default, read.GetValueOrDefault("active|A"));
    }

    [Fact]
    public async Task An_exception_leaves_the_scope_it_stood_in()
    {
        var counts = await NewAsync();
        await counts.PutAsync(Counted(1, 1, false, "live"), default);

        await counts.PutAsync(Counted(1, 1, false, "live") with { Scopes = [CountKey.Everything, "policy|OTHER"] }, default);

        var read = await counts.ReadAsync([CountKey.Everything, Policy, "policy|OTHER"], default);
        Assert.Equal(0, read.GetValueOrDefault(Policy)?.GetValueOrDefault("live").All ?? 0);
        Assert.Equal(1, read["policy|OTHER"]["live"].All);
    }

    [Fact]
    public async Task The_same_again_and_an_older_version_change_nothing()
    {
        var counts = await NewAsync();
        await counts.PutAsync(Counted(1, 3, false, "ended"), default);

        await counts.PutAsync(Counted(1, 3, false, "ended"), default);
        await counts.PutAsync(Counted(1, 2, false, "live"), default);

        var read = (await counts.ReadAsync([CountKey.Everything], default))[CountKey.Everything];
        Assert.Equal((0, 1), (read.GetValueOrDefault("live").All, read["ended"].All));
    }

    [Fact]
    public async Task Many_at_once_are_all_counted()
    {
        var counts = await NewAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => counts.PutAsync(Counted(number % 30, (number / 30) + 1, false, "live"), default)));

        Assert.Equal(30, (await counts.ReadAsync([CountKey.Everything], default))[CountKey.Everything]["live"].All);
        Assert.Equal(0, await counts.MendAsync(default));
    }

    /// <summary>Where an exception counts.</summary>
    protected static Counted Counted(int number, long version, bool confidential, params string[] buckets) =>
        new($"PX-{number:D8}", version, [CountKey.Everything, Policy], buckets, confidential);
}
