using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Seen;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>A write that was done and whose answer was lost is done again by the client: it meets itself.</summary>
public sealed class LostAnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly ExceptionId Id = ExceptionId.Parse("PX-00000001");
    private static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private readonly Faults network = new();

    public void Dispose() => network.Dispose();

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_recognised_as_stored()
    {
        var register = new TableEventStore(await azurite.NewStoreAsync(network.Options()));
        network.LoseAnswer();

        var stored = await register.TryCommitAsync(ACommit("c1"), default);

        Assert.True(stored);
        Assert.Single((await register.ReadAsync(Id, default))!.Events);
    }

    [Fact]
    public async Task A_commit_that_lost_its_answer_and_the_race_is_not_taken_for_the_winner()
    {
        var tables = await azurite.NewStoreAsync(network.Options());
        var register = new TableEventStore(tables);
        await register.TryCommitAsync(ACommit("c1"), default);
        network.Unreachable();

        var stored = await register.TryCommitAsync(ACommit("c2"), default);

        Assert.False(stored);
    }

    [Fact]
    public async Task A_notice_whose_answer_was_lost_is_written_by_whoever_wrote_it()
    {
        var register = new TableEventStore(await azurite.NewStoreAsync(network.Options()));
        var notice = new OutboxMessage { Key = new OutboxKey(1, NotificationKind.Review, Ana) };

        network.LoseAnswer();
        var inserted = await register.TryWriteAsync(Id, notice, default);
        network.LoseAnswer();
        var replaced = await register.TryWriteAsync(Id, inserted! with { Attempts = 1 }, default);
        var again = await register.TryWriteAsync(Id, replaced! with { Attempts = 2 }, default);

        Assert.NotNull(again);
    }

    [Fact]
    public async Task Notices_whose_answer_was_lost_are_written_by_whoever_wrote_them()
    {
        var register = new TableEventStore(await azurite.NewStoreAsync(network.Options()));
        OutboxMessage[] notices =
            [.. Enumerable.Range(1, 3).Select(number => new OutboxMessage { Key = new OutboxKey(number, NotificationKind.Review, Ana) })];

        network.LoseAnswer();
        var inserted = await register.TryWriteAsync(Id, notices, default);
        network.LoseAnswer();
        var replaced = await register.TryWriteAsync(Id, [.. inserted.Select(read => read! with { Attempts = 1 })], default);
        var again = await register.TryWriteAsync(Id, [.. replaced.Select(read => read! with { Attempts = 2 })], default);

        Assert.All(again, Assert.NotNull);
        Assert.Equal(3, (await register.ReadAsync(Id, default))?.Notices.Count ?? 3);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_given_to_whoever_claimed_it()
    {
        var people = new TablePeople(await azurite.NewStoreAsync(network.Options()), TimeProvider.System);
        network.LoseAnswer();

        var mine = await people.TryClaimAsync(Ana, "x", default);
        var theirs = await people.TryClaimAsync(Ana, "x", default);

        Assert.True(mine);
        Assert.False(theirs);
    }

    [Fact]
    public async Task A_message_whose_taking_lost_its_answer_is_taken()
    {
        var seen = new TableInboundDeduplication(await azurite.NewStoreAsync(network.Options()));
        network.LoseAnswer();

        Assert.True(await seen.TryTakeAsync("key", "x", DateTimeOffset.UnixEpoch, default));
        Assert.False(await seen.TryTakeAsync("key", "x", DateTimeOffset.UnixEpoch, default));
    }

    [Fact]
    public async Task An_account_that_somebody_else_gives_away_meanwhile_is_listed_once()
    {
        var tables = await azurite.NewStoreAsync(network.Options());
        var (mine, theirs) = (new TablePeople(tables, TimeProvider.System), new TablePeople(tables, TimeProvider.System));
        var bo = PersonId.Parse("bo@contoso.example");
        var account = new KnownAccount { Account = new ChannelAccount("teams", "t", "o") };
        network.Meanwhile(() => theirs.WriteAsync(account with { Person = bo }, default)); // after it was read, before anything is written

        await mine.WriteAsync(account with { Person = Ana }, default);

        Assert.Equal(Ana, (await mine.ReadAsync(account.Account, default))!.Person);
        Assert.Single(await mine.OfAsync(Ana, default));
        Assert.Empty(await mine.OfAsync(bo, default));
    }

    [Fact]
    public async Task A_row_whose_answer_was_lost_is_stored_by_whoever_stored_it()
    {
        var table = await azurite.NewTableAsync(network.Options());

        network.LoseAnswer();
        var inserted = await table.TryInsertAsync(new TableEntity("p", "r") { ["A"] = 1 }, default);
        network.LoseAnswer();
        var replaced = await table.TryReplaceAsync(new TableEntity("p", "r") { ["A"] = 2 }, inserted!.Value, default);
        var row = await table.ReadAsync("p", "r", default);

        Assert.Equal(row!.ETag, replaced);
        Assert.Equal(2, row.GetInt32("A"));
    }

    [Fact]
    public async Task A_transaction_whose_answer_was_lost_ends_as_a_conflict_with_itself()
    {
        var table = await azurite.NewTableAsync(network.Options());
        network.LoseAnswer();

        var row = new TableEntity("p", "r") { ["Commit"] = "mine" };
        var refused = await table.TrySubmitAsync([new(TableTransactionActionType.Add, row)], default);

        Assert.Equal(0, refused);
        Assert.Equal("mine", (await table.ReadAsync("p", "r", default))!.GetString("Commit"));
    }

    [Fact]
    public async Task A_write_that_was_taken_but_never_answered_is_an_outage_that_left_a_row()
    {
        var table = await azurite.NewTableAsync(network.Options(maxRetries: 0));
        network.LoseAnswer();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.TryInsertAsync(new TableEntity("p", "r"), default));

        Assert.NotNull(await table.ReadAsync("p", "r", default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_commit_takes_no_longer_than_it_may_however_often_the_client_would_try_again(int failed)
    {
        var options = TablesServiceCollectionExtensions.NewClientOptions();
        options.Transport = new HttpClientTransport(network);
        var tables = await azurite.NewStoreAsync(options);
        var time = new FakeTimeProvider(ARequest.Sent);
        var commits = new ExceptionCommits(new TableEventStore(tables), new TableWork(tables), new FakeCatalog(), new FakeIds(), time);
        Enumerable.Range(0, failed).ToList().ForEach(_ => network.Unreachable());
        network.Hang().Hang();

        var committing = commits.CommitAsync(Id, _ => new ARequest { Id = Id }.Submit(ARequest.Sent), null, default);
        await network.HangsAsync();
        time.Advance(ExceptionCommits.Longest);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => committing.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_head_without_its_events_is_read_again()
    {
        var register = new TableEventStore(await azurite.NewStoreAsync(network.Options()));
        await register.TryCommitAsync(ACommit("c1"), default);
        network.AnswerPage($$"""{"value":[{{HeadAlone}}] }""", nextPartition: null, nextRow: null);

        var record = await register.ReadAsync(Id, default);

        Assert.Single(record!.Events);
    }

    [Fact]
    public async Task A_record_whose_last_events_are_gone_is_still_shown_as_it_is()
    {
        var tables = await azurite.NewStoreAsync();
        var register = new TableEventStore(tables);
        await register.TryCommitAsync(ACommit("c1"), default);
        await tables.Exceptions.RemoveAsync(Id.Value, "e|0000000001", default);

        var record = await register.ReadAsync(Id, default);

        Assert.Empty(record!.Events);
        Assert.Equal(1, record.Head.State.Version);
    }

    [Fact]
    public async Task A_check_answers_when_the_store_does()
    {
        var tables = await azurite.NewStoreAsync(network.Options(maxRetries: 0));

        await tables.CheckAsync(default);
        network.Unreachable();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => tables.CheckAsync(default));
    }

    private const string HeadAlone =
        """{"odata.etag":"W/\"x\"","PartitionKey":"PX-00000001","RowKey":"head","State":"{\"id\":\"PX-00000001\",\"version\":1}"}""";

    private static Commit ACommit(string commitId) => new(
        commitId, ExceptionState.New(Id) with { Version = 1, CommitId = commitId }, null, [new StoredEvent(1, "{}", "hash", commitId)], []);
}
