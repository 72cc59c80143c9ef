using Azure;
using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>The tables of one storage account. Safe to share between threads.</summary>
public sealed class TableServiceClient
{
    private readonly TableRequests requests;

    /// <summary>Connects with a storage connection string.</summary>
    /// <param name="connectionString">With a key or a shared access signature, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="options">Retries, time-outs and transport; null for the defaults.</param>
    /// <exception cref="FormatException">It is not a connection string, or lacks something.</exception>
    /// <exception cref="NotSupportedException">It names Cosmos DB.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
    {
        var (endpoint, key, signature) = TableConnectionString.Parse(connectionString);
        requests = new TableRequests(endpoint, options, chosen => key is null
            ? new SharedAccessSignaturePolicy(signature!)
            : new SharedKeyLitePolicy(key, chosen.Time));
    }

    /// <summary>Connects with an account key.</summary>
    /// <param name="endpoint">The account's table address, such as <c>https://ACCOUNT.table.core.windows.net</c>.</param>
    /// <param name="credential">The account and its key.</param>
    /// <param name="options">Retries, time-outs and transport; null for the defaults.</param>
    /// <exception cref="NotSupportedException">The endpoint is Cosmos DB's.</exception>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        requests = new TableRequests(endpoint, options, chosen => new SharedKeyLitePolicy(credential, chosen.Time));
    }

    /// <summary>Connects with a shared access signature.</summary>
    /// <param name="endpoint">The account's table address, without the signature.</param>
    /// <param name="credential">The signature.</param>
    /// <param name="options">Retries, time-outs and transport; null for the defaults.</param>
    /// <exception cref="NotSupportedException">The endpoint is Cosmos DB's.</exception>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        requests = new TableRequests(endpoint, options, _ => new SharedAccessSignaturePolicy(credential));
    }

    /// <summary>Connects with Entra ID.</summary>
    /// <param name="endpoint">The account's table address; https.</param>
    /// <param name="tokenCredential">Needs the role Storage Table Data Contributor on the account or its tables.</param>
    /// <param name="options">Retries, time-outs and transport; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint is not https: the token would travel in the open.</exception>
    /// <exception cref="NotSupportedException">The endpoint is Cosmos DB's.</exception>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        if (endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("Entra ID needs an https endpoint.", nameof(endpoint));
        }

        requests = new TableRequests(endpoint, options, _ => new TokenPolicy(tokenCredential));
    }

    /// <summary>The account's table address, without a slash at its end and without a signature.</summary>
    public Uri Uri => requests.Endpoint;

    /// <summary>One table. Sends nothing.</summary>
    /// <param name="tableName">Letters and digits, a letter first, 3 to 63; always in the letters with which it was created.</param>
    /// <exception cref="ArgumentException">The name is one that the service would not take.</exception>
    public TableClient GetTableClient(string tableName) => new(requests, tableName);

    /// <summary>Creates a table unless it exists.</summary>
    /// <param name="tableName">Letters and digits, a letter first, 3 to 63.</param>
    /// <param name="cancellationToken">Ends the call; the table may have been created all the same.</param>
    /// <exception cref="RequestFailedException">The service refused; TableBeingDeleted means that the name is blocked for a minute.</exception>
    /// <exception cref="TableStorageUnavailableException">No usable answer, also after the retries.</exception>
    public Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);
}
