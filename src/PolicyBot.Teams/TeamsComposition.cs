using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams;

/// <summary>Puts the parts of the Teams channel together.</summary>
public static class TeamsComposition
{
    /// <summary>
    /// Adds options, the door for activities and the connector client. Tokens, keys and time-outs go by the machine's clock, never by a
    /// <see cref="TimeProvider"/> of the container, which Development may turn.
    /// </summary>
    public static IServiceCollection AddTeamsConnector(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsValidator>();
        services.AddOptions<TeamsOptions>().Configure<IConfiguration>(Bind).ValidateOnStart();
        services.AddSingleton(provider => new ServiceUrlAllowList(Options(provider).ServiceUrls, IsDevelopment(provider)));
        services.AddSingleton(provider => new ActivityRules(
            Options(provider).MicrosoftAppId, Options(provider).Tenants, provider.GetRequiredService<ServiceUrlAllowList>()));
        services.AddSingleton(provider => new TeamsVerifier(
            provider.GetRequiredService<ActivityRules>(), Keys(provider), IsDevelopment(provider), TimeProvider.System,
            provider.GetRequiredService<ILogger<TeamsVerifier>>()));
        services.AddSingleton(EntraTokens);
        services.AddSingleton(provider => new ConnectorTokens(ConnectorCredential.Factory(Options(provider)), TimeProvider.System));
        services.AddSingleton(provider => new TeamsClient(
            TeamsClient.CreateHttpClient(), provider.GetRequiredService<ConnectorTokens>(),
                provider.GetRequiredService<ServiceUrlAllowList>(),
            TeamsClient.CreateRateLimiter(), TimeProvider.System, provider.GetRequiredService<ILogger<TeamsClient>>()));
        services.AddSingleton<TeamsDirectory>();
        services.AddSingleton<TeamsChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<TeamsChannel>());
        services.AddSingleton<TeamsInbox>();
        services.AddSingleton<IInbox>(provider => provider.GetRequiredService<TeamsInbox>());
        services.AddSingleton<TeamsEndpoint>();
        services.AddSingleton(new InstallationPart(TeamsOptions.Section, provider => new TeamsCheck(
            Options(provider), IsDevelopment(provider), provider.GetRequiredService<ConnectorTokens>(), Keys(provider))));
        return services;
    }

    private static TeamsOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TeamsOptions>>().Value;

    private static bool IsDevelopment(IServiceProvider provider) => provider.GetRequiredService<IHostEnvironment>().IsDevelopment();

    private static SigningKeys? Keys(IServiceProvider provider) => Options(provider) is { IsRegistered: true } options
        ? new SigningKeys(
            SigningKeys.CreateHttpClient(), new Uri(options.OpenIdMetadataUrl), IsDevelopment(provider), TimeProvider.System,
            provider.GetRequiredService<ILogger<SigningKeys>>())
        : null;

    // Without a bot there is no app that a token could be for.
    private static IPersonTokens EntraTokens(IServiceProvider provider)
    {
        var options = Options(provider);
        var authority = new Uri(options.AuthorityHost.Length > 0 ? options.AuthorityHost : EntraToken.Authority);
        var http = SigningKeys.CreateHttpClient(AuthorityCertificate.Pin(options.AuthorityCertificateSha256));
        var keys = (options.IsRegistered ? options.Tenants : []).Select(tenant => tenant.ToLowerInvariant()).Distinct()
            .ToDictionary(tenant => tenant, tenant => new SigningKeys(
                http, EntraToken.MetadataOf(authority, tenant), false, TimeProvider.System,
                provider.GetRequiredService<ILogger<SigningKeys>>()));
        return new EntraTokens(
            options.MicrosoftAppId, authority, keys, TimeProvider.System, provider.GetRequiredService<ILogger<EntraTokens>>());
    }

    private static void Bind(TeamsOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(TeamsOptions.Section);
        section.Bind(options);
        options.AllowedTenants = List(section.GetSection(nameof(options.AllowedTenants)), options.AllowedTenants);
        options.ServiceUrls = List(section.GetSection(nameof(options.ServiceUrls)), options.ServiceUrls);
    }

    // One environment variable may hold several values.
    private static IList<string> List(IConfigurationSection section, IList<string> bound) => section.Value is { Length: > 0 } values
        ? values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : bound;
}
