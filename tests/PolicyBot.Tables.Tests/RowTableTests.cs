using System.Net;
using Azure;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Protocol;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Seen;
using PolicyBot.Tables.Tests.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests;

public sealed class RowTableTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
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
        var notice = new OutboxMessage { Key = new OutboxKey(1, "review", Ana) };

        network.LoseAnswer();
        var inserted = await register.TryWriteAsync(Id, notice, default);
        network.LoseAnswer();
        var replaced = await register.TryWriteAsync(Id, inserted! with { Attempts = 1 }, default);
        var again = await register.TryWriteAsync(Id, replaced! with { Attempts = 2 }, default);

        Assert.NotNull(again);
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
    public async Task A_store_that_cannot_be_reached_is_an_outage()
    {
        var register = new TableEventStore(await azurite.NewStoreAsync(network.Options(maxRetries: 1)));
        network.Unreachable().Unreachable();

        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(() => register.ReadHeadAsync(Id, default));

        Assert.IsType<TableStorageUnavailableException>(outage.InnerException);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_in_time_is_an_outage()
    {
        var options = network.Options(maxRetries: 0);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(50);
        var register = new TableEventStore(await azurite.NewStoreAsync(options));
        network.Hang();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => register.ReadHeadAsync(Id, default));
    }

    [Fact]
    public async Task What_the_caller_gives_up_is_no_outage()
    {
        var register = new TableEventStore(await azurite.NewStoreAsync(network.Options()));
        using var caller = new CancellationTokenSource();
        network.Hang();

        var reading = register.ReadHeadAsync(Id, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AuthenticationFailed")]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    [InlineData(HttpStatusCode.Unauthorized, "")]
    [InlineData(HttpStatusCode.NotFound, "TableNotFound")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    public async Task A_store_that_may_not_be_used_now_is_an_outage(HttpStatusCode status, string code)
    {
        var work = new Tables.Work.TableWork(await azurite.NewStoreAsync(network.Options(maxRetries: 0)));
        network.Answer(status, $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"no"} } }""");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => work.AddAsync(new WakeUp(DateTimeOffset.UnixEpoch, "s", "t"), default));
    }

    [Fact]
    public async Task A_refusal_that_is_our_own_fault_is_a_fault()
    {
        var work = new Tables.Work.TableWork(await azurite.NewStoreAsync(network.Options(maxRetries: 0)));
        network.Answer(HttpStatusCode.BadRequest, """{"odata.error":{"code":"InvalidInput","message":{"lang":"en-US","value":"no"}}}""");

        await Assert.ThrowsAsync<RequestFailedException>(() => work.AddAsync(new WakeUp(DateTimeOffset.UnixEpoch, "s", "t"), default));
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
