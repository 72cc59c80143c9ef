using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Outbound;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests;

/// <summary>The Lab's tenant over real sockets, and our side of the wire composed as the Host composes it.</summary>
public sealed class TenantFixture : IAsyncLifetime
{
    public TeamsTenant Tenant { get; private set; } = null!;

    public ServiceProvider Services { get; private set; } = null!;

    internal TeamsClient Client => Services.GetRequiredService<TeamsClient>();

    internal TeamsVerifier Door => Services.GetRequiredService<TeamsVerifier>();

    public async Task InitializeAsync()
    {
        Tenant = await TeamsTenant.StartAsync(
            new TeamsTenantOptions { RateLimits = false, AnswerWithin = TimeSpan.FromMinutes(1) }, default);
        Services = Compose();
    }

    public async Task DisposeAsync()
    {
        await Services.DisposeAsync();
        await Tenant.DisposeAsync();
    }

    internal ServiceProvider Compose(params (string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Teams:MicrosoftAppId"] = Tenant.Options.AppId,
            ["Teams:MicrosoftAppPassword"] = Tenant.Options.AppPassword,
            ["Teams:MicrosoftAppTenantId"] = Tenant.Options.TenantId,
            ["Teams:OpenIdMetadataUrl"] = Tenant.OpenIdMetadataUrl.ToString(),
            ["Teams:AuthorityHost"] = Tenant.AuthorityHost.ToString(),
            ["Teams:AuthorityCertificateSha256"] = Tenant.AuthorityCertificateSha256,
        };
        foreach (var (key, value) in changes)
        {
            settings[key] = value;
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<IHostEnvironment>(new AnEnvironment(development: true));
        services.AddTeamsConnector();
        return services.BuildServiceProvider();
    }

    internal async Task<ConversationAddress> ChatAsync(string email)
    {
        var person = Tenant.Person(email);
        await person.InstallAsync(default);
        return new ConversationAddress(Tenant.ServiceUrl, person.Chat.Id, Tenant.Options.TenantId);
    }
}
