using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Reads the text that a chat begins with: by rules, and with the language model's proposal where there is one in time.</summary>
public sealed class RequestUnderstanding(IEnumerable<IRequestReader> readers, AssessmentPace pace, TimeProvider time)
{
    /// <summary>
    /// How long a person may be kept waiting for a model: they are answered within two seconds, and the rest of the answer takes time too.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly IRequestReader? _reader = readers.FirstOrDefault();

    /// <summary>Reads a text.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="person">Who wrote it: their calls of the model are counted.</param>
    /// <param name="catalog">What they may want an exception from.</param>
    /// <param name="today">Today, in the catalog's time zone.</param>
    internal async Task<Understood> ReadAsync(
        string text, PersonId person, PolicyCatalog catalog, DateOnly today, CancellationToken cancellationToken)
    {
        var byRules = RequestWords.Read(text, catalog, today);
        return _reader is not null && pace.TryTake(person)
            && await AskAsync(_reader, new ReadingInput(text, today, catalog), cancellationToken) is { } proposal
            ? proposal.MergeWith(byRules, text, catalog, today)
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
            await late.CancelAsync(); // no caller waits for it any more
            return null;
        }
    }
}
