using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Policies;

/// <summary>One policy that people may ask an exception to.</summary>
public sealed record Policy
{
    /// <summary>The shortest justification where the catalog says nothing, in characters after trimming.</summary>
    public const int DefaultMinimumJustification = 20;

    /// <summary>How many revisions a request may have where the catalog says nothing.</summary>
    public const int DefaultMaxRevisions = 5;

    /// <summary>The id, as written in the catalog; compared in any letter case.</summary>
    public required string Id { get; init; }

    /// <summary>The area it belongs to.</summary>
    public required string AreaId { get; init; }

    /// <summary>The name people know it by.</summary>
    public required string Name { get; init; }

    /// <summary>What else people call it; compared in any letter case, like name and id.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>What it demands, in one or two sentences.</summary>
    public required string Text { get; init; }

    /// <summary>Shown once the policy is chosen: how to do without an exception.</summary>
    public string? Help { get; init; }

    /// <summary>The policy owner: is told of approvals, may revoke.</summary>
    public required PersonId Owner { get; init; }

    /// <summary>What it implements, such as <c>ISO27001:A.8.5</c>; carried into exports and webhooks.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>The longest exception, in days from the day of submission; null: no limit.</summary>
    public int? MaxDays { get; init; }

    /// <summary>The last day that may be asked for on a day; null: no limit.</summary>
    /// <param name="today">The day of submission, in the catalog's time zone.</param>
    public DateOnly? LatestEnd(DateOnly today) => MaxDays is { } days ? today.AddDays(days) : null;

    /// <summary>How often an exception may be renewed.</summary>
    public int MaxRenewals { get; init; }

    /// <summary>How many revisions a request may have, the first one included; reviewers approve or reject the last one.</summary>
    public int MaxRevisions { get; init; } = DefaultMaxRevisions;

    /// <summary>A label below this is raised to it.</summary>
    public RiskLabel RiskFloor { get; init; }

    /// <summary>The shortest justification, in characters after trimming.</summary>
    public int MinimumJustification { get; init; } = DefaultMinimumJustification;

    /// <summary>How often the owner attests that it is still needed, in days; null: never.</summary>
    public int? ReviewEveryDays { get; init; }

    /// <summary>What is asked in addition to the standard fields.</summary>
    public IReadOnlyList<PolicyField> Fields { get; init; } = [];
}

/// <summary>One additional question of a policy; its id in cards, API and record is <c>field.</c> and <paramref name="Id"/>.</summary>
/// <param name="Choices">What can be chosen; empty unless the type is <see cref="FieldType.Choice"/>.</param>
public sealed record PolicyField(string Id, string Label, FieldType Type, IReadOnlyList<string> Choices, bool Required);

/// <summary>What the answer to a policy's field looks like.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldType>))]
public enum FieldType
{
    /// <summary>At most 300 characters.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>One of the field's choices.</summary>
    [JsonStringEnumMemberName("choice")]
    Choice,

    /// <summary>A number in invariant notation.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>A day as <c>yyyy-MM-dd</c>.</summary>
    [JsonStringEnumMemberName("date")]
    Date,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    [JsonStringEnumMemberName("boolean")]
    Boolean,
}
