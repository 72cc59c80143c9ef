using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Policies;

/// <summary>How risky it is to grant a request as it stands; the order of the members is the order of the labels.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RiskLabel>))]
public enum RiskLabel
{
    /// <summary>Little can happen.</summary>
    [JsonStringEnumMemberName("low")]
    Low,

    /// <summary>Harm is possible, and bounded.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium,

    /// <summary>Serious harm is credible.</summary>
    [JsonStringEnumMemberName("high")]
    High,

    /// <summary>Harm that the organisation might not recover from is credible.</summary>
    [JsonStringEnumMemberName("critical")]
    Critical,
}
