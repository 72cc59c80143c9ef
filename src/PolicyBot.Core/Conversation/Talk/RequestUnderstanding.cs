using PolicyBot.Core.Catalog;

namespace PolicyBot.Core.Conversation.Talk;

/// <summary>Reads the words that a talk begins with: by rules, and where a language model is there, with what it proposed in time.</summary>
public sealed class RequestUnderstanding(IEnumerable<IRequestReader> readers, TimeProvider time)
{
    /// <summary>How long a person may be kept waiting for a model.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IRequestReader? _reader = readers.FirstOrDefault();

    /// <summary>Reads a text.</summary>
    internal async Task<Understood> ReadAsync(string text, PolicyCatalog catalog, DateOnly today, CancellationToken cancellationToken)
    {
        var byRules = RequestWords.Read(text, catalog, today);
        return _reader is not null && await AskAsync(_reader, new ReadingInput(text, today, catalog), cancellationToken) is { } proposal
            ? proposal.Beside(byRules, text, catalog, today)
            : byRules;
    }

    private async Task<RequestProposal?> AskAsync(IRequestReader reader, ReadingInput input, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await reader.ReadAsync(input, late.Token).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await late.CancelAsync(); // nobody waits for it any more
            return null;
        }
    }
}
