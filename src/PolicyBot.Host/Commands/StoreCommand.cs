using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;
using PolicyBot.Tables;
using PolicyBot.Web.Webhooks;

namespace PolicyBot.Host.Commands;

/// <summary>A verb that works on the configured store.</summary>
internal static class StoreCommand
{
    /// <summary>Connects to the store and works on it.</summary>
    /// <returns>What the work returns; 2 when settings are wrong or the store does not answer, after one line on why.</returns>
    public static async Task<int> RunAsync(Func<IServiceProvider, Task<int>> workAsync)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        builder.Services.AddPolicyBotTables(builder.Configuration);
        builder.Services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsCheck>();
        builder.Services.AddOptions<AuditOptions>().Bind(builder.Configuration.GetSection(AuditOptions.Section));
        builder.Services.AddWebhookCalls(builder.Configuration);
        var address = builder.Configuration.GetSection(PolicyBotOptions.Section)[nameof(PolicyBotOptions.PublicBaseUrl)];
        builder.Services.AddSingleton(new RegisterAddress(new PolicyBotOptions { PublicBaseUrl = address ?? "" }.Origin));
        using var host = builder.Build();
        try
        {
            return await workAsync(host.Services);
        }
        catch (OptionsValidationException faults)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', faults.Failures));
            return 2;
        }
        catch (StoreUnavailableException outage)
        {
            await Console.Error.WriteLineAsync($"The store does not answer: {outage.Message}");
            return 2;
        }
    }
}
