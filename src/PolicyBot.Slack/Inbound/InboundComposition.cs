using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;

namespace PolicyBot.Slack.Inbound;

/// <summary>Puts together what takes in what comes from Slack.</summary>
internal static class InboundComposition
{
    /// <summary>Adds the door and what is behind it. Signatures and the time for an answer go by the machine's clock.</summary>
    public static IServiceCollection AddSlackInbound(this IServiceCollection services)
    {
        services.AddSingleton(provider => new SlackVerifier(
            provider.GetRequiredService<SlackOptions>().SigningSecret.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            TimeProvider.System, provider.GetRequiredService<ILogger<SlackVerifier>>()));
        services.AddSingleton(provider => new AckDeadline(provider.GetRequiredService<IBackgroundTasks>(), TimeProvider.System));
        services.AddSingleton<SlackAccessFilter>();
        services.AddSingleton<SlackDialogs>();
        services.AddSingleton<SlackSubmissions>();
        services.AddSingleton<SlackInteractions>();
        services.AddSingleton<SlackCommands>();
        services.AddSingleton<TypedMessages>();
        services.AddSingleton<HomeVisits>();
        services.AddSingleton<SlackInbox>();
        services.AddSingleton<IInbox>(provider => provider.GetRequiredService<SlackInbox>());
        services.AddSingleton<SlackEvents>();
        services.AddSingleton<SlackEndpoint>();
        return services;
    }
}
