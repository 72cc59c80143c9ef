using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Reads a request out of free text: a language model. It proposes, and decides nothing.</summary>
public interface IRequestReader
{
    /// <summary>Reads a text.</summary>
    /// <returns>Null: there is no proposal; a fault outside is none either.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<RequestProposal?> ReadAsync(ReadingInput input, CancellationToken cancellationToken);
}

/// <summary>What a reader is shown.</summary>
/// <param name="Text">What a person typed: untrusted.</param>
/// <param name="Today">The day it is in the catalog's time zone.</param>
/// <param name="Catalog">The policies there are.</param>
public sealed record ReadingInput(string Text, DateOnly Today, PolicyCatalog Catalog);

/// <summary>What a reader makes of a text, unchecked. Each quotation claims to stand in the text; what is empty was not found.</summary>
/// <param name="PolicyId">The id of the policy.</param>
/// <param name="PolicyQuote">The words that name it.</param>
/// <param name="ExpiresOn">The last day, <c>yyyy-MM-dd</c>.</param>
/// <param name="ExpiresOnQuote">The words that say so.</param>
/// <param name="Scope">What exactly is concerned, in the text's own words.</param>
/// <param name="OwnerEmail">The owner's address as it stands in the text.</param>
/// <param name="ReasonQuote">The words that say why.</param>
public sealed record RequestProposal(
    string PolicyId,
    string PolicyQuote,
    string ExpiresOn,
    string ExpiresOnQuote,
    string Scope,
    string OwnerEmail,
    string ReasonQuote);
