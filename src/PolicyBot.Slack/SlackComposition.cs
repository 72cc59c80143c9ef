using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Slack.Inbound;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.SocketMode;

namespace PolicyBot.Slack;

/// <summary>Puts the parts of the Slack channel together.</summary>
public static class SlackComposition
{
    /// <summary>
    /// Adds the options and, where there is a token, the channel. Without a token no person counts as reachable in Slack. Pauses and
    /// time-outs go by the machine's clock, never by a <see cref="TimeProvider"/> of the container, which Development may turn.
    /// </summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SlackOptions.Section);
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        services.AddOptions<SlackOptions>().Bind(section).ValidateOnStart();
        if (string.IsNullOrEmpty(section[nameof(SlackOptions.BotToken)]))
        {
            return services;
        }

        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SlackOptions>>().Value);
        services.AddSingleton<SlackHealth>();
        services.AddSingleton(provider => new SlackClient(
            SlackClient.CreateHttpClient(), provider.GetRequiredService<SlackOptions>(), SlackClient.CreateRateLimiter(),
            provider.GetRequiredService<SlackHealth>(), TimeProvider.System, provider.GetRequiredService<ILogger<SlackClient>>()));
        services.AddSingleton<SlackInstallation>();
        services.AddSingleton(new InstallationPart(
            SlackOptions.Section, provider => ActivatorUtilities.CreateInstance<SlackCheck>(provider)));
        services.AddSingleton(provider => new SlackDirectory(
            provider.GetRequiredService<SlackClient>(), provider.GetRequiredService<SlackInstallation>(), TimeProvider.System));
        services.AddSingleton<SentNotices>();
        services.AddSingleton(_ => new PendingViewResponses(TimeProvider.System));
        services.AddSingleton<SlackChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<SlackChannel>());
        services.AddSingleton<SlackHome>();
        services.AddSingleton<IHome>(provider => provider.GetRequiredService<SlackHome>());
        services.AddHostedService(provider => new SlackWatch(
            provider.GetRequiredService<SlackHealth>(), provider.GetRequiredService<SlackClient>(),
                provider.GetRequiredService<AdministratorNotices>(),
            TimeProvider.System, provider.GetRequiredService<ILogger<SlackWatch>>()));
        services.AddSlackInbound();
        if (!string.IsNullOrEmpty(section[nameof(SlackOptions.AppToken)]))
        {
            services.AddSingleton<SocketModeEnvelopes>();
            services.AddHostedService(provider => new SocketModeConnection(
                provider.GetRequiredService<SlackClient>(), provider.GetRequiredService<SocketModeEnvelopes>(),
                    provider.GetRequiredService<SlackHealth>(),
                provider.GetRequiredService<AdministratorNotices>(), TimeProvider.System,
                    provider.GetRequiredService<ILogger<SocketModeConnection>>()));
        }

        return services;
    }

    /// <summary>Asks Slack whose the token is before anything is served.</summary>
    /// <returns>What keeps it from serving, a line each; none where Slack is off, and none while Slack is down.</returns>
    public static async Task<IReadOnlyList<string>> SlackFaultsAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetService<SlackInstallation>() is { } installation ? await installation.FaultsAsync(cancellationToken) : [];
}
