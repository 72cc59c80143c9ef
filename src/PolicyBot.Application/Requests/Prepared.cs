using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Requests;

/// <summary>A draft, checked.</summary>
public abstract record Prepared
{
    private Prepared()
    {
    }

    /// <summary>Something is missing or wrong.</summary>
    /// <param name="Faults">What is wrong, by field id, in the order of the form.</param>
    public sealed record Faulty(IReadOnlyDictionary<string, FieldFault> Faults) : Prepared;

    /// <summary>It can't be sent like this.</summary>
    public sealed record Refused(Refusal Why) : Prepared;

    /// <summary>It can be sent.</summary>
    /// <param name="Content">What is asked for.</param>
    /// <param name="Policy">The policy.</param>
    /// <param name="Assessment">The assessment as far as it goes.</param>
    /// <param name="Route">Who would decide by it.</param>
    /// <param name="DurationDays">Days from today to the last day.</param>
    /// <param name="Renewal">How often it will have been renewed.</param>
    /// <param name="HasModelAnswer">Whether the assessment is complete: the model has answered, or there is none.</param>
    public sealed record Ready(
        RequestContent Content, Policy Policy, Assessment Assessment, Route Route, int DurationDays, int Renewal, bool HasModelAnswer)
            : Prepared
    {
        /// <summary>When (UTC) this was so.</summary>
        public DateTimeOffset At { get; init; }

        /// <summary>It may start before its review, until then; null: it may not.</summary>
        public EmergencyStart? Emergency { get; init; }

        /// <summary>The conditions of the exception that it renews; null for none.</summary>
        public IReadOnlyList<EarlierCondition>? EarlierConditions { get; init; }

        /// <summary>Reviewers will approve or reject it, and cannot send it back: the policy allows no revision after it.</summary>
        public bool IsLastRevision { get; init; }

        /// <summary>The owner who is named can't be written to, as far as the directories say in time.</summary>
        public bool IsOwnerUnreached { get; init; }
    }
}
