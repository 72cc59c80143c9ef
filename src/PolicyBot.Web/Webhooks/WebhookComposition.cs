using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Web.Outside;

namespace PolicyBot.Web.Webhooks;

/// <summary>Adds what calls webhook endpoints.</summary>
public static class WebhookComposition
{
    /// <summary>Adds it. Wrong settings stop the start.</summary>
    /// <param name="configuration">The whole configuration; the section is found in it.</param>
    public static IServiceCollection AddWebhookCalls(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsCheck>();
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateOnStart();
        services.AddSingleton<OutsideHttp>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebhookCall>(provider, TimeProvider.System));
        services.AddSingleton<IWebhookCall>(provider => provider.GetRequiredService<WebhookCall>());
        return services;
    }
}
