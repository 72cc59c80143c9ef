namespace PolicyBot.Tables.Protocol;

/// <summary>
/// The service could not be reached, did not answer in time, was overloaded, or gave an answer that makes no sense, also
/// after the retries. A write may have happened all the same: read before deciding again.
/// </summary>
public sealed class TableStorageUnavailableException : Exception
{
    internal TableStorageUnavailableException(string message, int status, string? errorCode, Exception? inner)
        : base(message, inner)
    {
        Status = status;
        ErrorCode = errorCode;
    }

    /// <summary>The HTTP status of the last answer (408, 429, 5xx, or 2xx for one that makes no sense); 0 without an answer.</summary>
    public int Status { get; }

    /// <summary>The service's code, such as <c>ServerBusy</c>; null without one.</summary>
    public string? ErrorCode { get; }
}
