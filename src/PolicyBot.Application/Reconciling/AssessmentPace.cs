using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// How often the model may be asked, to assess or to read a message: per person, and in all, in any hour. Beyond that the offline result is
/// used. It keeps a month's tokens from being spent in an afternoon.
/// </summary>
/// <remarks>Each host counts for itself.</remarks>
public sealed class AssessmentPace(TimeProvider time)
{
    /// <summary>The most calls for one person in an hour.</summary>
    public const int MostPerPerson = 30;

    /// <summary>The most calls in an hour.</summary>
    public const int MostInAll = 600;

    /// <summary>Why there is no answer, as it is kept in the record.</summary>
    public const string Limited = "limited";

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, PersonId Person)> _asked = new();

    /// <summary>Counts a call; false: it is one too many, and is not counted.</summary>
    public bool TryTake(PersonId person)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            while (_asked.TryPeek(out var oldest) && oldest.At <= now - Window)
            {
                _asked.Dequeue();
            }

            if (_asked.Count >= MostInAll || _asked.Count(asked => asked.Person == person) >= MostPerPerson)
            {
                return false;
            }

            _asked.Enqueue((now, person));
            return true;
        }
    }
}
