using System.Collections.Concurrent;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Asks the model about what was sent, beside all other work: settling never waits for it, so a silent model keeps nothing else from being settled.
/// When it has answered, or its time is over, the exception is settled once more.
/// </summary>
public sealed class ModelQuestions(AssessAndRoute triage, IWork work, IBackgroundTasks background, TimeProvider time)
{
    private readonly ConcurrentDictionary<(ExceptionId Id, int Revision), Said?> _asked = new();

    /// <summary>What the model said of a submitted revision; null: it is being asked.</summary>
    /// <param name="state">The exception; submitted, and not assessed.</param>
    /// <param name="settle">Settles it once the answer is there.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; the model is not asked.</exception>
    public async Task<Said?> AskAsync(ExceptionState state, Func<ExceptionId, CancellationToken, Task> settle, CancellationToken cancellationToken)
    {
        if (!triage.HasModel)
        {
            return new Said(null);
        }

        var key = (state.Id, state.Revision);
        if (!_asked.TryAdd(key, null))
        {
            return _asked.GetValueOrDefault(key);
        }

        var look = new WakeUp(time.GetUtcNow() + ExceptionCommits.LookAfter, state.Id.Value, WakeUp.Question);
        try
        {
            await work.AddAsync(look, cancellationToken); // this host may die over it
        }
        catch
        {
            _asked.TryRemove(key, out _);
            throw;
        }

        background.Wait(async stopping =>
        {
            try
            {
                _asked[key] = new Said(await triage.AskAsync(state.Content!, state.DurationDays, state.Requester, stopping));
                await settle(state.Id, stopping);
                await work.RemoveAsync(look, stopping);
            }
            finally
            {
                _asked.TryRemove(key, out _);
            }
        });
        return null;
    }

    /// <summary>What there is to go by.</summary>
    /// <param name="Answer">The model's answer; null: there is nobody to ask.</param>
    public sealed record Said(ModelAnswer? Answer);
}
