using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every list of due work does.</summary>
public abstract class WorkContract
{
    private static readonly DateTimeOffset Noon = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A list with nothing on it.</summary>
    protected abstract Task<IWork> NewAsync();

    [Fact]
    public async Task What_is_due_now_is_due_and_what_is_due_a_moment_later_is_not()
    {
        var work = await NewAsync();
        var due = new WakeUp(Noon, "PX-00000001", WakeUp.Wake);
        await work.AddAsync(due, default);
        await work.AddAsync(new WakeUp(Noon.AddTicks(1), "PX-00000001", WakeUp.Wake), default);

        var found = await work.DueAsync(Noon, 10, default);

        Assert.Equal([due], found);
    }

    [Fact]
    public async Task The_longest_overdue_come_first_whatever_they_are_about()
    {
        var work = await NewAsync();
        WakeUp[] items =
            [.. Enumerable.Range(0, 40).Select(number => new WakeUp(Noon.AddMinutes(-number * 37 % 41), $"PX-{number:D8}", $"c{number}"))];
        await Task.WhenAll(items.Select(item => work.AddAsync(item, default)));

        var all = await work.DueAsync(Noon, 100, default);
        var some = await work.DueAsync(Noon, 7, default);

        Assert.Equal(items.OrderBy(item => item.Due), all);
        Assert.Equal(all.Take(7), some);
    }

    [Fact]
    public async Task What_came_in_is_found_by_itself()
    {
        var work = await NewAsync();
        WakeUp[] others = [.. new[] { "PX-00000001", "draft|PX-00000001|ana", "in", "in}", "IN|x" }.Select(Due)];
        WakeUp[] inbound = [Due("in|slack|Ev1"), Due("in|teams|1"), Due("in|teams|ÿ")];
        await Task.WhenAll(others.Concat(inbound).Select(item => work.AddAsync(item, default)));
        await work.AddAsync(Due("in|teams|2") with { Due = Noon.AddTicks(1) }, default);

        var found = await work.DueInboundAsync(Noon, 10, default);

        Assert.Equal(inbound, found.OrderBy(item => item.Subject, StringComparer.Ordinal));
        Assert.Equal(2, (await work.DueInboundAsync(Noon, 2, default)).Count);

        static WakeUp Due(string subject) => new(Noon, subject, WakeUp.Wake);
    }

    [Fact]
    public async Task One_of_two_who_remove_a_row_has_removed_it()
    {
        var work = await NewAsync();
        var item = new WakeUp(Noon, "in|teams|1", WakeUp.Wake);
        await work.AddAsync(item, default);

        var removed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => work.RemoveAsync(item, default)));

        Assert.Single(removed, true);
    }

    [Fact]
    public async Task The_same_row_twice_is_one_row()
    {
        var work = await NewAsync();
        var item = new WakeUp(Noon, "PX-00000001", WakeUp.Wake);

        await work.AddAsync(item, default);
        await work.AddAsync(item with { Due = Noon.ToOffset(TimeSpan.FromHours(2)) }, default);

        Assert.Equal([item], await work.DueAsync(Noon, 10, default));
    }

    [Fact]
    public async Task Rows_of_one_subject_and_instant_are_told_apart_by_their_tags()
    {
        var work = await NewAsync();
        await work.AddAsync(new WakeUp(Noon, "PX-00000001", "c1"), default);
        await work.AddAsync(new WakeUp(Noon, "PX-00000001", "c2"), default);

        await work.RemoveAsync(new WakeUp(Noon, "PX-00000001", "c1"), default);

        Assert.Equal(["c2"], (await work.DueAsync(Noon, 10, default)).Select(item => item.Tag));
    }

    [Fact]
    public async Task Subject_and_tag_are_not_mixed_up()
    {
        var work = await NewAsync();
        await work.AddAsync(new WakeUp(Noon, "in|a", "b"), default);
        await work.AddAsync(new WakeUp(Noon, "in", "a|b"), default);

        await work.RemoveAsync(new WakeUp(Noon, "in", "a|b"), default);

        Assert.Equal([new WakeUp(Noon, "in|a", "b")], await work.DueAsync(Noon, 10, default));
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_removed_without_a_word()
    {
        var work = await NewAsync();
        var item = new WakeUp(Noon, "PX-00000001", WakeUp.Wake);

        await work.RemoveAsync(item, default);
        await work.AddAsync(item, default);
        await work.RemoveAsync(item, default);
        await work.RemoveAsync(item, default);

        Assert.Empty(await work.DueAsync(Noon, 10, default));
    }

    [Theory]
    [InlineData("in|teams|19:meeting_x@thread.v2;messageid=1/2#3?4\\5")]
    [InlineData("in|slack|T1|Ev'1', \u0001 müller 😀 %7C ~")]
    [InlineData("in|a conversation with a very long name|a conversation with a very long name|a conversation with a very long name|a conversation with a very long name|1")]
    public async Task Any_subject_comes_back_as_it_was(string subject)
    {
        var work = await NewAsync();
        var item = new WakeUp(Noon, subject, WakeUp.Wake);

        await work.AddAsync(item, default);
        var found = await work.DueAsync(Noon, 10, default);
        await work.RemoveAsync(item, default);

        Assert.Equal([item], found);
        Assert.Empty(await work.DueAsync(Noon, 10, default));
    }
}
