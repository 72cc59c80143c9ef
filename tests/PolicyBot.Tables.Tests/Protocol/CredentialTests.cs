using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Protocol;

public sealed class CredentialTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Account = "devstoreaccount1";
    private const string EmptyPage = """{"value":[]}""";

    [Fact]
    public async Task An_account_key_opens_the_account()
    {
        var table = await azurite.NewTableAsync();
        var service = new TableServiceClient(azurite.TableEndpoint, new TableSharedKeyCredential(Account, Key));

        await service.GetTableClient(table.Name).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(azurite.TableEndpoint, service.Uri);
        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_wrong_account_key_is_refused_and_not_tried_again()
    {
        var faults = new Faults();
        var service = new TableServiceClient(azurite.TableEndpoint, new TableSharedKeyCredential(Account, "AAAA"), faults.Options());

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableIfNotExistsAsync(azurite.NewTableName()));

        Assert.Equal(403, refusal.Status);
        Assert.NotNull(refusal.ErrorCode);
        Assert.Single(faults.Requests);
    }

    [Fact]
    public async Task Every_try_is_signed_anew_with_its_own_date()
    {
        var time = new SteppingTime(new DateTimeOffset(2026, 11, 20, 6, 48, 53, TimeSpan.Zero));
        var faults = new Faults().Unreachable().Answer(System.Net.HttpStatusCode.OK, EmptyPage);
        var service = new TableServiceClient(
            new Uri("https://account.table.core.windows.net/"), new TableSharedKeyCredential("account", Key), faults.Options(time: time));

        await service.GetTableClient("Table").QueryAsync<TableEntity>("A eq 1").ToListAsync();

        Assert.Equal(
            ["Fri, 20 Nov 2026 06:48:53 GMT", "Fri, 20 Nov 2026 06:49:53 GMT"], faults.Requests.Select(request => request.Headers["x-ms-date"]));
        Assert.Equal(
            [Signed("Fri, 20 Nov 2026 06:48:53 GMT\n/account/Table()"), Signed("Fri, 20 Nov 2026 06:49:53 GMT\n/account/Table()")],
            faults.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_signature_opens_the_account_also_for_transactions(bool inConnectionString)
    {
        var signature = AccountSignature("raud");
        var service = inConnectionString
            ? new TableServiceClient($"TableEndpoint={azurite.TableEndpoint};SharedAccessSignature={signature}")
            : new TableServiceClient(azurite.TableEndpoint, new AzureSasCredential("?" + signature));
        var table = service.GetTableClient((await azurite.NewTableAsync()).Name);

        await table.AddEntityAsync(new TableEntity("p", "1"));
        await table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "2"))]);
        var rows = await table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 1).ToListAsync();

        Assert.Equal(["1", "2"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_signature_for_reading_does_not_write()
    {
        var service = new TableServiceClient(azurite.TableEndpoint, new AzureSasCredential(AccountSignature("r")));
        var table = service.GetTableClient((await azurite.NewTableAsync()).Name);

        var read = await table.QueryAsync<TableEntity>().ToListAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Empty(read);
        Assert.Equal(403, refusal.Status);
    }

    [Fact]
    public async Task A_signature_is_sent_once_however_often_the_request_is()
    {
        var faults = new Faults().Unreachable().Answer(System.Net.HttpStatusCode.OK, EmptyPage);
        var service = new TableServiceClient(azurite.TableEndpoint, new AzureSasCredential("sv=1&sig=a%2Bb%3D"), faults.Options());

        await service.GetTableClient("Table").QueryAsync<TableEntity>().ToListAsync();

        Assert.All(faults.Requests, request => Assert.Equal("?sv=1&sig=a%2Bb%3D", request.Address.Query));
        Assert.Equal(2, faults.Requests.Count);
    }

    [Fact]
    public async Task An_entra_token_for_storage_is_sent()
    {
        var credential = new Token(() => new AccessToken("the-token", DateTimeOffset.MaxValue));
        var faults = new Faults().Answer(System.Net.HttpStatusCode.OK, EmptyPage);
        var service = new TableServiceClient(new Uri("https://account.table.core.windows.net"), credential, faults.Options());

        await service.GetTableClient("Table").QueryAsync<TableEntity>().ToListAsync();

        Assert.Equal("Bearer the-token", Assert.Single(faults.Requests).Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task Without_a_token_the_service_is_unavailable()
    {
        var credential = new Token(() => throw new NotSupportedException("No identity on this machine."));
        var faults = new Faults();
        var service = new TableServiceClient(new Uri("https://account.table.core.windows.net"), credential, faults.Options());

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(
            () => service.GetTableClient("Table").AddEntityAsync(new TableEntity("p", "r")));

        Assert.Contains("token", outage.Message, StringComparison.Ordinal);
        Assert.Empty(faults.Requests);
    }

    [Fact]
    public void A_token_never_travels_in_the_open()
    {
        var connect = () => new TableServiceClient(azurite.TableEndpoint, new Token(() => default));

        Assert.Throws<ArgumentException>(connect);
    }

    private string Key => azurite.ConnectionString.Split(';').First(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))[11..];

    private string Signed(string text) =>
        "SharedKeyLite account:" + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));

    // https://learn.microsoft.com/rest/api/storageservices/create-account-sas
    private string AccountSignature(string permissions)
    {
        const string Version = "2020-12-06", Until = "2099-01-01T00:00:00Z";
        var text = $"{Account}\n{permissions}\nt\nsco\n\n{Until}\n\nhttps,http\n{Version}\n\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));
        return $"sv={Version}&ss=t&srt=sco&sp={permissions}&se={Uri.EscapeDataString(Until)}&spr=https,http&sig={Uri.EscapeDataString(signature)}";
    }

    private sealed class Token(Func<AccessToken> get) : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return get();
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>A minute later at every look.</summary>
    private sealed class SteppingTime(DateTimeOffset start) : TimeProvider
    {
        private int looks;

        public override DateTimeOffset GetUtcNow() => start.AddMinutes(looks++);
    }
}
