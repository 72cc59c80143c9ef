namespace PolicyBot.Application.Ports;

/// <summary>
/// A row was written by a newer PolicyBot, in a format that this build cannot read. Nothing was changed, and what is due stays due.
/// </summary>
public sealed class NewerFormatException : StoreUnavailableException
{
    /// <summary>Does not say which row.</summary>
    public NewerFormatException()
    {
    }

    /// <summary>Says which row.</summary>
    public NewerFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says which row, and what went wrong underneath.</summary>
    public NewerFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
