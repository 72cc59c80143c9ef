using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Has the language model read what a person typed, where there is one, and it answers in time. The rules read it in any case.
/// </summary>
public sealed class RequestUnderstanding(IEnumerable<IRequestReader> readers, TimeProvider time)
{
    /// <summary>
    /// How long a person may be kept waiting for a model: they are answered within two seconds, and the rest of the answer takes time too.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly IRequestReader? _reader = readers.FirstOrDefault();
    private readonly AssessmentPace _pace = new(time); // of its own: a long talk must not take the assessment's calls

    /// <summary>What a model reads in a text.</summary>
    /// <param name="person">Who wrote it: their calls of the model are counted.</param>
    /// <param name="input">What it is shown.</param>
    /// <returns>Null: there is no model, or no answer in time.</returns>
    internal async Task<RequestProposal?> ProposeAsync(PersonId person, ReadingInput input, CancellationToken cancellationToken)
    {
        if (_reader is null || !_pace.TryTake(person))
        {
            return null;
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await _reader.ReadAsync(input, late.Token).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await late.CancelAsync(); // no caller waits for it any more
            return null;
        }
    }
}
