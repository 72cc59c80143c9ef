using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Data.Tables;
using PolicyBot.Core.Settling;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Tests.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests;

/// <summary>Who may use the store: by account key, by a signature, by Entra ID.</summary>
public sealed class CredentialTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const string EmptyPage = """{"value":[]}""";
    private const string All = "PartitionKey eq 'p'";
    private static readonly StorageOptions Account = new() { AccountUri = "https://account.table.core.windows.net" };
    private readonly Faults network = new();

    public void Dispose() => network.Dispose();

    [Fact]
    public async Task A_wrong_account_key_is_an_outage_and_not_tried_again()
    {
        var table = Connect(ByString(azurite.ConnectionString.Replace(Key, "AAAA", StringComparison.Ordinal)));

        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.CreateAsync(default));

        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task An_account_signature_opens_the_account_also_for_transactions()
    {
        var table = Connect(BySignature(AccountSignature("raudc")));

        await table.CreateAsync(default);
        await table.PutAsync(new TableEntity("p", "1"), default);
        await table.TrySubmitAsync([new(TableTransactionActionType.Add, new TableEntity("p", "2"))], default);
        var rows = await table.QueryAsync(All, null, null, default);

        Assert.Equal(["1", "2"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_signature_for_reading_does_not_write()
    {
        var name = AzuriteFixture.NewTablePrefix();
        await azurite.TableNamed(name).CreateAsync(default);
        var table = Connect(BySignature(AccountSignature("r")), name: name);

        var read = await table.QueryAsync(All, null, null, default);

        Assert.Empty(read);
        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.PutAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task A_signature_is_sent_once_however_often_the_request_is()
    {
        var table = Connect(BySignature("sv=1&sig=a%2Bb%3D"));
        network.Unreachable().Answer(HttpStatusCode.OK, EmptyPage);

        await table.QueryAsync(All, null, null, default);

        Assert.Equal(2, network.Requests.Count);
        Assert.All(network.Requests, request => Assert.Single(request.Address.Query.Split("sig=a%2Bb%3D")[1..]));
    }

    [Fact]
    public async Task An_entra_token_for_storage_is_sent()
    {
        var credential = new Token(() => new AccessToken("the-token", DateTimeOffset.MaxValue));
        var table = Connect(Account, credential);
        network.Answer(HttpStatusCode.OK, EmptyPage);

        await table.QueryAsync(All, null, null, default);

        Assert.Equal("Bearer the-token", Assert.Single(network.Requests).Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task Without_a_token_the_store_is_out_whatever_the_credential_throws()
    {
        var table = Connect(Account, new Token(() => throw new NotSupportedException("No identity on this machine.")));

        var outage = await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.PutAsync(new TableEntity("p", "r"), default));

        Assert.IsType<NotSupportedException>(outage.GetBaseException());
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task A_token_never_travels_in_the_open()
    {
        var credential = new Token(() => new AccessToken("the-token", DateTimeOffset.MaxValue));
        var table = Connect(new StorageOptions { AccountUri = "http://account.table.core.windows.net" }, credential);

        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.ReadAsync("p", "r", default));

        Assert.Empty(network.Requests);
    }

    private string Key => azurite.ConnectionString.Split(';').First(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))[11..];

    private RowTable Connect(StorageOptions options, TokenCredential? credential = null, string? name = null)
    {
        var client = TablesServiceCollectionExtensions.Connect(options, () => credential!, network.Options());
        return new RowTable(client.GetTableClient(name ?? AzuriteFixture.NewTablePrefix()));
    }

    private static StorageOptions ByString(string text) => new() { ConnectionString = text };

    private StorageOptions BySignature(string signature) =>
        ByString($"TableEndpoint={azurite.TableEndpoint};SharedAccessSignature={signature}");

    // https://learn.microsoft.com/rest/api/storageservices/create-account-sas
    private string AccountSignature(string permissions)
    {
        const string Name = "devstoreaccount1", Version = "2020-12-06", Until = "2099-01-01T00:00:00Z";
        var text = $"{Name}\n{permissions}\nt\nsco\n\n{Until}\n\nhttps,http\n{Version}\n\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));
        return $"sv={Version}&ss=t&srt=sco&sp={permissions}&se={Uri.EscapeDataString(Until)}&spr=https,http"
            + $"&sig={Uri.EscapeDataString(signature)}";
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
}
