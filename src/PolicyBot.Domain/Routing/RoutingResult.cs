using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Routing;

/// <summary>Everything that routing looks at.</summary>
/// <param name="DurationDays">Days from the day of submission to <c>expiresOn</c>.</param>
/// <param name="Renewal">How many renewals came before; 0 for a first request.</param>
/// <param name="Department">As chosen or typed; null: not said.</param>
/// <param name="Fields">Answers by field id, without <c>field.</c>.</param>
public sealed record RoutingQuestion(
    Policy Policy,
    RiskLabel Risk,
    int DurationDays,
    int Renewal,
    string? Department,
    IReadOnlyDictionary<string, string> Fields,
    PersonId Requester,
    PersonId Owner);

/// <summary>Who reviews a request.</summary>
public abstract record RoutingResult
{
    private RoutingResult()
    {
    }

    /// <summary>Every stage has enough people.</summary>
    public sealed record Routed(Route Route) : RoutingResult;

    /// <summary>A stage can't reach its needs: the request is refused with words, and administrators are told.</summary>
    /// <param name="Route">The route up to the first such stage.</param>
    public sealed record Nobody(Route Route) : RoutingResult
    {
        /// <summary>The stage that falls short.</summary>
        public RoutedStage Stage => Route.Stages[^1];
    }
}

/// <summary>The review as the rules want it; frozen into the record.</summary>
/// <param name="RuleId">The rule that matched.</param>
/// <param name="Tier">The rule's tier.</param>
/// <param name="Stages">In the order of review; at least one.</param>
/// <param name="Reasons">Why this rule and none before it.</param>
public sealed record Route(string RuleId, string Tier, IReadOnlyList<RoutedStage> Stages, RouteReasons Reasons);

/// <summary>One stage of a review, with its people.</summary>
/// <param name="Number">From 1.</param>
/// <param name="GroupId">The group that decides; null: the requester's manager.</param>
/// <param name="GroupName">The group's name; null: the requester's manager, for whom records of earlier versions have words.</param>
/// <param name="NeedsAll">One seat per person of <paramref name="People"/>; else any of them may take any seat.</param>
/// <param name="Seats">How many approvals of different people it takes; at least 1, and at most as many as there are people.</param>
/// <param name="People">Who is asked; never the requester or the owner, each person once.</param>
/// <param name="LeftOut">Who of the group, or of those who step in for it, is not asked.</param>
/// <param name="Channel">Where the card is posted besides the direct messages.</param>
public sealed record RoutedStage(
    int Number,
    string? GroupId,
    string? GroupName,
    bool NeedsAll,
    int Seats,
    IReadOnlyList<RoutedPerson> People,
    IReadOnlyList<LeftOut> LeftOut,
    string? Channel)
{
    /// <summary>The groups that stepped in, in the order they were asked; null in records of earlier versions.</summary>
    public IReadOnlyList<SteppingIn>? SteppedIn { get; init; }
}

/// <summary>A person who is asked.</summary>
/// <param name="Person">The person.</param>
/// <param name="Because">Why, in the words of an earlier version; null in new records.</param>
/// <param name="InPlaceOf">Whose seat they take, in a stage that needs all; null: their own.</param>
public sealed record RoutedPerson(PersonId Person, string? Because, PersonId? InPlaceOf)
{
    /// <summary>The name of the group they are of; null: they are the requester's manager.</summary>
    public string? Group { get; init; }

    /// <summary>The name of the group that theirs steps in for; null for none.</summary>
    public string? SteppingInFor { get; init; }
}

/// <summary>A person who would be asked, and is not.</summary>
public sealed record LeftOut(PersonId Person, LeftOutReason Reason);

/// <summary>Why a person is not asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeftOutReason>))]
public enum LeftOutReason
{
    /// <summary>It is their own request.</summary>
    [JsonStringEnumMemberName("requester")]
    Requester,

    /// <summary>They are to own the exception.</summary>
    [JsonStringEnumMemberName("owner")]
    Owner,

    /// <summary>No channel reaches them.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,
}
