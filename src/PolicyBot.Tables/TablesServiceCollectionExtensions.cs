using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Catalogs;
using PolicyBot.Tables.Counts;
using PolicyBot.Tables.Drafts;
using PolicyBot.Tables.Evidence;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.Integrations;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Seen;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Work;

namespace PolicyBot.Tables;

/// <summary>Adds the store to the services.</summary>
public static class TablesServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IEventStore"/>, <see cref="IWork"/>, <see cref="IIndex"/>, <see cref="IListings"/>, <see cref="IPeople"/>,
    /// <see cref="IAddressBook"/>, <see cref="IDelegations"/>,
    /// <see cref="IPageSessions"/>, <see cref="ICounts"/>, <see cref="IDrafts"/>, <see cref="IInboundDeduplication"/>,
    /// <see cref="ICatalogVersions"/>, <see cref="ICheckpoints"/>, <see cref="IApiKeys"/>, <see cref="IDoorClaims"/> and
    /// <see cref="IWebhooks"/> on Azure Table storage, and <see cref="StoreTables"/>, whose <see cref="StoreTables.CreateAsync"/> is to
    /// be awaited before anything is served.
    /// Wrong settings stop the start. With <c>Storage:AccountUri</c> the <see cref="TokenCredential"/> among the services signs in.
    /// </summary>
    /// <param name="configuration">The whole configuration; the section is found in it.</param>
    public static IServiceCollection AddPolicyBotTables(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>());
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return new StoreTables(Connect(options, provider.GetRequiredService<TokenCredential>, NewClientOptions()), options.TablePrefix);
        });
        services.TryAddSingleton(TimeProvider.System); // a host with a turned clock registers its own
        services.AddSingleton<IEventStore, TableEventStore>();
        services.AddSingleton<ITombstones, TableTombstones>();
        services.AddSingleton<IWork, TableWork>();
        services.AddSingleton<IIndex, TableIndex>();
        services.AddSingleton<IListings, TableListings>();
        services.AddSingleton<ICounts, TableCounts>();
        services.AddSingleton<IPageSessions, TablePageSessions>();
        services.AddSingleton<IPeople, TablePeople>();
        services.AddSingleton<IAddressBook, TableAddressBook>();
        services.AddSingleton<IDelegations, TableDelegations>();
        services.AddSingleton<IDrafts, TableDrafts>();
        services.AddSingleton<IInboundDeduplication, TableInboundDeduplication>();
        services.AddSingleton<ICatalogVersions, TableCatalogVersions>();
        services.AddSingleton<ICheckpoints, TableCheckpoints>();
        services.AddSingleton<IApiKeys, TableApiKeys>();
        services.AddSingleton<IDoorClaims, TableDoorClaims>();
        services.AddSingleton<IWebhooks, TableWebhooks>();
        services.AddSingleton(new InstallationPart(StorageOptions.Section, provider => new StoreCheck(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetRequiredService<TokenCredential>,
                TimeProvider.System)));
        return services;
    }

    /// <summary>Retries and time-outs. A caller with less time cancels: a commit does so after 10 seconds in all.</summary>
    internal static TableClientOptions NewClientOptions()
    {
        var client = new TableClientOptions();
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(10); // a page of a query may take the service 5 seconds
        client.Retry.Delay = TimeSpan.FromMilliseconds(200);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        return client;
    }

    /// <summary>Connects to the account of settings that were checked. Sends nothing.</summary>
    internal static TableServiceClient Connect(StorageOptions options, Func<TokenCredential> credential, TableClientOptions client)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return new TableServiceClient(TableEndpoint.Check(new Uri(options.AccountUri!)), credential(), client);
        }

        // Not the client's own reading of the text: it takes a secret for a host's name, and Cosmos DB for an account.
        var (endpoint, key, signature) = TableConnectionString.Parse(options.ConnectionString);
        return key is null ? new TableServiceClient(endpoint, signature!, client) : new TableServiceClient(endpoint, key, client);
    }
}
