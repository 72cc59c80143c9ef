using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every register does with the messages of an exception; and what its contract begins with.</summary>
public abstract class RegisterMessagesContract
{
    private protected static readonly ExceptionId Id = ExceptionId.Parse("PX-00000001");
    private protected static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private protected static readonly OutboxKey Card = new(1, NotificationKind.Review, Ana);

    /// <summary>A register with nothing in it.</summary>
    protected abstract Task<IEventStore> NewAsync();

    [Fact]
    public async Task A_notice_that_is_there_already_is_a_fault_of_the_commit_and_not_a_conflict()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null, new OutboxMessage { Key = Card }), default);
        var head = await register.ReadHeadAsync(Id, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            register.TryCommitAsync(ACommit("c2", 1, 1, head!.ETag, new OutboxMessage { Key = Card }), default));

        Assert.Equal(1, (await register.ReadHeadAsync(Id, default))!.State.Version);
    }

    [Fact]
    public async Task A_notice_is_inserted_by_one_of_two()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);

        var first = await register.TryWriteAsync(Id, new OutboxMessage { Key = Card, Shown = "first" }, default);
        var second = await register.TryWriteAsync(Id, new OutboxMessage { Key = Card, Shown = "second" }, default);

        Assert.NotNull(first?.ETag);
        Assert.Null(second);
        Assert.Equal(first, Assert.Single((await register.ReadAsync(Id, default))!.Notices));
    }

    [Fact]
    public async Task What_goes_to_an_endpoint_stands_beside_the_notices_and_is_none_of_them()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null, new OutboxMessage { Key = Card }), default);
        var sent = new OutboxMessage { Key = OutboxKey.ForEndpoint("0a1b2c3d4e5f"), Through = 1 };

        var written = await register.TryWriteAsync(Id, sent, default);

        var read = await register.ReadAsync(Id, default);
        Assert.Equal(Card, Assert.Single(read!.Notices).Key);
        Assert.Equal(written, Assert.Single(read.Hooks));
    }

    [Fact]
    public async Task A_notice_is_replaced_only_as_it_was_read()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var read = await register.TryWriteAsync(Id, new OutboxMessage { Key = Card }, default);

        var first = await register.TryWriteAsync(Id, read! with { Attempts = 1 }, default);
        var stale = await register.TryWriteAsync(Id, read with { Attempts = 7 }, default);
        var next = await register.TryWriteAsync(Id, first! with { Attempts = 2 }, default);

        Assert.Null(stale);
        Assert.NotEqual(read.ETag, first.ETag);
        Assert.Equal(next, Assert.Single((await register.ReadAsync(Id, default))!.Notices));
        Assert.Equal(2, next!.Attempts);
    }

    [Fact]
    public async Task A_notice_that_was_removed_is_not_replaced_and_may_be_inserted_anew()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var read = await register.TryWriteAsync(Id, new OutboxMessage { Key = Card }, default);
        await register.RemoveAsync(Id, Card, default);
        await register.RemoveAsync(Id, Card, default);

        var replaced = await register.TryWriteAsync(Id, read!, default);
        var inserted = await register.TryWriteAsync(Id, new OutboxMessage { Key = Card }, default);

        Assert.Null(replaced);
        Assert.NotNull(inserted);
    }

    [Fact]
    public async Task Of_several_notices_those_are_written_that_no_other_host_was_first_at()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var all = await register.TryWriteAsync(Id, Notices(4), default);
        var theirs = await register.TryWriteAsync(Id, all[1]! with { Attempts = 7 }, default);
        await register.RemoveAsync(Id, all[3]!.Key, default);

        var mine = await register.TryWriteAsync(
            Id, [.. all.Select(read => read! with { Attempts = 1 }), Notices(5)[4]], default);

        Assert.Equal([true, false, true, false, true], mine.Select(written => written is not null));
        Assert.Equal(
            mine.OfType<OutboxMessage>().Append(theirs!).ToHashSet(), (await register.ReadAsync(Id, default))!.Notices.ToHashSet());
    }

    [Fact]
    public async Task Writing_notices_leaves_the_head_as_it_is()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var before = await register.ReadHeadAsync(Id, default);

        await register.TryWriteAsync(Id, new OutboxMessage { Key = Card }, default);
        await register.RemoveAsync(Id, Card, default);
        var after = await register.ReadHeadAsync(Id, default);

        Assert.Equal(before!.ETag, after!.ETag);
    }

    [Theory]
    [InlineData("o'brien+a/b#c?d%e\\f@contoso.example")]
    [InlineData("åsa.müller|😀@contoso.example")]
    [InlineData("an-address-that-is-much-longer-than-any-key-should-be-and-then-some-more-because-somebody-was-not-content-with-initials@a-department-with-a-very-long-name.contoso.example")]
    public async Task A_notice_is_found_again_whatever_the_address_of_its_person(string address)
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var key = new OutboxKey(7, NotificationKind.Parse("ping-14"), PersonId.Parse(address));

        var written = await register.TryWriteAsync(Id, new OutboxMessage { Key = key }, default);
        var twice = await register.TryWriteAsync(Id, new OutboxMessage { Key = key }, default);

        Assert.Null(twice);
        Assert.Equal(written, Assert.Single((await register.ReadAsync(Id, default))!.Notices));
    }

    [Fact]
    public async Task A_notice_that_is_nobodys_own_is_read_back_beside_the_others()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);

        var post =
            await register.TryWriteAsync(
                Id, new OutboxMessage { Key = new OutboxKey(4, NotificationKind.Post, default), Unreachable = true }, default);
        var review = await register.TryWriteAsync(Id, new OutboxMessage { Key = new OutboxKey(4, NotificationKind.Review, Ana) }, default);

        Assert.Equal(new[] { post, review }.ToHashSet(), (await register.ReadAsync(Id, default))!.Notices.ToHashSet<OutboxMessage?>());
    }

    private protected static DateTimeOffset At(int hour) => new(2027, 1, 15, hour, 0, 0, TimeSpan.Zero);

    private protected static OutboxMessage[] Notices(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new OutboxMessage { Key = new OutboxKey(number, NotificationKind.Review, Ana) })];

    private protected static bool Same(ExceptionState left, ExceptionState right) =>
        (left.Id, left.Version, left.CommitId, left.LastHash, left.SubmittedAt) == (
            right.Id, right.Version, right.CommitId, right.LastHash, right.SubmittedAt)
        && left.Decisions.SequenceEqual(right.Decisions);

    private protected static Commit ACommit(string commitId, long after, int events, string? etag, params OutboxMessage[] notices) =>
        ACommit(commitId, after, events, etag, Id, notices);

    private protected static Commit ACommit(string commitId, long after, int events, string? etag, ExceptionId id, params OutboxMessage[] notices)
    {
        var state = ExceptionState.New(id) with { Version = after + events, CommitId = commitId, LastHash = "00ff", SubmittedAt = At(9) };
        return new Commit(commitId, state, etag,
            [.. Enumerable.Range(1, events).Select(number => new StoredEvent(after + number, "{\"type\":\"x\"}", "hash", commitId))],
            notices);
    }
}
