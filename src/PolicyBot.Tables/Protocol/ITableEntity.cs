using Azure;

namespace PolicyBot.Tables.Protocol;

/// <summary>What every row of a table has. Same members as <c>Azure.Data.Tables.ITableEntity</c>.</summary>
public interface ITableEntity
{
    /// <summary>The row's partition; rows of one partition can change in one transaction.</summary>
    string PartitionKey { get; set; }

    /// <summary>The row's name within its partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the row, UTC; null before it was read. Set by the service alone.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The row's version as last read; default before it was read.</summary>
    ETag ETag { get; set; }
}
