using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Host.Catalog;
using PolicyBot.Mail;
using PolicyBot.OpenAI;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Teams;
using PolicyBot.Web.Api;
using PolicyBot.Web.Mcp;
using PolicyBot.Web.Register;
using PolicyBot.Web.Webhooks;

namespace PolicyBot.Host.Composition;

/// <summary>The server: what it is made of, what it checks before it serves, and where it answers.</summary>
internal static class PolicyBotServer
{
    private const string DefaultUrl = "http://127.0.0.1:3978";

    // Four lines for every request would hide PolicyBot's own; Logging:LogLevel brings them back.
    private static readonly Dictionary<string, string?> QuietByDefault = new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning" };

    /// <summary>Serves until it is stopped.</summary>
    /// <returns>0; 1 when it did not start, after one line per fault.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietByDefault });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services.AddPolicyBotTables(builder.Configuration);
        builder.Services.AddPolicyBotOpenAI(builder.Configuration);
        builder.Services.AddApplication(builder.Configuration);
        builder.Services.AddTeamsConnector();
        builder.Services.AddSlack(builder.Configuration);
        builder.Services.AddMail(builder.Configuration);
        builder.Services.AddRegister();
        builder.Services.AddApi();
        builder.Services.AddAgents();
        builder.Services.AddWebhookCalls(builder.Configuration);
        builder.Services.AddPolicyBotWorkers();
        builder.Services.AddPolicyBotTelemetry(builder.Configuration);

        await using var app = builder.Build();
        if (await FaultsAsync(app.Services, app.Lifetime.ApplicationStopping) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync(fault);
            }

            return 1;
        }

        app.MapHealth();
        app.MapTeams();
        app.MapSlack();
        app.MapRegister();
        app.MapApi();
        app.MapAgents();
        app.Services.GetRequiredService<StartReport>().Write();
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    /// <summary>What is wrong with the settings, a line each.</summary>
    public static IReadOnlyList<string> FaultsOfSettings(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (Exception exception) when (
            exception is OptionsValidationException or AggregateException { InnerException: OptionsValidationException })
        {
            var all = exception is AggregateException several
                ? several.InnerExceptions.OfType<OptionsValidationException>() : [(OptionsValidationException)exception];
            return [.. all.SelectMany(one => one.Failures).Distinct()];
        }
    }

    /// <summary>What keeps it from serving, a line each.</summary>
    private static async Task<IReadOnlyList<string>> FaultsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (FaultsOfSettings(services) is { Count: > 0 } faults)
        {
            return faults;
        }

        // Side by side: each takes a while, and most of it is code that runs for the first time.
        var store = Task.Run(() => OpenStoreAsync(services, cancellationToken), cancellationToken);
        var slack = Task.Run(() => services.SlackFaultsAsync(cancellationToken), cancellationToken);
        var catalog = Task.Run(() => services.GetRequiredService<ServedCatalog>().LoadAsync(store, cancellationToken), cancellationToken);
        try
        {
            await Task.WhenAll(store, slack, catalog);
            return [.. await catalog, .. await slack];
        }
        catch (StoreUnavailableException outage)
        {
            return [$"Storage: the store does not answer ({outage.Message})."];
        }
    }

    private static async Task OpenStoreAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<StoreTables>().CreateAsync(cancellationToken);
        await services.GetRequiredService<KnownAddresses>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<WebhookEndpoints>().RefreshAsync(cancellationToken);
    }
}
