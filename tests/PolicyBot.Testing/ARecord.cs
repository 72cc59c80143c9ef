using System.Collections.Immutable;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing;

/// <summary>An exception with its whole record, at an instant; what happens to it makes another one.</summary>
/// <param name="Now">The instant (UTC) at which the next thing happens.</param>
public sealed record ARecord(ExceptionState State, ImmutableList<StoredEvent> Events, DateTimeOffset Now)
{
    /// <summary>The facts so far, as they are read back from the record.</summary>
    public IReadOnlyList<ExceptionEvent> Facts => [.. Events.Select(stored => RecordedEvent.Read(stored.Json).Fact)];

    /// <summary>Nothing has happened yet.</summary>
    public static ARecord New(ExceptionId id, DateTimeOffset now) => new(ExceptionState.New(id), [], now);

    /// <summary>The same at a later instant.</summary>
    public ARecord At(DateTimeOffset now) => this with { Now = now };

    /// <summary>The same some time later.</summary>
    public ARecord Later(TimeSpan by) => At(Now + by);

    /// <summary>What a person's command would lead to.</summary>
    public Decision Try(ExceptionCommand command) => ExceptionRules.Decide(State, command, Now);

    /// <summary>Why a person's command is refused.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public Refusal Refuses(ExceptionCommand command) => Try(command) is Decision.Refused refused
        ? refused.Why
        : throw new InvalidOperationException($"{command} was accepted.");

    /// <summary>The record after a person's command was accepted.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public ARecord After(ExceptionCommand command) => Try(command) switch
    {
        Decision.Accepted accepted => With(command.By, accepted.Facts),
        var refused => throw new InvalidOperationException($"{command} was refused: {refused}."),
    };

    /// <summary>With these facts in one batch, whether or not any rule allows them.</summary>
    public ARecord With(Actor by, params IReadOnlyList<ExceptionEvent> facts)
    {
        var (state, events, commitId) = (State, Events, $"commit-{Events.Count + 1}");
        foreach (var fact in facts)
        {
            var recorded = new RecordedEvent
            {
                Sequence = state.Version + 1,
                Exception = state.Id,
                At = Now,
                Actor = fact is ExceptionEvent.Assessed or ExceptionEvent.Routed or ExceptionEvent.StageOpened or ExceptionEvent.Granted
                    ? Actor.PolicyBot : by,
                CommitId = commitId,
                Fact = fact,
                Previous = state.LastHash,
            };
            var json = recorded.ToCanonicalJson();
            var hash = RecordedEvent.HashOf(json);
            events = events.Add(new StoredEvent(recorded.Sequence, json, hash, commitId));
            state = state.Apply(recorded, hash);
        }

        return this with { State = state, Events = events };
    }
}
