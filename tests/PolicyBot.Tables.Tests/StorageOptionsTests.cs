using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests;

public sealed class StorageOptionsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string AccountUri = "https://contoso.table.core.windows.net";
    private const string Key = "c2VjcmV0";
    private const string NoUri =
        "Storage:AccountUri must be an https address without a query, such as https://ACCOUNT.table.core.windows.net.";

    private const string NoString = "Storage:ConnectionString cannot be used: ";
    private const string Endpoint = "EndpointSuffix=core.windows.net";
    private const string ConnectionString = $"DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey={Key};{Endpoint}";

    [Theory]
    [InlineData(ConnectionString, null)]
    [InlineData("UseDevelopmentStorage=true", "")]
    [InlineData(null, AccountUri)]
    [InlineData("", AccountUri + "/")]
    public void Either_way_to_name_the_account_will_do(string? connectionString, string? accountUri)
    {
        var options = new StorageOptions { ConnectionString = connectionString, AccountUri = accountUri };

        Assert.Empty(FaultsOf(options));
    }

    [Theory]
    [InlineData(null, null, "Storage:ConnectionString or Storage:AccountUri is missing: where the register is kept.")]
    [InlineData(ConnectionString, AccountUri, "Storage:ConnectionString and Storage:AccountUri are both set; leave one of them.")]
    [InlineData(
        "AccountName=contoso", null, NoString + "The connection string has neither AccountName and AccountKey nor SharedAccessSignature.")]
    [InlineData("nonsense", null, NoString + "A connection string is a list of Name=Value, separated by semicolons.")]
    [InlineData(null, "contoso", NoUri)]
    [InlineData(null, "http://contoso.table.core.windows.net", NoUri)]
    [InlineData(null, AccountUri + "/?sv=2020", NoUri)]
    public void A_wrong_account_is_one_line(string? connectionString, string? accountUri, string fault)
    {
        var options = new StorageOptions { ConnectionString = connectionString, AccountUri = accountUri };

        Assert.Equal([fault], FaultsOf(options));
    }

    [Theory]
    [InlineData("AccountName=contoso;AccountKey=c2VjcmV0;TableEndpoint=https://contoso.table.cosmos.azure.com:443/", null)]
    [InlineData(null, "https://contoso.table.cosmos.azure.com:443/")]
    public void Cosmos_is_refused_because_it_does_not_sort(string? connectionString, string? accountUri)
    {
        var options = new StorageOptions { ConnectionString = connectionString, AccountUri = accountUri };

        Assert.Contains("does not return rows in key order", Assert.Single(FaultsOf(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1PolicyBot")]
    [InlineData("Policy-Bot")]
    [InlineData("PolicyBöt")]
    [InlineData("P23456789012345678901234567890123456789012345678901234")]
    public void A_prefix_that_tables_cannot_have_is_one_line(string prefix)
    {
        var options = new StorageOptions { AccountUri = AccountUri, TablePrefix = prefix };

        Assert.Equal(["Storage:TablePrefix must be 1 to 51 letters and digits, a letter first."], FaultsOf(options));
    }

    [Fact]
    public void The_longest_prefix_leaves_room_for_every_name()
    {
        var options = new StorageOptions { AccountUri = AccountUri, TablePrefix = "P23456789012345678901234567890123456789012345678901" };

        Assert.Empty(FaultsOf(options));
        _ = new StoreTables(new TableServiceClient(ConnectionString), options.TablePrefix);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_none_tells_the_key()
    {
        var twice = $"AccountKey={Key};AccountKey={Key}";
        var faults = FaultsOf(new StorageOptions { ConnectionString = twice, AccountUri = AccountUri, TablePrefix = "-" });

        Assert.Equal(3, faults.Count());
        Assert.DoesNotContain(faults, fault => fault.Contains(Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", null, true)]
    [InlineData("AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://localhost:1234/a", null, true)]
    [InlineData("AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://azurite:10002/a", null, true)]
    [InlineData(null, "https://127.0.0.1:10002/devstoreaccount1", true)]
    [InlineData(ConnectionString, null, false)]
    [InlineData(null, AccountUri, false)]
    [InlineData("nonsense", null, false)]
    public void An_emulator_is_told_from_an_account(string? connectionString, string? accountUri, bool emulator)
    {
        var options = new StorageOptions { ConnectionString = connectionString, AccountUri = accountUri };

        Assert.Equal(emulator, options.IsEmulator);
    }

    [Fact]
    public void Wrong_settings_stop_whoever_asks_for_the_store()
    {
        using var services = Services(("Storage:TablePrefix", "-"));

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IEventStore>());

        Assert.Equal(2, fault.Failures.Count());
    }

    [Fact]
    public async Task Every_port_works_once_the_tables_are_created()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        await using var services = Services(("Storage:ConnectionString", azurite.ConnectionString), ("Storage:TablePrefix", prefix));
        var id = Domain.Exceptions.ExceptionId.Parse("PX-00000001");
        var ana = PersonId.Parse("ana@contoso.example");
        var tables = services.GetRequiredService<StoreTables>();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => tables.CheckAsync(default));
        await tables.CreateAsync(default);
        await tables.CreateAsync(default);
        await tables.CheckAsync(default);

        Assert.Null(await services.GetRequiredService<IEventStore>().ReadHeadAsync(id, default));
        Assert.Empty(await services.GetRequiredService<IWork>().DueAsync(DateTimeOffset.UnixEpoch, 1, default));
        Assert.Empty(await services.GetRequiredService<IIndex>().FindAsync("x", 1, default));
        Assert.Empty(await services.GetRequiredService<IPeople>().OfAsync(ana, default));
        Assert.Null(await services.GetRequiredService<IDrafts>().ReadAsync(ana, id, default));
        Assert.Null(await services.GetRequiredService<IInboundDeduplication>().ReadAsync("x", default));
        Assert.Null(await services.GetRequiredService<ICatalogVersions>().ReadAsync("x", default));
    }

    [Fact]
    public void An_account_without_a_key_is_reached_with_the_credential_among_the_services()
    {
        using var without = Services(("Storage:AccountUri", AccountUri));
        using var with = Services(services => services.AddSingleton(Mock.Of<TokenCredential>()), ("Storage:AccountUri", AccountUri));

        Assert.Throws<InvalidOperationException>(() => without.GetRequiredService<IEventStore>());
        Assert.NotNull(with.GetRequiredService<IEventStore>());
    }

    private static IEnumerable<string> FaultsOf(StorageOptions options) => new StorageOptionsCheck().Validate(null, options).Failures ?? [];

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => Services(_ => { }, settings);

    private static ServiceProvider Services(Action<IServiceCollection> more, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        more(services);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return services.AddPolicyBotTables(configuration).BuildServiceProvider(validateScopes: true);
    }
}
