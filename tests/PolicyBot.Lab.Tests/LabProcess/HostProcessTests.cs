using System.Net;
using System.Net.Sockets;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Testing;

namespace PolicyBot.Lab.Tests.LabProcess;

public sealed class HostProcessTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_Host_that_does_not_start_is_reported_with_what_it_wrote()
    {
        var missing = Path.Combine(AppContext.BaseDirectory, "no-such-host.dll");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            HostProcess.StartAsync(missing, new Uri("http://127.0.0.1:1/"), new Dictionary<string, string>(), CancellationToken.None));

        Assert.Contains("no-such-host.dll", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_is_left_to_whoever_has_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var chosen = HostProcess.ChoosePort(port);

        Assert.NotEqual(port, chosen);
    }

    [Fact]
    public async Task It_serves_with_the_given_configuration_and_with_none_of_the_shells()
    {
        Environment.SetEnvironmentVariable("Teams__CardActions", "from-the-shell");
        var environment = new Dictionary<string, string> { ["PolicyBot__CatalogPath"] = "catalog.yaml" };

        await using var host = await HostProcess.StartAsync(StandInHost.Assembly, FreeAddress(), environment, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("catalog.yaml", await http.GetStringAsync(new Uri("/setting/PolicyBot__CatalogPath", UriKind.Relative)));
        Assert.Equal("(none)", await http.GetStringAsync(new Uri("/setting/Teams__CardActions", UriKind.Relative)));
    }

    [Fact]
    public async Task It_is_asked_to_stop_before_it_is_made_to()
    {
        await using var host =
            await HostProcess.StartAsync(StandInHost.Assembly, FreeAddress(), new Dictionary<string, string>(), CancellationToken.None);

        await host.StopAsync();

        Assert.True(host.HasExited);
        Assert.Equal(["Serving.", "Asked to stop."], host.Output);
    }

    [Fact]
    public async Task The_Lab_starts_the_Host_tells_it_of_everybody_and_starts_it_again_where_it_was_after_a_power_cut()
    {
        var options = new PolicyBotLabOptions
        {
            HostAssembly = StandInHost.Assembly,
            StorageConnectionString = azurite.ConnectionString,
            TablePrefix = azurite.TablePrefix,
            HostPort = 0,
        };
        await using var lab = await PolicyBotLab.StartAsync(options, CancellationToken.None);

        await lab.Host.KillAsync();
        var silence = await lab.Tenant.Person("sal@contoso.example").SayAsync("hello", CancellationToken.None);
        await lab.StartHostAsync(CancellationToken.None);
        var answer = await lab.Tenant.Person("sal@contoso.example").SayAsync("hello", CancellationToken.None);

        Assert.All(lab.Tenant.People, person => Assert.True(person.Installed));
        Assert.Equal((0, 200), (silence.Status, answer.Status));
        Assert.Equal(["Serving.", "Serving."], lab.HostOutput);
    }

    [Fact]
    public async Task A_verb_runs_to_its_end_with_the_Labs_configuration()
    {
        var options = new PolicyBotLabOptions
        {
            HostAssembly = StandInHost.Assembly,
            StorageConnectionString = azurite.ConnectionString,
            TablePrefix = azurite.TablePrefix,
            HostPort = 0,
        };
        await using var lab = await PolicyBotLab.StartAroundAsync(options, CancellationToken.None);

        var (exitCode, output) = await lab.RunVerbAsync(CancellationToken.None, "audit", "verify");

        Assert.Equal((3, $"Verified {azurite.TablePrefix}."), (exitCode, output));
    }

    [Fact]
    public async Task Every_setting_of_the_contract_is_given_and_an_empty_one_takes_it_away()
    {
        var options = new PolicyBotLabOptions
        {
            StorageConnectionString = azurite.ConnectionString,
            HostPort = 0,
            WithModel = false,
            Environment = new Dictionary<string, string> { ["Teams__AuthorityHost"] = "", ["Teams__CardActions"] = "submit" },
        };
        await using var lab = await PolicyBotLab.StartAroundAsync(options, CancellationToken.None);

        Assert.Equal(
            [
                "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "PolicyBot__CatalogPath", "PolicyBot__DangerouslyFollowClock",
                    "PolicyBot__PublicBaseUrl",
                "Smtp__CertificateSha256", "Smtp__From", "Smtp__Host", "Smtp__Password", "Smtp__Port", "Smtp__User",
                "Storage__ConnectionString", "Storage__TablePrefix", "Teams__AuthorityCertificateSha256", "Teams__CardActions",
                    "Teams__MicrosoftAppId",
                "Teams__MicrosoftAppPassword", "Teams__MicrosoftAppTenantId", "Teams__MicrosoftAppType", "Teams__OpenIdMetadataUrl",
                "Webhooks__AllowedHosts__0",
            ],
            lab.Environment.Keys.Order(StringComparer.Ordinal));
    }

    private static Uri FreeAddress() => new($"http://127.0.0.1:{HostProcess.ChoosePort(0)}/");
}
