namespace PolicyBot.Tables.Protocol;

/// <summary>What one action of a transaction does to its row.</summary>
public enum TableTransactionActionType
{
    /// <summary>Inserts; fails when the row exists.</summary>
    Add = 0,

    /// <summary>Merges into the row of the given ETag.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces the row of the given ETag.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes the row of the given ETag.</summary>
    Delete = 3,

    /// <summary>Merges into the row, or inserts it.</summary>
    UpsertMerge = 4,

    /// <summary>Replaces the row, or inserts it.</summary>
    UpsertReplace = 5,
}
