using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI.Chat;
using PolicyBot.Application.Ports;

namespace PolicyBot.OpenAI;

/// <summary>Adds the language model to the services.</summary>
public static class OpenAIServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IRiskAssessor"/> and an <see cref="IRequestReader"/> when the section <c>OpenAI</c> says anything, and none
    /// otherwise: ask for it with <see cref="ServiceProviderServiceExtensions.GetService{T}"/>. Wrong settings stop the start. Without a
    /// key the <see cref="TokenCredential"/> among the services signs in.
    /// </summary>
    /// <param name="configuration">The whole configuration; the section is found in it.</param>
    public static IServiceCollection AddPolicyBotOpenAI(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(OpenAIOptions.Section);
        services.AddOptions<OpenAIOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OpenAIOptions>, OpenAIOptionsCheck>());

        var said = new OpenAIOptions
        {
            Endpoint = section[nameof(OpenAIOptions.Endpoint)],
            Deployment = section[nameof(OpenAIOptions.Deployment)],
            ApiKey = section[nameof(OpenAIOptions.ApiKey)],
        };
        if (said.IsConfigured)
        {
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton(provider =>
                AssessmentClient.Create(Options(provider), () => provider.GetRequiredService<TokenCredential>()));
            services.AddSingleton<IRiskAssessor>(provider => new OpenAIRiskAssessor(
                Options(provider),
                provider.GetRequiredService<ChatClient>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<OpenAIRiskAssessor>>()));
            services.AddSingleton(new InstallationPart(OpenAIOptions.Section, provider => new ModelCheck(
                provider.GetRequiredService<IRiskAssessor>(), Options(provider))));
            services.AddSingleton<IRequestReader>(provider => new OpenAIRequestReader(
                Options(provider),
                provider.GetRequiredService<ChatClient>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<OpenAIRequestReader>>()));
        }

        return services;
    }

    private static OpenAIOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<OpenAIOptions>>().Value;
}
