using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>Accounts of which a channel says that something about them changed.</summary>
public sealed class AccountRemovalTests
{
    private static readonly ChannelAccount BosAccount = Office.AccountOf(Bo).Account;

    public static TheoryData<DirectoryVerdict, string> Gone => new()
    {
        { DirectoryVerdict.Deactivated, "deactivated" },
        { DirectoryVerdict.Guest, "guest" },
        { DirectoryVerdict.Unknown, "unknown" },
    };

    [Theory]
    [MemberData(nameof(Gone))]
    public async Task An_approver_whom_the_directory_does_not_vouch_for_any_more_is_replaced_at_once(DirectoryVerdict verdict, string code)
    {
        var office = await OpenAsync(Ana, Bo, Ciso);
        Says(office, verdict);

        Assert.True(await office.AccountRemoval.ChangedAsync(BosAccount, default));
        await SweepAsync(office);

        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        Assert.Equal(code, (await office.People.ReadAsync(BosAccount, default))!.DeadBecause);
        Assert.IsType<Identified.NotServed>(await office.Identification.OfAsync(Office.AccountOf(Bo), default));
    }

    [Fact]
    public async Task Somebody_who_is_listed_and_was_never_met_is_replaced_too()
    {
        var office = await OpenAsync(Ana, Ciso);
        Says(office, DirectoryVerdict.Deactivated);

        await office.AccountRemoval.ChangedAsync(BosAccount, default);
        await SweepAsync(office);

        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
    }

    [Fact]
    public async Task Who_comes_back_can_be_written_to_again()
    {
        var office = await OpenAsync(Ana, Bo, Ciso);
        Says(office, DirectoryVerdict.Deactivated);
        await office.AccountRemoval.ChangedAsync(BosAccount, default);

        Says(office, DirectoryVerdict.Member);
        await office.AccountRemoval.ChangedAsync(BosAccount, default);

        Assert.Equal(BosAccount, Assert.Single(await office.Reachability.AccountsAsync(Bo.Person, default)).Account);
        Assert.Contains(office.Work.All, item => item.Subject == new ARequest().Id.Value && item.Due == office.Time.GetUtcNow());
    }

    [Fact]
    public async Task While_the_directory_is_down_nobody_has_left_and_it_is_to_be_asked_again()
    {
        var office = await OpenAsync(Ana, Bo, Ciso);
        Says(office, DirectoryVerdict.Unavailable);

        Assert.False(await office.AccountRemoval.ChangedAsync(BosAccount, default));
        await SweepAsync(office);

        Assert.Empty(office.MessagesOf(Ciso));
        Assert.Equal(BosAccount, Assert.Single(await office.Reachability.AccountsAsync(Bo.Person, default)).Account);
    }

    [Fact]
    public async Task An_account_that_gets_another_address_stays_with_its_human_who_is_still_asked()
    {
        var office = await OpenAsync(Ana, Bo, Ciso);
        office.Catalog.Current = TestCatalog.Contoso;
        office.Slack.Directory[BosAccount.Id] = new DirectoryAnswer(DirectoryVerdict.Member, Mallory.Person.Value, "", Mallory.Name);

        await office.AccountRemoval.ChangedAsync(BosAccount, default);
        await SweepAsync(office);

        Assert.Empty(office.MessagesOf(Ciso));
        Assert.Equal(Bo.Person, (await office.People.ReadAsync(BosAccount, default))!.Person);
        Assert.Equal(Bo.Person, office.Who.Catalog.Current.Directory.FindHolder(Mallory.Person));
    }

    [Fact]
    public async Task A_change_of_an_account_that_is_none_of_ours_is_not_looked_at()
    {
        var office = await OpenAsync(Ana, Bo, Ciso);

        Assert.True(await office.AccountRemoval.ChangedAsync(Office.AccountOf(Mallory).Account, default));

        Assert.Equal(0, office.Slack.LookUps);
    }

    /// <summary>A request waits for Ana and Bo, whom the catalog lists with his account.</summary>
    private static async Task<Office> OpenAsync(params Actor[] met)
    {
        var office = await Office.OpenAsync([Sal, .. met]);
        office.Catalog.Current = TestCatalog.Contoso with { People = [new PersonEntry(Bo.Person, [], null, BosAccount.Id, null, null)] };
        await office.HoldAsync(new ARequest().InReview());
        return office;
    }

    private static void Says(Office office, DirectoryVerdict verdict) =>
        office.Slack.Directory[BosAccount.Id] =
            new DirectoryAnswer(verdict, verdict == DirectoryVerdict.Unavailable ? "" : Bo.Person.Value, "", Bo.Name);

    /// <summary>Processes what is due now.</summary>
    private static async Task SweepAsync(Office office)
    {
        foreach (var item in await office.Work.DueAsync(office.Time.GetUtcNow(), 100, default))
        {
            await office.Work.RemoveAsync(item, default);
            await office.Reconciler.ReconcileAsync(ExceptionId.Parse(item.Subject), default);
        }
    }
}
