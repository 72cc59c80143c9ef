using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Reports of mail that did not arrive.</summary>
public sealed class MailReportsTests
{
    private const string Address = "iam@contoso.example";
    private readonly FakeMail mail = new();
    private readonly Reader reader = new();

    [Fact]
    public async Task Only_a_report_about_what_was_sent_to_its_address_is_news()
    {
        var (office, reports) = await OpenAsync();
        var envelope = Assert.Single(mail.Sent).Message.Message;

        foreach (var (address, named) in new[] { (Address, "made-up"), ("sal@contoso.example", envelope), (Address, "") })
        {
            reader.Failed = [new(address, named, "5.1.1")];
            Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));
        }

        Assert.Empty(Told(office));
        Assert.False(await IsDeadAsync(office));
        reader.Failed = [new("Iam@Contoso.example", envelope, "5.1.1")];
        Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));
        Assert.True(await IsDeadAsync(office));
    }

    [Fact]
    public async Task A_report_makes_the_address_dead_and_administrators_are_told_once()
    {
        var (office, reports) = await OpenAsync();
        reader.Failed = [new(Address, Assert.Single(mail.Sent).Message.Message, "5.1.1")];

        Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));
        Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));

        Assert.Contains(Address, Assert.IsType<ListView>(Assert.Single(Told(office)).View).Intro[0].Text, StringComparison.Ordinal);
        Assert.True(await IsDeadAsync(office));
    }

    [Fact]
    public async Task Any_other_message_is_no_report()
    {
        var (_, reports) = await OpenAsync();

        Assert.Equal(ReportTaken.NoReport, await reports.TakeAsync([], default));
    }

    [Fact]
    public async Task While_administrators_cannot_be_told_the_report_is_to_come_again_and_the_address_stays_alive()
    {
        var (office, reports) = await OpenAsync();
        reader.Failed = [new(Address, Assert.Single(mail.Sent).Message.Message, "5.1.1")];
        office.Slack.OnSend = account => account.Account == Office.AccountOf(Deputy).Account
            ? new SendOutcome.Later(TimeSpan.FromSeconds(30), "503") : null;

        Assert.Equal(ReportTaken.Again, await reports.TakeAsync([], default));
        Assert.False(await IsDeadAsync(office));

        office.Slack.OnSend = _ => null;
        Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));
        Assert.Single(Told(office));
        Assert.True(await IsDeadAsync(office));
    }

    [Fact]
    public async Task A_host_that_died_while_it_told_leaves_the_report_to_come_again()
    {
        var (office, reports) = await OpenAsync();
        var envelope = Assert.Single(mail.Sent).Message.Message;
        reader.Failed = [new(Address, envelope, "5.1.1")];
        Assert.True(await office.People.TryClaimAsync(Deputy.Person, $"told|mail|{envelope}", default)); // of a host that died

        Assert.Equal(ReportTaken.Again, await reports.TakeAsync([], default));
        Assert.False(await IsDeadAsync(office));

        office.Time.Advance(IPeople.ClaimHolds + TimeSpan.FromSeconds(1));
        Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));
        Assert.Single(Told(office));
    }

    [Fact]
    public async Task A_store_that_fails_after_administrators_were_told_leaves_the_report_to_come_again_and_tells_nobody_twice()
    {
        var (office, reports) = await OpenAsync();
        reader.Failed = [new(Address, Assert.Single(mail.Sent).Message.Message, "5.1.1")];
        office.People.OnChange = Down;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => reports.TakeAsync([], default));

        office.People.OnChange = null;
        Assert.Equal(ReportTaken.Taken, await reports.TakeAsync([], default));

        Assert.Single(Told(office));
        Assert.True(await IsDeadAsync(office));
    }

    private static void Down(ChannelAccount account)
    {
        if (account.Channel == "mail")
        {
            throw new StoreUnavailableException("down");
        }
    }

    private static IReadOnlyList<FakeMessage> Told(Office office) =>
        [.. office.MessagesOf(Deputy).Where(message => message.View.Summary == "An e-mail address takes nothing")];

    private static async Task<bool> IsDeadAsync(Office office) =>
        await office.Who.Mail.FindAsync(Iam.Person, await office.Reachability.ReachAsync(Iam.Person, default), default) is null;

    // A policy owner was told by mail; Deputy is the administrator.
    private async Task<(Office Office, MailReports Reports)> OpenAsync()
    {
        var office = await Office.OpenWithMailAsync(mail, Sal, Ana, Bo, Ciso, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([], [Deputy.Person]) };
        await office.HoldAsync(new ARequest().Granted());
        var direct = new DirectMessages(office.Reachability, office.Who.Mail, office.People);
        var administrators = new AdministratorNotices(office.People, direct, office.Who.Catalog, office.Time);
        return (office, new MailReports(office.Who.Mail, administrators, [reader]));
    }

    private sealed class Reader : IInboundMail
    {
        public IReadOnlyList<FailedMail>? Failed { get; set; }

        public IReadOnlyList<FailedMail>? ReadReport(byte[] message) => Failed;
    }
}
