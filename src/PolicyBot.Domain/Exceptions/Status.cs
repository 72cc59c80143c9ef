using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Where an exception stands in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Status>))]
public enum Status
{
    /// <summary>Sent, and not yet assessed.</summary>
    [JsonStringEnumMemberName("submitted")]
    Submitted,

    /// <summary>Approvers are asked.</summary>
    [JsonStringEnumMemberName("inReview")]
    InReview,

    /// <summary>Back with the requester.</summary>
    [JsonStringEnumMemberName("changesRequested")]
    ChangesRequested,

    /// <summary>In force.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>Approved, and out of force until a promise is met.</summary>
    [JsonStringEnumMemberName("suspended")]
    Suspended,

    /// <summary>An approver said no.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The requester took it back.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>Never decided.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed,

    /// <summary>Its last day is over.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>The policy is met again.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>Taken away.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,

    /// <summary>A renewal has taken over.</summary>
    [JsonStringEnumMemberName("renewed")]
    Renewed,
}
