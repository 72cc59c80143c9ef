using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Tests.Storage;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.People;

public sealed class TablePageSessionsTests(AzuriteFixture azurite) : PageSessionsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IPageSessions> NewAsync() => new TablePageSessions(await azurite.NewStoreAsync());

    [Fact]
    public async Task A_link_that_is_used_while_all_is_ended_leaves_no_session()
    {
        using var network = new Faults();
        var (person, now) = (PersonId.Parse("ana@contoso.example"), new DateTimeOffset(2027, 1, 15, 9, 0, 0, TimeSpan.Zero));
        var prefix = AzuriteFixture.NewTablePrefix();
        await new StoreTables(new TableServiceClient(azurite.ConnectionString), prefix).CreateAsync(default);
        var theirs = new TablePageSessions(new StoreTables(new TableServiceClient(azurite.ConnectionString), prefix));
        var ours = new TablePageSessions(new StoreTables(new TableServiceClient(azurite.ConnectionString, network.Options()), prefix));
        var (link, session) = (Entry(), Entry());
        await theirs.AddLinkAsync(link, now, default);
        network.Meanwhile(async () => Assert.True(await theirs.TryUseAsync(link.Secret, session, default))); // after all were listed

        await ours.RemoveAllAsync(person, default);

        Assert.Null(await theirs.FindAsync(PageEntryKind.Session, session.Secret, default));

        PageEntry Entry() => new(PageSecret.Draw(person), person, new ChannelAccount("slack", "T1", "U1"), now.AddHours(1));
    }
}
