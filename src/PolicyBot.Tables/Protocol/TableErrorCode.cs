namespace PolicyBot.Tables.Protocol;

/// <summary>
/// Codes in <see cref="Azure.RequestFailedException.ErrorCode"/>.
/// Source: https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes.
/// </summary>
public readonly struct TableErrorCode : IEquatable<TableErrorCode>
{
    private readonly string? value;

    /// <summary>A code as the service writes it.</summary>
    /// <param name="value">The code; compared without regard to letter case.</param>
    public TableErrorCode(string? value) => this.value = value;

    /// <summary>An insert found the row there already (409).</summary>
    public static TableErrorCode EntityAlreadyExists => new("EntityAlreadyExists");

    /// <summary>The row has another version than the ETag asks for (412).</summary>
    public static TableErrorCode UpdateConditionNotSatisfied => new("UpdateConditionNotSatisfied");

    /// <summary>The row, or the table to delete, does not exist (404).</summary>
    public static TableErrorCode ResourceNotFound => new("ResourceNotFound");

    /// <summary>The table does not exist (404).</summary>
    public static TableErrorCode TableNotFound => new("TableNotFound");

    /// <summary>The table exists (409).</summary>
    public static TableErrorCode TableAlreadyExists => new("TableAlreadyExists");

    /// <summary>The name is blocked until the deletion of the table is over, 40 seconds or more (409).</summary>
    public static TableErrorCode TableBeingDeleted => new("TableBeingDeleted");

    /// <summary>The request makes no sense to the service (400).</summary>
    public static TableErrorCode InvalidInput => new("InvalidInput");

    /// <summary>A row occurs twice in a transaction (400).</summary>
    public static TableErrorCode InvalidDuplicateRow => new("InvalidDuplicateRow");

    /// <summary>A string or binary is longer than 64 KiB (400).</summary>
    public static TableErrorCode PropertyValueTooLarge => new("PropertyValueTooLarge");

    /// <summary>The row is larger than 1 MiB (400).</summary>
    public static TableErrorCode EntityTooLarge => new("EntityTooLarge");

    /// <summary>The request is larger than 4 MiB (413).</summary>
    public static TableErrorCode RequestBodyTooLarge => new("RequestBodyTooLarge");

    /// <summary>The credential was not accepted (403).</summary>
    public static TableErrorCode AuthenticationFailed => new("AuthenticationFailed");

    /// <summary>The credential may not do this (403).</summary>
    public static TableErrorCode AuthorizationPermissionMismatch => new("AuthorizationPermissionMismatch");

    /// <summary>The partition or account is over its target (503).</summary>
    public static TableErrorCode ServerBusy => new("ServerBusy");

    /// <summary>The service gave up; the write may have happened (500).</summary>
    public static TableErrorCode OperationTimedOut => new("OperationTimedOut");

    /// <summary>A code as the service writes it.</summary>
    public static implicit operator TableErrorCode(string? value) => new(value);

    /// <summary>Whether both are the same code.</summary>
    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    /// <summary>Whether the codes differ.</summary>
    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TableErrorCode other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    /// <inheritdoc/>
    public override string ToString() => value ?? string.Empty;
}
