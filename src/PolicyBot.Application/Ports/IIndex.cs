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
    /// <param name="since">Only those submitted then (UTC) or later.</param>
    Task<IReadOnlyList<ExceptionId>> FindAsync(string heading, int most, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>What is made of the members of <see cref="IIndex"/>.</summary>
public static class IndexExtensions
{
    /// <summary>The exceptions under a heading, newest first.</summary>
    public static Task<IReadOnlyList<ExceptionId>> FindAsync(
        this IIndex index, string heading, int most, CancellationToken cancellationToken) =>
        index.FindAsync(heading, most, DateTimeOffset.MinValue, cancellationToken);
}

/// <summary>One exception under one heading.</summary>
/// <param name="Heading">One of <see cref="IndexHeading"/>.</param>
/// <param name="At">What it is sorted by (UTC), newest first: when the exception was submitted.</param>
/// <param name="Id">The exception.</param>
public sealed record IndexEntry(string Heading, DateTimeOffset At, ExceptionId Id);
