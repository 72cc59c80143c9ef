using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

public sealed class IdentityNoticesTests
{
    [Fact]
    public async Task Administrators_hear_once_of_an_account_under_a_known_address_with_the_command_that_links_it()
    {
        var office = await OpenAsync();
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);
        var sam = Sal with { Account = "teams|72f988bf|sam", Name = "Sam Alder" };
        office.Teams.Directory["sam"] = new DirectoryAnswer(DirectoryVerdict.Member, Sal.Person.Value, "", sam.Name);
        await office.SayAsync(sam, "help");

        await TellTwiceAsync(office);

        var told = Assert.Single(office.MessagesOf(Deputy));
        Assert.Contains(
            "policybot people link sal@contoso.example#2 sal@contoso.example", told.View.Words(), StringComparison.Ordinal);
        Assert.Contains(
            "policybot people unlink sal@contoso.example sal@contoso.example#2", told.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_administrator_judged_is_told_to_all_administrators_and_to_both_people()
    {
        var office = await OpenAsync();
        await office.SayAsync(Sal, "help");
        await office.SayAsync(Pat, "help");
        await office.Who.Links.JudgeAsync(Pat.Person, Sal.Person, true, Iam.Person, "One desk, one person", false, default);

        await TellTwiceAsync(office);

        Assert.Single(office.MessagesOf(Deputy), Says);
        Assert.Single(office.MessagesOf(Sal), Says);
        Assert.Single(office.MessagesOf(Pat), Says);

        static bool Says(FakeMessage message) => message.View.Words().Contains("One desk, one person", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_an_address_means_from_now_on_is_told_whichever_row_keeps_it(bool isLater)
    {
        var office = await OpenAsync();
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);
        var sam = Sal with { Account = "teams|72f988bf|sam", Name = "Sam Alder" };
        office.Teams.Directory["sam"] = new DirectoryAnswer(DirectoryVerdict.Member, Sal.Person.Value, "aa.alder@contoso.example", sam.Name);
        await office.SayAsync(sam, "help");
        var later = office.Who.Known.Rows[Sal.Person].FindUnjudged().Single();
        var (one, other) = isLater ? (later, Sal.Person) : (Sal.Person, later);
        await office.Who.Links.JudgeAsync(one, other, false, Iam.Person, "As the directory says", false, default);

        await TellTwiceAsync(office);

        Assert.True(later < Sal.Person); // the row that keeps it is the greater of the two
        Assert.Single(
            office.MessagesOf(Deputy), message => message.View.Words().Contains("As the directory says", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Administrators_hear_once_of_an_account_that_fits_two_entries_of_the_catalog_and_again_when_it_comes_back()
    {
        var office = await OpenAsync();
        var right = office.Catalog.Current;
        var wrong = right with
        {
            People =
            [
                new PersonEntry(Pat.Person, [], null, null, Teams: "sal", null),
                new PersonEntry(Ciso.Person, [Sal.Person], null, null, null, null),
            ],
        };
        var notices = NoticesOf(office);
        await office.SayAsync(Sal, "help"); // what it shows is known
        office.Catalog.Current = wrong;
        var answered = (await office.SayAsync(Sal, "help")).View.Words();
        await notices.TellAsync(default);
        await notices.TellAsync(default);
        await TellTwiceAsync(office); // after a restart
        office.Catalog.Current = right;
        await office.SayAsync(Sal, "help");
        await notices.TellAsync(default);
        office.Time.Advance(TimeSpan.FromDays(1));
        office.Catalog.Current = wrong;
        await office.SayAsync(Sal, "help");
        await notices.TellAsync(default);

        Assert.Contains("fits more than one person in the catalog", answered, StringComparison.Ordinal);
        Assert.False(office.Who.Catalog.Current.Directory.AreSame(Pat.Person, Ciso.Person));
        Assert.Equal(2, office.MessagesOf(Deputy).Count);
        Assert.Contains(
            "Sal Ortiz (teams|72f988bf|sal) fits more than one entry under people in the catalog: ciso@contoso.example, pat@contoso.example.",
            office.LastOf(Deputy).View.Words(), StringComparison.Ordinal);
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        return office;
    }

    private static async Task TellTwiceAsync(Office office)
    {
        for (var host = 0; host < 2; host++)
        {
            await NoticesOf(office).TellAsync(default);
        }
    }

    private static IdentityNotices NoticesOf(Office office) => new(
        new AdministratorNotices(
            office.People, new DirectMessages(office.Reachability, office.Who.Mail, office.People), office.Who.Catalog, office.Time),
        office.People, office.Who.Known, office.Who.Catalog, office.Time);
}
