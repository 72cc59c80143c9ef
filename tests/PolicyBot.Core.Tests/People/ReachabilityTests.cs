using PolicyBot.Core.Catalog;
using PolicyBot.Core.People;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Core.Tests.People;

/// <summary>Who can be written to, and where first.</summary>
public sealed class ReachabilityTests
{
    [Fact]
    public async Task Who_never_met_the_bot_and_is_in_no_entry_cannot_be_reached()
    {
        var office = await Office.OpenAsync(Ana);

        var reachable = await office.Reachability.AmongAsync([Ana.Person, Bo.Person], default);

        Assert.Equal([Ana.Person], reachable);
    }

    [Fact]
    public async Task Who_never_met_the_bot_can_be_reached_in_Teams_by_the_object_id_of_an_entry()
    {
        var office = await Office.OpenAsync();
        Lists(office, new PersonEntry(Bo.Person, [], null, null, "0b0b", null));

        var accounts = await office.Reachability.AccountsAsync(Bo.Person, default);

        Assert.Equal(new ChannelAccount("teams", "", "0b0b"), Assert.Single(accounts).Account);
    }

    [Fact]
    public async Task An_account_that_is_known_is_not_reached_a_second_time_through_the_entry()
    {
        var office = await Office.OpenAsync(Ana);
        Lists(office, new PersonEntry(Ana.Person, [], null, null, "ana", null));

        Assert.Equal("chat-ana", Assert.Single(await office.Reachability.AccountsAsync(Ana.Person, default)).Conversation);
    }

    [Fact]
    public async Task The_channel_used_last_comes_first()
    {
        var office = await Office.OpenAsync();
        await HasAccountsAsync(office, inTeams: ARequest.Sent, inSlack: ARequest.Sent.AddHours(1));

        var accounts = await office.Reachability.AccountsAsync(Ana.Person, default);

        Assert.Equal(["slack", "teams"], accounts.Select(account => account.Account.Channel));
    }

    [Fact]
    public async Task The_preferred_channel_comes_before_the_one_used_last()
    {
        var office = await Office.OpenAsync();
        await HasAccountsAsync(office, inTeams: ARequest.Sent, inSlack: ARequest.Sent.AddHours(1));
        Lists(office, new PersonEntry(Ana.Person, [], "teams", null, null, null));

        var accounts = await office.Reachability.AccountsAsync(Ana.Person, default);

        Assert.Equal(["teams", "slack"], accounts.Select(account => account.Account.Channel));
    }

    [Fact]
    public async Task A_dead_account_is_not_written_to()
    {
        var office = await Office.OpenAsync(Ana);

        await office.Identification.RemoveAsync(Office.AccountOf(Ana).Account, "removed", default);

        Assert.Empty(await office.Reachability.AccountsAsync(Ana.Person, default));
    }

    private static void Lists(Office office, params PersonEntry[] entries) => office.Catalog.Current = TestCatalog.Contoso with { People = entries };

    private static async Task HasAccountsAsync(Office office, DateTimeOffset inTeams, DateTimeOffset inSlack)
    {
        await office.People.WriteAsync(Office.AccountOf(Ana) with { Person = Ana.Person, LastSeen = inTeams }, default);
        await office.People.WriteAsync(Office.AccountOf(Bo) with { Person = Ana.Person, LastSeen = inSlack }, default);
    }
}
