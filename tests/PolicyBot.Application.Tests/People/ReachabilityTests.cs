using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.People;

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

    [Fact]
    public async Task Who_never_met_the_bot_is_looked_for_and_what_is_found_is_kept()
    {
        var office = await Office.OpenAsync();
        Findable(office, Bo);

        var first = await office.Reachability.AmongAsync([Bo.Person], default);
        var accounts = await office.Reachability.AccountsAsync(Bo.Person, default);

        Assert.Equal([Bo.Person], first);
        Assert.Equal(Office.AccountOf(Bo).Account, Assert.Single(accounts).Account);
        Assert.Single(office.Slack.Sought);
    }

    [Fact]
    public async Task Who_has_an_account_is_looked_for_only_where_they_would_rather_be_written_to()
    {
        var office = await Office.OpenAsync(Ana);
        office.Slack.Findable[Ana.Person] = new FoundAccount.Here(Office.AccountOf(Bo));

        var before = await office.Reachability.AccountsAsync(Ana.Person, default);
        Lists(office, new PersonEntry(Ana.Person, [], "slack", null, null, null));
        var after = await office.Reachability.AccountsAsync(Ana.Person, default);

        Assert.Equal(["teams"], before.Select(account => account.Account.Channel));
        Assert.Equal(["slack", "teams"], after.Select(account => account.Account.Channel));
    }

    [Fact]
    public async Task Who_is_not_found_is_looked_for_again_after_fifteen_minutes_and_not_before()
    {
        var office = await Office.OpenAsync();

        await office.Reachability.AccountsAsync(Bo.Person, default);
        office.Time.Advance(TimeSpan.FromMinutes(14.9));
        await office.Reachability.AccountsAsync(Bo.Person, default);
        var before = office.Slack.Sought.Count;
        office.Time.Advance(TimeSpan.FromMinutes(0.1));
        await office.Reachability.AccountsAsync(Bo.Person, default);

        Assert.Equal((1, 2), (before, office.Slack.Sought.Count));
    }

    [Fact]
    public async Task A_directory_that_is_down_makes_nobody_unreachable_and_is_asked_again()
    {
        var office = await Office.OpenAsync();
        office.Slack.Findable[Bo.Person] = new FoundAccount.Unavailable("ratelimited");

        var meanwhile = await office.Reachability.AmongAsync([Bo.Person], default);
        Findable(office, Bo);
        var accounts = await office.Reachability.AccountsAsync(Bo.Person, default);

        Assert.Equal([Bo.Person], meanwhile);
        Assert.Single(accounts);
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_keeps_no_requester_waiting_and_makes_nobody_unreachable()
    {
        var office = await Office.OpenAsync(Ana);
        office.Slack.OnFind = _ => new TaskCompletionSource().Task;

        var asking = office.Reachability.AmongAsync([Ana.Person, Bo.Person, Deputy.Person], default);
        office.Time.Advance(Reachability.Patience);

        Assert.Equal(new HashSet<PersonId> { Ana.Person, Bo.Person, Deputy.Person }, (await asking).ToHashSet());
    }

    [Fact]
    public async Task An_account_that_the_catalog_no_longer_lists_is_written_to_no_more()
    {
        var office = await Office.OpenAsync();
        Lists(office, new PersonEntry(Bo.Person, [], null, "UWRONG", null, null));
        var wrong = await office.Reachability.AccountsAsync(Bo.Person, default);

        Lists(office, new PersonEntry(Bo.Person, [], null, "URIGHT", null, null));
        var right = await office.Reachability.AccountsAsync(Bo.Person, default);

        Assert.Equal(["UWRONG", "URIGHT"], wrong.Concat(right).Select(account => account.Account.Id));
    }

    [Fact]
    public async Task Somebody_is_looked_for_by_each_of_their_addresses()
    {
        var office = await Office.OpenAsync();
        var other = PersonId.Parse("bo.berg@contoso.example");
        Lists(office, new PersonEntry(Bo.Person, [other], null, null, null, null));
        office.Slack.Findable[other] = new FoundAccount.Here(Office.AccountOf(Bo));

        var found = Assert.Single(await office.Reachability.AccountsAsync(Bo.Person, default));

        Assert.Equal(Bo.Person, office.Who.Catalog.Current.Directory.Resolve(found.Person));
    }

    [Fact]
    public async Task An_account_that_the_catalog_lists_for_somebody_else_is_not_written_to()
    {
        var office = await Office.OpenAsync(Ana);
        Findable(office, Bo);
        Lists(office, new PersonEntry(Deputy.Person, [], null, "UBO", "ana", null));

        Assert.Empty(await office.Reachability.AccountsAsync(Ana.Person, default));
        Assert.Empty(await office.Reachability.AccountsAsync(Bo.Person, default));
    }

    [Fact]
    public async Task A_dead_account_is_not_found_again()
    {
        var office = await Office.OpenAsync(Bo);
        Findable(office, Bo);
        await office.Identification.RemoveAsync(Office.AccountOf(Bo).Account, "account_inactive", default);

        var reach = await office.Reachability.ReachAsync(Bo.Person, default);

        Assert.Empty(reach.Accounts);
        Assert.Contains(new NotReached("slack", "account_inactive"), reach.WhyNot);
        Assert.Contains(new NotReached("teams", "neverMet"), reach.WhyNot);
    }

    private static void Findable(Office office, Actor person) =>
        office.Slack.Findable[person.Person] = new FoundAccount.Here(Office.AccountOf(person));

    private static void Lists(Office office, params PersonEntry[] entries) =>
        office.Catalog.Current = TestCatalog.Contoso with { People = entries };

    private static async Task HasAccountsAsync(Office office, DateTimeOffset inTeams, DateTimeOffset inSlack)
    {
        await office.People.WriteAsync(Office.AccountOf(Ana) with { Person = Ana.Person, LastSeen = inTeams }, default);
        await office.People.WriteAsync(Office.AccountOf(Bo) with { Person = Ana.Person, LastSeen = inSlack }, default);
    }
}
