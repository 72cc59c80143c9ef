using PolicyBot.Application.Evidence;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Evidence;

public sealed class CheckpointNoticesTests
{
    private static readonly LastCheckpoint Last = new("2026-11-30", "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", 3);

    [Fact]
    public async Task Auditors_hear_once_of_a_checkpoint_with_its_whole_hash_and_nobody_else_does()
    {
        var office = await OpenAsync();

        foreach (var _ in Enumerable.Range(0, 2)) // after a restart, too
        {
            Assert.True(await NoticesOf(office).TellAsync(Last, default));
        }

        var told = Assert.Single(office.MessagesOf(Pat));
        Assert.Contains("Checkpoint of 2026-11-30", told.View.Words(), StringComparison.Ordinal);
        Assert.Contains(Last.Hash, told.View.Words(), StringComparison.Ordinal);
        Assert.Empty(office.MessagesOf(Deputy));
    }

    [Fact]
    public async Task Auditors_and_administrators_hear_once_what_does_not_fit()
    {
        var office = await OpenAsync();
        var made = new MadeCheckpoint("2026-11-30", Last.Hash, 0, [new EvidenceFault("PX-7Q2M4X9K", "REMOVED")]);

        Assert.True(await NoticesOf(office).TellFaultsAsync(made, default));
        Assert.True(await NoticesOf(office).TellFaultsAsync(made, default));

        Assert.Contains("PX-7Q2M4X9K", Assert.Single(office.MessagesOf(Pat)).View.Words(), StringComparison.Ordinal);
        Assert.Contains("PX-7Q2M4X9K", Assert.Single(office.MessagesOf(Deputy)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_again_on_another_day_is_not_told_again_and_what_is_new_is_told_alone()
    {
        var office = await OpenAsync();
        var (old, added) = (new EvidenceFault("PX-7Q2M4X9K", "REMOVED"), new EvidenceFault("PX-8R3N5Y0M", "REMOVED"));

        Assert.True(await NoticesOf(office).TellFaultsAsync(new MadeCheckpoint("2026-11-30", Last.Hash, 0, [old]), default));
        Assert.True(await NoticesOf(office).TellFaultsAsync(new MadeCheckpoint("2026-12-01", Last.Hash, 0, [old]), default));
        Assert.Single(office.MessagesOf(Pat));
        Assert.True(await NoticesOf(office).TellFaultsAsync(new MadeCheckpoint("2026-12-02", Last.Hash, 0, [old, added]), default));

        var told = office.MessagesOf(Pat).ToList();
        Assert.Equal(2, told.Count);
        Assert.Contains("PX-8R3N5Y0M", told[1].View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("PX-7Q2M4X9K", told[1].View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_fits_nothing_is_said_of_faults()
    {
        var office = await OpenAsync();

        Assert.True(await NoticesOf(office).TellFaultsAsync(new MadeCheckpoint("2026-11-30", Last.Hash, 3, []), default));

        Assert.Empty(office.MessagesOf(Pat));
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], [Deputy.Person]) };
        return office;
    }

    private static CheckpointNotices NoticesOf(Office office) => new(
        new AdministratorNotices(
            office.People, new DirectMessages(office.Reachability, office.Who.Mail, office.People), office.Who.Catalog, office.Time),
        office.People, office.Who.Catalog);
}
