using Azure;

namespace PolicyBot.Tables.Protocol;

/// <summary>The service refused a transaction. Nothing of it was applied.</summary>
public sealed class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(int status, string message, string? errorCode, int? failedIndex)
        : base(status, message, errorCode, innerException: null) =>
        FailedTransactionActionIndex = failedIndex;

    /// <summary>The first action that failed, counted from zero; null when the service names none.</summary>
    public int? FailedTransactionActionIndex { get; }
}
