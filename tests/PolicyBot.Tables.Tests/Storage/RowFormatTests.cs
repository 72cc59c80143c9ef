using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>
/// Hosts of two versions share the store while they are updated: the older reads what it can and changes nothing that it cannot.
/// </summary>
public sealed class RowFormatTests
{
    private static readonly ARecord Granted = new ARequest().Granted();
    private static readonly ExceptionId Id = Granted.State.Id;
    private static readonly OutboxMessage Card = new() { Key = new OutboxKey(1, NotificationKind.Review, Ana.Person) };
    private static readonly KnownAccount Account = new() { Account = new ChannelAccount("teams", "tenant", "ana"), Person = Ana.Person };

    [Fact]
    public async Task Rows_without_a_number_are_read_as_those_of_format_1()
    {
        var tables = await StoredAsync();
        var before = await new TableEventStore(tables).ReadAsync(Id, default);
        foreach (var row in await tables.Exceptions.QueryAsync($"PartitionKey eq '{Id}'", most: null, select: null, default))
        {
            Assert.Equal(row.RowKey == "head" ? RowFormat.Head : 1, row["Format"]);
            row.Remove("Format");
            await tables.Exceptions.PutAsync(row, default);
        }

        var after = await new TableEventStore(tables).ReadAsync(Id, default);

        Assert.Equal(before!.Events, after!.Events);
        Assert.Equal(before.Head.State.LastHash, after.Head.State.LastHash);
        Assert.Equal(before.Notices.Select(notice => notice.Key), after.Notices.Select(notice => notice.Key));
    }

    [Fact]
    public void An_event_of_a_kind_that_builds_before_do_not_know_says_so_and_no_other_does()
    {
        var newer = StoredEvents.All.Where(sample => RowFormat.ForEvent(sample.Value.ToCanonicalJson()) > 1).Select(sample => sample.Key);
        var typed = StoredEvents.All["commented"] with { Fact = new ExceptionEvent.Commented("\"type\":\"reassigned\"") };

        Assert.Equal(["imported", "imported.leastOf", "membersChanged", "reassigned", "renewedNoted", "routingFailed"], newer.Order());
        Assert.Equal(1, RowFormat.ForEvent(typed.ToCanonicalJson()));
    }

    [Fact]
    public void What_goes_to_an_endpoint_says_that_builds_before_do_not_know_it_and_no_other_message_does()
    {
        Assert.Equal(2, RowFormat.ForOutbox(new OutboxMessage { Key = OutboxKey.ForEndpoint("0a1b2c3d4e5f") }));
        Assert.Equal(1, RowFormat.ForOutbox(Card));
    }

    [Theory]
    [InlineData("head")]
    [InlineData("e|0000000002")]
    [InlineData("m|0000000001|review|ana@contoso.example")]
    public async Task What_a_newer_version_wrote_is_not_read_as_what_it_is_not(string row)
    {
        var tables = await StoredAsync();
        await MakeNewerAsync(tables.Exceptions, Id.Value, row);

        await Assert.ThrowsAsync<NewerFormatException>(() => new TableEventStore(tables).ReadAsync(Id, default));
    }

    [Fact]
    public async Task A_newer_head_is_not_read_alone_either()
    {
        var tables = await StoredAsync();
        await MakeNewerAsync(tables.Exceptions, Id.Value, "head");

        await Assert.ThrowsAsync<NewerFormatException>(() => new TableEventStore(tables).ReadHeadAsync(Id, default));
    }

    [Fact]
    public async Task A_head_of_a_lower_format_is_folded_anew_and_written_at_the_next_commit()
    {
        var tables = await StoredAsync();
        var row = (await tables.Exceptions.ReadAsync(Id.Value, "head", default))!;
        row["State"] = "a form that nobody reads any more";
        await tables.Exceptions.PutAsync(row, default);
        var tomorrows = new TableEventStore(tables, headFormat: RowFormat.Head + 1);

        var head = (await tomorrows.ReadHeadAsync(Id, default))!;
        var stored = await tomorrows.TryCommitAsync(
            new Commit("next", head.State with { Version = head.State.Version + 1 }, head.ETag,
                [new StoredEvent(head.State.Version + 1, "{}", "hash", "next")], []), default);
        var written = (await tables.Exceptions.ReadAsync(Id.Value, "head", default))!;

        Assert.True(stored);
        Assert.Equal((Granted.State.Version, Granted.State.LastHash, Granted.State.Grant),
            (head.State.Version, head.State.LastHash, head.State.Grant));
        Assert.Equal(RowFormat.Head + 1, written["Format"]);
        // today's host leaves it alone
        await Assert.ThrowsAsync<NewerFormatException>(() => new TableEventStore(tables).ReadHeadAsync(Id, default));
    }

    [Fact]
    public async Task An_account_that_a_newer_version_wrote_is_neither_read_nor_changed()
    {
        var tables = await StoredAsync();
        var people = new TablePeople(tables, TimeProvider.System);
        await people.WriteAsync(Account, default);
        await MakeNewerAsync(tables.People, "account|teams|tenant|ana", "account");

        await Assert.ThrowsAsync<NewerFormatException>(() => people.ReadAsync(Account.Account, default));
        await Assert.ThrowsAsync<NewerFormatException>(() => people.WriteAsync(Account with { Person = Bo.Person }, default));
        Assert.Empty(await people.OfAsync(Bo.Person, default));
    }

    [Fact]
    public async Task A_delegation_that_a_newer_version_wrote_is_neither_read_nor_changed()
    {
        var tables = await StoredAsync();
        var delegations = new TableDelegations(tables);
        var delegation = new Delegation(Ana.Person, Bo.Person, DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch);
        await delegations.WriteAsync(delegation, default);
        await MakeNewerAsync(tables.People, "person|ana@contoso.example", "delegation");

        await Assert.ThrowsAsync<NewerFormatException>(() => delegations.OfAsync(Ana.Person, default));
        await Assert.ThrowsAsync<NewerFormatException>(() => delegations.WriteAsync(delegation, default));
        await Assert.ThrowsAsync<NewerFormatException>(() => delegations.RemoveAsync(Ana.Person, default));
    }

    private static async Task<StoreTables> StoredAsync()
    {
        var tables = await TestStore.NewInMemoryAsync();
        await new TableEventStore(tables)
            .TryCommitAsync(new Commit(Granted.State.CommitId, Granted.State, null, [.. Granted.Events], [Card]), default);
        return tables;
    }

    private static async Task MakeNewerAsync(RowTable table, string partition, string key)
    {
        var row = (await table.ReadAsync(partition, key, default))!;
        row["Format"] = 99;
        await table.PutAsync(row, default);
    }
}
