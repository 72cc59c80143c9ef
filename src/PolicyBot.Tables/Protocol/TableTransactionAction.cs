using Azure;

namespace PolicyBot.Tables.Protocol;

/// <summary>One action of a transaction.</summary>
public sealed class TableTransactionAction
{
    /// <summary>An action without a condition on the row's version: add or upsert.</summary>
    /// <param name="actionType">Add, UpsertMerge or UpsertReplace.</param>
    /// <param name="entity">The row.</param>
    /// <exception cref="ArgumentException">The action needs an ETag.</exception>
    public TableTransactionAction(TableTransactionActionType actionType, TableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on the row of one version.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row; for a deletion its keys are enough.</param>
    /// <param name="etag">The version the row must have; <see cref="ETag.All"/> for any. Not used by add and upsert.</param>
    /// <exception cref="ArgumentException">
    /// An update or deletion without an ETag: the service would take the update for an upsert.
    /// </exception>
    public TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (NeedsETag(actionType) && string.IsNullOrEmpty(etag.ToString()))
        {
            throw new ArgumentException($"{actionType} needs the ETag of the row, or ETag.All.", nameof(etag));
        }

        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The row.</summary>
    public TableEntity Entity { get; }

    /// <summary>The version the row must have; default where the action has no condition.</summary>
    public ETag ETag { get; }

    internal static bool NeedsETag(TableTransactionActionType type) => type
        is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete;
}
