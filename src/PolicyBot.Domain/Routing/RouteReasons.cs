using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Routing;

/// <summary>Why a rule reviews a request, as data: words are made when it is shown.</summary>
/// <param name="Skipped">The rules before it, in the catalog's order.</param>
/// <param name="Met">What the rule asks for; empty for everything that is left.</param>
public sealed record RouteReasons(IReadOnlyList<SkippedRule> Skipped, IReadOnlyList<ConditionTerm> Met);

/// <summary>A rule that did not match.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Failed">The first term that the request did not meet.</param>
public sealed record SkippedRule(string Rule, ConditionTerm Failed);

/// <summary>One term of a rule's condition beside what the request says.</summary>
/// <param name="Subject">What it looks at.</param>
/// <param name="Values">One of these it must be; empty for a number in a range.</param>
public sealed record ConditionTerm(ConditionSubject Subject, IReadOnlyList<string> Values)
{
    /// <summary>The label of the policy's own field; null for any other subject.</summary>
    public string? Field { get; init; }

    /// <summary>The least number, written with a point; null for none.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest number, written with a point; null for none.</summary>
    public string? Max { get; init; }

    /// <summary>What the request says; null for nothing.</summary>
    public string? Actual { get; init; }
}

/// <summary>What a term of a condition looks at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionSubject>))]
public enum ConditionSubject
{
    /// <summary>The policy's area: ids are asked for, and the area's name is what the request says.</summary>
    [JsonStringEnumMemberName("area")]
    Area,

    /// <summary>The policy, by its id.</summary>
    [JsonStringEnumMemberName("policy")]
    Policy,

    /// <summary>The risk, by the stored names of the labels.</summary>
    [JsonStringEnumMemberName("risk")]
    Risk,

    /// <summary>The department.</summary>
    [JsonStringEnumMemberName("department")]
    Department,

    /// <summary>Days from the day of submission to the end.</summary>
    [JsonStringEnumMemberName("durationDays")]
    DurationDays,

    /// <summary>How many renewals came before.</summary>
    [JsonStringEnumMemberName("renewal")]
    Renewal,

    /// <summary>The answer to one of the policy's own fields.</summary>
    [JsonStringEnumMemberName("field")]
    Field,
}

/// <summary>A group that steps in at a stage.</summary>
/// <param name="Group">Its name; null: there is none to step in.</param>
/// <param name="For">The name of the group it steps in for; null: the requester's manager.</param>
/// <param name="Reason">Why.</param>
public sealed record SteppingIn(string? Group, string? For, SteppingInReason Reason);

/// <summary>Why a group steps in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SteppingInReason>))]
public enum SteppingInReason
{
    /// <summary>Too few are left to decide.</summary>
    [JsonStringEnumMemberName("tooFew")]
    TooFew,

    /// <summary>A member can't be reached.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,

    /// <summary>No manager of the requester is known.</summary>
    [JsonStringEnumMemberName("noManager")]
    NoManager,
}
