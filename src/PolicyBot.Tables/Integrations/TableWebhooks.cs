using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Integrations;

/// <summary>Webhook endpoints with their secrets, in one partition: a host reads all of them at once.</summary>
internal sealed partial class TableWebhooks(StoreTables tables, ILogger<TableWebhooks> logger) : IWebhooks
{
    private const string Endpoints = "hook";
    private const string Name = nameof(Name);
    private const string Url = nameof(Url);
    private const string Secret = nameof(Secret);
    private const string NextSecret = nameof(NextSecret);
    private const string Created = nameof(Created);
    private const string FailingSince = nameof(FailingSince);
    private const string Code = nameof(Code);
    private const string TakenAt = nameof(TakenAt);
    private const string OffAt = nameof(OffAt);
    private readonly RowTable rows = tables.Integrations;

    /// <inheritdoc/>
    public async Task<WebhookEndpoint?> FindAsync(string id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(Endpoints, TableKey.Join(id), cancellationToken) is { } row ? Read(row) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WebhookEndpoint>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await rows.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Endpoints}"), most: null, select: null, cancellationToken))
            .Select(TryRead).OfType<WebhookEndpoint>(),
    ];

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken) => (endpoint.ETag is { } stands
        ? await rows.TryReplaceAsync(RowOf(endpoint), new ETag(stands), cancellationToken)
        : await rows.TryInsertAsync(RowOf(endpoint), cancellationToken)) is not null;

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        rows.RemoveAsync(Endpoints, TableKey.Join(id), cancellationToken);

    private static TableEntity RowOf(WebhookEndpoint endpoint)
    {
        var row = new TableEntity(Endpoints, TableKey.Join(endpoint.Id))
        {
            [Name] = endpoint.Name,
            [Url] = endpoint.Url.AbsoluteUri,
            [Secret] = endpoint.Secret.Text,
            [NextSecret] = endpoint.NextSecret?.Text ?? "",
            [Created] = endpoint.CreatedAt,
            [Code] = endpoint.Code,
        };
        foreach (var (column, at) in new[]
        {
            (FailingSince, endpoint.FailingSince), (TakenAt, endpoint.TakenAt), (OffAt, endpoint.OffAt),
        })
        {
            if (at is { } instant)
            {
                row[column] = instant;
            }
        }

        return row.With(RowFormat.Integrations);
    }

    // One that was damaged, or that a later build wrote, must keep neither the others nor the start of a host.
    private WebhookEndpoint? TryRead(TableEntity row)
    {
        try
        {
            return Read(row);
        }
#pragma warning disable CA1031 // Any fault of one row: the others serve.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotRead(fault, row.RowKey);
            return null;
        }
    }

    private static WebhookEndpoint Read(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.Integrations);
        return new WebhookEndpoint(
            row.RowKey, row.GetString(Name)!, new Uri(row.GetString(Url)!), WebhookSecret.Read(row.GetString(Secret)!),
            row.GetDateTimeOffset(Created)!.Value)
        {
            NextSecret = row.GetString(NextSecret) is { Length: > 0 } next ? WebhookSecret.Read(next) : null,
            FailingSince = row.GetDateTimeOffset(FailingSince),
            Code = row.GetString(Code) ?? "",
            TakenAt = row.GetDateTimeOffset(TakenAt),
            OffAt = row.GetDateTimeOffset(OffAt),
            ETag = row.ETag.ToString(),
        };
    }

    [LoggerMessage(EventId = 430, Level = LogLevel.Error,
        Message = "The row of the webhook endpoint {Endpoint} cannot be read: it gets nothing.")]
    private partial void NotRead(Exception fault, string endpoint);
}
