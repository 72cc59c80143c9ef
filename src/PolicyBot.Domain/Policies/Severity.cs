using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Policies;

/// <summary>The worst outcome that is credible; the order of the members is the order of gravity.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Impact>))]
public enum Impact
{
    /// <summary>A house rule, a test device, less than 10,000 euros.</summary>
    [JsonStringEnumMemberName("limited")]
    Limited,

    /// <summary>One internal application, a contract clause, less than 100,000 euros.</summary>
    [JsonStringEnumMemberName("serious")]
    Serious,

    /// <summary>A core system, something a regulator would pursue, less than a million euros.</summary>
    [JsonStringEnumMemberName("severe")]
    Severe,

    /// <summary>The keys to most of the company, danger to life, a million euros and more.</summary>
    [JsonStringEnumMemberName("catastrophic")]
    Catastrophic,
}

/// <summary>How likely the harm is while the exception runs, with the controls that are really there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Likelihood>))]
public enum Likelihood
{
    /// <summary>Two independent controls, or one that takes the threat away.</summary>
    [JsonStringEnumMemberName("unlikely")]
    Unlikely,

    /// <summary>One credible control, or a narrow exposure.</summary>
    [JsonStringEnumMemberName("possible")]
    Possible,

    /// <summary>Nothing takes the place of the missing control.</summary>
    [JsonStringEnumMemberName("likely")]
    Likely,
}
