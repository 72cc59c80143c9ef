using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Where an exception was kept before it was imported, and what was decided on it there, as that register says.</summary>
/// <param name="Register">What that register is called.</param>
/// <param name="File">The name of the file it came in, without folders.</param>
/// <param name="FileHash">SHA-256 of the file's bytes, lower-case hex.</param>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="ExternalId">Its id in that register; empty for none.</param>
/// <param name="Key">
/// What makes it the same exception however often it is imported: SHA-256, lower-case hex, of register and id, or of the line's values.
/// </param>
/// <param name="ApprovedBy">Who approved it, in that register's words: an address proves nothing here.</param>
/// <param name="ApprovedOn">On which day.</param>
/// <param name="Risk">The risk it was given; null: none is named.</param>
public sealed record ImportOrigin(
    string Register,
    string File,
    string FileHash,
    int Line,
    string ExternalId,
    string Key,
    string ApprovedBy,
    DateOnly ApprovedOn,
    RiskLabel? Risk);
