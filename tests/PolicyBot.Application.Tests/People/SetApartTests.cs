using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Application.Tests.People.OneHumanTests;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.People;

/// <summary>Who is held for two people and who is not, when directories are silent, wrong or behind; and how people are called.</summary>
public sealed class SetApartTests
{
    [Fact]
    public async Task Whom_an_administrator_set_apart_from_an_address_is_not_taken_for_its_next_holder()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var sam = PersonId.Parse("sam@contoso.example");
        await ActorAsync(office, Sal);
        await AppearAsync(office, SalInSlack, sam.Value);
        office.Time.Advance(TimeSpan.FromDays(1));
        Shows(office, SalInSlack, Sal.Person.Value); // a mistake in the profile
        await office.AccountRemoval.ChangedAsync(ChannelAccount.Parse(SalInSlack.Account), default);
        await office.Who.Links.JudgeAsync(sam, Sal.Person, false, Iam.Person, "Two people, as they say.", false, default);
        var parted = (await ActorAsync(office, SalInSlack)).Person;
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);
        var next = new PersonActor(Sal.Person, "Sal Alder", "teams", "teams|72f988bf|sal-alder");

        await AppearAsync(office, next, Sal.Person.Value);

        Assert.Equal(sam, parted);
        Assert.Equal("sal@contoso.example#2", (await ActorAsync(office, next)).Person.Value);
    }

    [Fact]
    public async Task Nobody_is_set_apart_while_the_directory_that_would_show_it_does_not_answer()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await ActorAsync(office, Sal);
        await AppearAsync(office, SalInSlack, Sal.Person.Value);
        await ActorAsync(office, Pat);
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", Sal.Name);

        Shows(office, SalInSlack, Pat.Person.Value);
        await office.AccountRemoval.ChangedAsync(ChannelAccount.Parse(SalInSlack.Account), default);
        var who = await office.Identification.OfAsync(Office.AccountOf(SalInSlack), default);

        Assert.Equal(NotServedBecause.DirectoryUnavailable, Assert.IsType<Identified.NotServed>(who).Why);
        Assert.DoesNotContain(office.Who.Known.Rows.Values, row => row.Verdicts.Any(verdict => !verdict.IsSame));
    }

    [Fact]
    public async Task A_new_account_is_nobody_else_while_the_directory_of_the_holders_other_account_does_not_answer()
    {
        var office = await Office.OpenAsync(Ana, Bo);
        await AppearAsync(office, Sal, Sal.Person.Value);
        await AppearAsync(office, SalInSlack, Sal.Person.Value);
        office.Slack.Directory["USAL"] = new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", Sal.Name);
        var other = new PersonActor(Sal.Person, Sal.Name, "slack", "slack|T024BE7LD|USAL2");
        Shows(office, other, Sal.Person.Value);

        var who = await office.Identification.OfAsync(Office.AccountOf(other), default);

        Assert.Equal(NotServedBecause.DirectoryUnavailable, Assert.IsType<Identified.NotServed>(who).Why);
        Assert.Null(office.Who.Known.Rows.GetValueOrDefault(Sal.Person.Nth(2)));
    }

    [Fact]
    public async Task Who_has_taken_the_app_away_is_in_the_channel_all_the_same_and_no_address_makes_another_of_them()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await ActorAsync(office, Sal);
        await AppearAsync(office, SalInSlack, Sal.Person.Value);
        await ActorAsync(office, Pat);
        await office.Identification.RemoveAsync(ChannelAccount.Parse(Sal.Account), "removed", default);

        Shows(office, SalInSlack, Pat.Person.Value);
        await office.AccountRemoval.ChangedAsync(ChannelAccount.Parse(SalInSlack.Account), default);

        Assert.False(office.Who.Catalog.Current.Directory.AreSame(Sal.Person, Pat.Person));
    }

    [Fact]
    public async Task A_host_that_has_not_heard_of_an_administrators_word_yet_does_not_overrule_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var (sam, book) = (PersonId.Parse("sam@contoso.example"), new FakeAddressBook());
        var channels = new IChannel[] { office.Teams, office.Slack };
        var hosts = new[] { 1, 2 }.Select(_ => new WhoIsWho(office.People, office.Catalog, channels, office.Time, book)).ToList();
        Shows(office, Sal, Sal.Person.Value);
        Shows(office, SalInSlack, sam.Value);
        foreach (var account in new[] { Sal, SalInSlack })
        {
            await hosts[1].Identify(new FakeIndex(), new FakeWork()).OfAsync(Office.AccountOf(account), default);
        }

        await hosts[0].Links.JudgeAsync(sam, Sal.Person, true, Iam.Person, "One person.", false, default);
        await hosts[0].Links.JudgeAsync(sam, Sal.Person, false, Iam.Person, "Two people.", false, default);
        Shows(office, SalInSlack, Sal.Person.Value);
        office.Time.Advance(TimeSpan.FromMinutes(20));
        await hosts[1].Identify(new FakeIndex(), new FakeWork()).OfAsync(Office.AccountOf(SalInSlack), default);

        Assert.False(hosts[1].Catalog.Current.Directory.AreSame(sam, Sal.Person));
        Assert.False(book.AllAsync(default).ToBlockingEnumerable().Single(row => row.Address == sam).Person == Sal.Person);
    }

    [Fact]
    public async Task The_history_and_a_refusal_call_people_by_their_names()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([], [Iam.Person]) };
        var id = await AskAsync(office, Sal);
        foreach (var person in new[] { Ana, Ciso, Sal })
        {
            await office.SayAsync(person, "help"); // their names are known
        }

        var refused = await office.SayAsync(Iam, $"reassign {id} from {Ana.Person} to {Sal.Person} because she is on leave");
        await office.SayAsync(Iam, $"reassign {id} from {Ana.Person} to {Ciso.Person} because she is on leave");
        var history = (await office.SayAsync(Iam, $"history {id}")).View.Words();

        Assert.Contains("Sal Ortiz cannot be asked", refused.View.Words(), StringComparison.Ordinal);
        Assert.Contains("gave the review of Ana Silva to Cis Okafor: she is on leave", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_read_in_the_help_how_to_reassign()
    {
        var office = await Office.OpenAsync(Sal, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([], [Iam.Person]) };

        var (theirs, others) = ((await office.SayAsync(Iam, "help")).View.Words(), (await office.SayAsync(Sal, "help")).View.Words());

        Assert.Contains("reassign PX-…", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("reassign", others, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_that_an_administrator_linked_before_any_account_shows_it_joins_at_the_first_look(bool inOtherChannel)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var linked = PersonId.Parse("sal.berg@contoso.example");
        await ActorAsync(office, Sal);
        await office.Who.Links.JudgeAsync(linked, Sal.Person, true, Iam.Person, "Her address from June on.", false, default);
        var account = inOtherChannel ? SalInSlack : new PersonActor(linked, "Sal Berg", "teams", "teams|72f988bf|sal-berg");

        await AppearAsync(office, account, linked.Value);

        Assert.Equal(Sal.Person, (await ActorAsync(office, account)).Person);
        Assert.DoesNotContain(office.Who.Known.Rows.Keys, address => address.Value != address.Address);
    }

    [Fact]
    public async Task A_linked_address_joins_at_the_first_look_while_no_account_of_either_is_known()
    {
        var office = await Office.OpenAsync(Ana, Bo);
        var linked = PersonId.Parse("sal.berg@contoso.example");
        await office.Who.Links.JudgeAsync(linked, Sal.Person, true, Iam.Person, "Her address from June on.", false, default);

        await AppearAsync(office, SalInSlack, linked.Value);
        var person = (await ActorAsync(office, SalInSlack)).Person;
        await AppearAsync(office, Sal, Sal.Person.Value);

        Assert.Equal((Sal.Person, Sal.Person), (person, (await ActorAsync(office, Sal)).Person));
    }

    [Fact]
    public async Task To_say_twice_that_two_are_two_people_gives_neither_the_address_of_the_other()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await ActorAsync(office, Sal);
        await ActorAsync(office, Pat);
        await office.Who.Links.JudgeAsync(Pat.Person, Sal.Person, true, Iam.Person, "One desk.", false, default);
        await office.Who.Links.JudgeAsync(Pat.Person, Sal.Person, false, Iam.Person, "Two people.", false, default);

        var again = await office.Who.Links.JudgeAsync(Sal.Person, Pat.Person, false, Iam.Person, "Two people.", false, default);

        Assert.Empty(again);
        Assert.Equal(Pat.Person, office.Who.Catalog.Current.Directory.FindHolder(Pat.Person));
    }
}
