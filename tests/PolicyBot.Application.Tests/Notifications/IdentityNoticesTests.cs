using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
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

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        return office;
    }

    private static async Task TellTwiceAsync(Office office)
    {
        var administrators = new AdministratorNotices(
            office.People, new DirectMessages(office.Reachability, office.People), office.Who.Catalog, office.Time);
        for (var host = 0; host < 2; host++)
        {
            await new IdentityNotices(administrators, office.People, office.Who.Known, office.Who.Catalog, office.Time).TellAsync(default);
        }
    }
}
