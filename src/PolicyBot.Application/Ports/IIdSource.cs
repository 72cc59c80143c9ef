using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>Where ids come from: each unlike any other there is or was.</summary>
public interface IIdSource
{
    /// <summary>Draws the id of a batch.</summary>
    string CommitId();

    /// <summary>Draws the number of an exception.</summary>
    ExceptionId ExceptionId();
}
