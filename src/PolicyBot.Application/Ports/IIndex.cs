using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>An index: it hints where to look. No access check reads it; the caller reads the head of each hit.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IIndex
{
    /// <summary>Makes sure that some entries are there and others are not.</summary>
    Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken);

    /// <summary>The exceptions under a heading, newest first.</summary>
    /// <param name="heading">One of <see cref="IndexHeading"/>.</param>
    /// <param name="most">How many at the most.</param>
    Task<IReadOnlyList<ExceptionId>> FindAsync(string heading, int most, CancellationToken cancellationToken);
}

/// <summary>One exception under one heading.</summary>
/// <param name="Heading">One of <see cref="IndexHeading"/>.</param>
/// <param name="At">What it is sorted by (UTC), newest first: when the exception was submitted.</param>
/// <param name="Id">The exception.</param>
public sealed record IndexEntry(string Heading, DateTimeOffset At, ExceptionId Id);
