using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every register does.</summary>
public abstract class RegisterContract : RegisterMessagesContract
{
    [Fact]
    public async Task An_exception_that_nobody_stored_is_not_there()
    {
        var register = await NewAsync();

        var head = await register.ReadHeadAsync(Id, default);
        var record = await register.ReadAsync(Id, default);

        Assert.Null(head);
        Assert.Null(record);
    }

    [Fact]
    public async Task What_was_committed_is_read_back_whole()
    {
        var register = await NewAsync();
        var message = new MessageRef("teams", "https://smba.example/emea/", "a:1", "17:2");
        var notice =
            new OutboxMessage
            {
                Key = Card,
                Message = message,
                Shown = "abc",
                Attempts = 3,
                NextTry = At(1),
                LeasedUntil = At(2),
                DeadBecause = "gone"
            };
        var commit = ACommit("c1", 0, 3, null, notice);

        var stored = await register.TryCommitAsync(commit, default);
        var head = await register.ReadHeadAsync(Id, default);
        var record = await register.ReadAsync(Id, default);

        Assert.True(stored);
        Assert.Equal(commit.Next, head!.State, Same);
        Assert.Equal(head.ETag, record!.Head.ETag);
        Assert.Equal(commit.Events, record.Events);
        Assert.Equal(notice, Assert.Single(record.Notices) with { ETag = null });
    }

    [Fact]
    public async Task Events_are_read_in_their_order_however_many_there_are()
    {
        var register = await NewAsync();

        foreach (var batch in Enumerable.Range(0, 12))
        {
            var head = await register.ReadHeadAsync(Id, default);
            Assert.True(await register.TryCommitAsync(ACommit($"c{batch}", batch * 99, 99, head?.ETag), default));
        }

        var record = await register.ReadAsync(Id, default);

        Assert.Equal(Enumerable.Range(1, 12 * 99).Select(sequence => (long)sequence), record!.Events.Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task Of_two_commits_on_the_same_head_one_is_stored_and_nothing_of_the_other()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var head = await register.ReadHeadAsync(Id, default);

        var first = await register.TryCommitAsync(ACommit("c2", 1, 1, head!.ETag), default);
        var second = await register.TryCommitAsync(ACommit("c3", 1, 2, head.ETag, new OutboxMessage { Key = Card }), default);
        var record = await register.ReadAsync(Id, default);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal(["c1", "c2"], record!.Events.Select(stored => stored.CommitId));
        Assert.Equal(2, record.Head.State.Version);
        Assert.Empty(record.Notices);
    }

    [Fact]
    public async Task A_head_is_marked_and_mended_where_it_still_stands_and_its_events_stay()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var head = (await register.ReadHeadAsync(Id, default))!;

        var marked = await register.TryMendAsync(Id, head.ETag, null, 1, default);
        var late = await register.TryMendAsync(Id, head.ETag, null, 0, default);
        var broken = (await register.ReadHeadAsync(Id, default))!;
        var mended = await register.TryMendAsync(Id, broken.ETag, broken.State with { RequesterName = "Sal Ortiz" }, 0, default);
        var record = (await register.ReadAsync(Id, default))!;

        Assert.Equal((true, false, true), (marked, late, mended));
        Assert.Equal((1L, 1L), (broken.BrokenAt, broken.State.Version));
        Assert.Equal((0L, "Sal Ortiz"), (record.Head.BrokenAt, record.Head.State.RequesterName));
        Assert.Single(record.Events);
    }

    [Fact]
    public async Task Nobody_begins_an_exception_that_has_begun()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);

        var again = await register.TryCommitAsync(ACommit("c2", 0, 1, null), default);

        Assert.False(again);
        Assert.Equal("c1", (await register.ReadHeadAsync(Id, default))!.State.CommitId);
    }

    [Fact]
    public async Task A_commit_that_is_tried_again_after_it_was_stored_counts_as_stored()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        var head = await register.ReadHeadAsync(Id, default);
        var commit = ACommit("c2", 1, 2, head!.ETag, new OutboxMessage { Key = Card });
        await register.TryCommitAsync(commit, default);

        var again = await register.TryCommitAsync(commit, default);
        var record = await register.ReadAsync(Id, default);

        Assert.True(again);
        Assert.Equal(3, record!.Events.Count);
        Assert.Single(record.Notices);
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(1, 98)]
    public async Task As_many_events_and_notices_as_a_batch_holds_are_stored(int events, int notices)
    {
        var register = await NewAsync();

        var stored = await register.TryCommitAsync(ACommit("c1", 0, events, null, Notices(notices)), default);
        var record = await register.ReadAsync(Id, default);

        Assert.True(stored);
        Assert.Equal((events, notices), (record!.Events.Count, record.Notices.Count));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(50, 50)]
    [InlineData(0, 1)]
    public async Task What_no_batch_holds_is_refused_and_nothing_is_stored(int events, int notices)
    {
        var register = await NewAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            register.TryCommitAsync(ACommit("c1", 0, events, null, Notices(notices)), default));

        Assert.Null(await register.ReadHeadAsync(Id, default));
    }

    [Fact]
    public async Task Many_writers_leave_a_stream_without_gaps()
    {
        var register = await NewAsync();
        await register.TryCommitAsync(ACommit("c0", 0, 1, null), default);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < 5;)
            {
                var head = await register.ReadHeadAsync(Id, default);
                number += await register.TryCommitAsync(ACommit($"c{writer}-{number}", head!.State.Version, 2, head.ETag), default) ? 1 : 0;
            }
        })));
        var record = await register.ReadAsync(Id, default);

        Assert.Equal(Enumerable.Range(1, 81).Select(sequence => (long)sequence), record!.Events.Select(stored => stored.Sequence));
        Assert.Equal(81, record.Head.State.Version);
        Assert.Equal(41, record.Events.Select(stored => stored.CommitId).Distinct().Count());
    }

    [Fact]
    public async Task Any_text_is_read_back_as_it_was()
    {
        var register = await NewAsync();
        var text =
            "\"\\\t\u0001 'quoted', 😀👩‍👩‍👧 \u2028 --changeset_x }} " + string.Concat(
                Enumerable.Repeat("länger als eine Eigenschaft 😀 ", 3_000));
        var commit = ACommit("c1", 0, 1, null) with { Events = [new StoredEvent(1, text, "hash", "c1")] };

        await register.TryCommitAsync(commit, default);
        var record = await register.ReadAsync(Id, default);

        Assert.Equal(text, Assert.Single(record!.Events).Json);
    }

    [Fact]
    public async Task All_exceptions_are_walked_in_the_order_of_their_numbers()
    {
        var register = await NewAsync();
        ExceptionId[] ids = [.. new[] { "PX-ZZZZZZZZ", "PX-00000002", "PX-A0000000", "PX-00000010" }.Select(ExceptionId.Parse)];
        foreach (var id in ids)
        {
            await register.TryCommitAsync(ACommit("c1", 0, 2, null, id: id, notices: new OutboxMessage { Key = Card }), default);
        }

        var walked = new List<ExceptionId>();
        await foreach (var id in register.AllAsync(default))
        {
            walked.Add(id);
        }

        Assert.Equal(ids.OrderBy(id => id.Value, StringComparer.Ordinal), walked);
    }

    [Fact]
    public async Task Exceptions_do_not_touch_each_other()
    {
        var register = await NewAsync();
        var other = ExceptionId.Parse("PX-00000002");

        await register.TryCommitAsync(ACommit("c1", 0, 1, null), default);
        await register.TryCommitAsync(ACommit("c1", 0, 2, null, id: other), default);

        Assert.Single((await register.ReadAsync(Id, default))!.Events);
        Assert.Equal(2, (await register.ReadAsync(other, default))!.Events.Count);
    }

    [Fact]
    public async Task What_the_caller_gave_up_is_given_up()
    {
        var register = await NewAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => register.ReadHeadAsync(Id, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task The_hashes_of_all_events_are_walked_in_the_order_of_the_numbers()
    {
        var register = await NewAsync();
        var other = new ARequest { Id = ExceptionId.Parse("PX-00000002") }.Granted();
        await register.TryCommitAsync(new Commit("c", other.State, null, other.Events, [new OutboxMessage { Key = Card }]), default);
        await register.TryCommitAsync(ACommit("c1", 0, 3, null), default);

        var walked = await register.WalkHashesAsync(default).ToListAsync();

        Assert.Equal([Id, other.State.Id], walked.Select(one => one.Id));
        Assert.All(walked, one => Assert.True(one.HasHead));
        Assert.Equal(3, walked[0].Hashes.Count);
        Assert.Equal(other.Events.Select(stored => stored.Hash), walked[1].Hashes);
        Assert.Equal(other.Events, await register.ReadEventsAsync(other.State.Id, default));
    }

    [Fact]
    public async Task A_walk_finds_every_record_whole_in_the_order_of_their_numbers_however_many_pages_they_take()
    {
        var register = await NewAsync();
        var others = Enumerable.Range(2, 3).Select(number => new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") }.Granted()).ToList();
        foreach (var other in others.AsEnumerable().Reverse())
        {
            await register.TryCommitAsync(new Commit("c", other.State, null, other.Events, [new OutboxMessage { Key = Card }]), default);
        }

        foreach (var batch in Enumerable.Range(0, 12))
        {
            var head = await register.ReadHeadAsync(Id, default);
            await register.TryCommitAsync(ACommit($"c{batch}", batch * 99, 99, head?.ETag), default);
        }

        var (whole, heads) = (await WalkAsync(readsEvents: true), await WalkAsync(readsEvents: false));

        Assert.Equal(others.Select(other => other.State.Id).Prepend(Id), whole.Select(walked => walked.Id));
        Assert.Equal(whole.Select(walked => walked.Id), heads.Select(walked => walked.Id));
        Assert.Equal([12 * 99, .. others.Select(other => other.Events.Count)], whole.Select(walked => walked.Record!.Events.Count));
        Assert.Equal(others[0].Events, whole[1].Record!.Events);
        Assert.Equal(
            whole.Select(walked => walked.Record!.Head.State.LastHash), heads.Select(walked => walked.Record!.Head.State.LastHash));
        Assert.All(heads, walked => Assert.Empty(walked.Record!.Events));

        async Task<List<WalkedRecord>> WalkAsync(bool readsEvents)
        {
            var found = new List<WalkedRecord>();
            await foreach (var walked in register.WalkAsync(readsEvents, default))
            {
                found.Add(walked);
            }

            return found;
        }
    }
}
