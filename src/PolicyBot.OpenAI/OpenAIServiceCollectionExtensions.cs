using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyBot.Core.Assessment;

namespace PolicyBot.OpenAI;

/// <summary>Adds the language model to the services.</summary>
public static class OpenAIServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IRiskAssessor"/> when the section <c>OpenAI</c> says anything, and none otherwise: ask for it with
    /// <see cref="ServiceProviderServiceExtensions.GetService{T}"/>. Wrong settings stop the start. Without a key the <see cref="TokenCredential"/>
    /// among the services signs in.
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
            services.AddSingleton<IRiskAssessor>(provider =>
            {
                var options = provider.GetRequiredService<IOptions<OpenAIOptions>>().Value;
                return new OpenAIRiskAssessor(
                    options,
                    AssessmentClient.Create(options, () => provider.GetRequiredService<TokenCredential>()),
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<OpenAIRiskAssessor>>());
            });
        }

        return services;
    }
}
