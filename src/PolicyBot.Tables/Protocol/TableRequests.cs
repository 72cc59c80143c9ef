using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace PolicyBot.Tables.Protocol;

/// <summary>Makes requests to one account and sends them; every failure comes out of here in one of two forms.</summary>
internal sealed class TableRequests
{
    /// <summary>
    /// The service version asked for. It is the default of Azure.Data.Tables.
    /// Source: https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services.
    /// </summary>
    public const string Version = "2020-12-06";

    /// <summary>Values with types where JSON is ambiguous, and the ETag of every row.</summary>
    public const string Accept = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline pipeline;

    public TableRequests(Uri endpoint, TableClientOptions? options, Func<TableClientOptions, HttpPipelinePolicy> authentication)
    {
        Endpoint = TableEndpoint.Check(endpoint);
        options ??= new TableClientOptions();
        var policy = authentication(options);
        pipeline = policy is SharedAccessSignaturePolicy
            ? HttpPipelineBuilder.Build(options, [policy], [], new ResponseClassifier())
            : HttpPipelineBuilder.Build(options, [], [policy], new ResponseClassifier());
    }

    /// <summary>The account's address, without a slash at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>The address of a row.</summary>
    /// <exception cref="ArgumentException">A key is one that the service would not take.</exception>
    public Uri RowAddress(string table, string partitionKey, string rowKey)
    {
        EntityLimits.CheckKey(partitionKey, nameof(partitionKey));
        EntityLimits.CheckKey(rowKey, nameof(rowKey));
        return Address($"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')");
    }

    /// <summary>An address below the account's.</summary>
    public Uri Address(string pathAndQuery) => new($"{Endpoint}{(Endpoint.AbsolutePath == "/" ? "" : "/")}{pathAndQuery}");

    /// <summary>A request with the headers that all have.</summary>
    public HttpMessage Create(RequestMethod method, Uri address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.SetValue("x-ms-version", Version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue(HttpHeader.Names.Accept, Accept);
        return message;
    }

    /// <summary>A request with a JSON body.</summary>
    public HttpMessage Create(RequestMethod method, Uri address, ReadOnlyMemory<byte> json)
    {
        var message = Create(method, address);
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, "application/json");
        message.Request.Content = RequestContent.Create(json);
        return message;
    }

    /// <summary>Sends, with retries.</summary>
    /// <param name="message">The request.</param>
    /// <param name="expected">A refusal that the caller knows how to read; its answer is returned.</param>
    /// <param name="cancellationToken">Ends the call; the request may have been taken all the same.</param>
    /// <returns>A success, or the expected refusal.</returns>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <exception cref="TableStorageUnavailableException">No usable answer, also after the retries.</exception>
    public async Task<Response> SendAsync(HttpMessage message, TableErrorCode? expected, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception failure) when (TableFailures.IsOutage(failure, cancellationToken))
        {
            throw TableFailures.Of(failure);
        }

        var response = message.Response;
        if (!response.IsError || (expected is { } code && code == TableFailures.CodeOf(response)))
        {
            return response;
        }

        throw TableFailures.Of(response);
    }

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
