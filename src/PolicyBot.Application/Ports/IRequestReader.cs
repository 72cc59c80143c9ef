using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Reads what a person types in their own talk: a language model. It proposes, and decides nothing.</summary>
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
public sealed record ReadingInput(string Text, DateOnly Today, PolicyCatalog Catalog)
{
    /// <summary>The id of the field that the person was asked for; empty for none.</summary>
    public string Asked { get; init; } = "";

    /// <summary>What a change may be about: ids and, for choices, values. Empty: nothing is being written.</summary>
    public IReadOnlyList<RequestField> Fields { get; init; } = [];
}

/// <summary>What a reader makes of a text, unchecked. Each quotation claims to stand in the text; what is empty was not found.</summary>
/// <param name="PolicyId">The id of the policy.</param>
/// <param name="PolicyQuote">The words that name it.</param>
/// <param name="ExpiresOn">The last day, <c>yyyy-MM-dd</c>.</param>
/// <param name="ExpiresOnQuote">The words that say so.</param>
/// <param name="Scope">What exactly is concerned, in the text's own words; for a question what it is about.</param>
/// <param name="OwnerEmail">The owner's address as it stands in the text.</param>
/// <param name="ReasonQuote">The words that say why.</param>
public sealed record RequestProposal(
    string PolicyId,
    string PolicyQuote,
    string ExpiresOn,
    string ExpiresOnQuote,
    string Scope,
    string OwnerEmail,
    string ReasonQuote)
{
    /// <summary>What the person wants.</summary>
    public ProposedIntent Intent { get; init; }

    /// <summary>What they change of what they are writing.</summary>
    public IReadOnlyList<ProposedChange> Changes { get; init; } = [];
}

/// <summary>An answer that a text gives or changes.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Value">The value: a day as <c>yyyy-MM-dd</c>, a choice as stored, words of the text.</param>
/// <param name="Quote">The words that say so.</param>
public sealed record ProposedChange(string Field, string Value, string Quote);

/// <summary>What a reader takes a person's words for.</summary>
public enum ProposedIntent
{
    /// <summary>Nothing of the below, or it does not say.</summary>
    Other,

    /// <summary>To ask for an exception.</summary>
    Request,

    /// <summary>To answer what was asked.</summary>
    Answer,

    /// <summary>To change what was said before.</summary>
    Change,

    /// <summary>To know what a policy says.</summary>
    Policy,

    /// <summary>To know who decides.</summary>
    Decider,

    /// <summary>To know when theirs ends.</summary>
    End,

    /// <summary>To know how their request stands.</summary>
    Status,

    /// <summary>To know whether a thing is covered.</summary>
    Covered,

    /// <summary>To see exceptions.</summary>
    List,

    /// <summary>To take a request back.</summary>
    Withdraw,

    /// <summary>To know something else.</summary>
    Question,

    /// <summary>To be kind.</summary>
    Thanks,
}
