using PolicyBot.Lab.Teams;

namespace PolicyBot.Lab.Tests.Teams;

public sealed class KeptTenantTests : IDisposable
{
    private const string Sal = "sal@contoso.example";
    private readonly string _folder = Directory.CreateTempSubdirectory("policybot-kept-").FullName;

    private string File => Path.Combine(_folder, "chats.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Chats_and_who_has_the_app_are_there_again_at_the_connector_of_the_same_port()
    {
        string before;
        await using (var first = await TeamsTenant.StartAsync(null, CancellationToken.None))
        {
            await first.Person(Sal).InstallAsync(CancellationToken.None);
            await first.Person(Sal).SayAsync("request", CancellationToken.None);
            before = first.ServiceUrl;
            KeptTenant.Save(first, File);
        }

        await using var second =
            await TeamsTenant.StartAsync(new TeamsTenantOptions { ConnectorPort = KeptTenant.Port(File) }, CancellationToken.None);
        var restored = KeptTenant.Restore(second, File);

        Assert.True(restored);
        Assert.Equal(before, second.ServiceUrl);
        Assert.Equal(
            (Sal, "request"), (second.Person(Sal).Chat.Messages.Single().Author?.Email, second.Person(Sal).Chat.Messages.Single().Text));
        Assert.Equal((true, false), (second.Person(Sal).Installed, second.Person("ana@contoso.example").Installed));
    }

    [Fact]
    public async Task A_first_start_has_nothing_to_put_back()
    {
        await using var tenant =
            await TeamsTenant.StartAsync(new TeamsTenantOptions { ConnectorPort = KeptTenant.Port(File) }, CancellationToken.None);

        Assert.False(KeptTenant.Restore(tenant, File));
    }
}
