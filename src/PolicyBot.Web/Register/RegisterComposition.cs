using Microsoft.Extensions.DependencyInjection;

namespace PolicyBot.Web.Register;

/// <summary>Puts the parts of the register page together.</summary>
public static class RegisterComposition
{
    /// <summary>Adds what its doors need beside the application.</summary>
    public static IServiceCollection AddRegister(this IServiceCollection services)
    {
        services.AddSingleton<SignInEndpoint>();
        services.AddSingleton<RegisterEndpoint>();
        services.AddSingleton<ExportEndpoint>();
        return services;
    }
}
