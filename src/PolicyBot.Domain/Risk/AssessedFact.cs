using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Risk;

/// <summary>One fact about a request, with where it comes from.</summary>
/// <param name="Id">One of <see cref="FactKind.All"/>.</param>
/// <param name="Value">One of its values, or a number in invariant notation.</param>
/// <param name="Field">The field it was found in; null for none.</param>
/// <param name="Quote">The words that say so, exactly as they stand in the field; null where no words do.</param>
/// <param name="Instead">What was chosen or read before the requester corrected it; null: it was not corrected.</param>
public sealed record AssessedFact(
    string Id, string Value, FactSource Source, string? Field = null, string? Quote = null, string? Instead = null);

/// <summary>Where a fact comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactSource>))]
public enum FactSource
{
    /// <summary>What the catalog says of the policy, and the dates asked for.</summary>
    [JsonStringEnumMemberName("policy")]
    Policy,

    /// <summary>An answer to one of the policy's own fields.</summary>
    [JsonStringEnumMemberName("field")]
    Field,

    /// <summary>Chosen in the form.</summary>
    [JsonStringEnumMemberName("chosen")]
    Chosen,

    /// <summary>Read from the text without a model.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>Read from the text by the model.</summary>
    [JsonStringEnumMemberName("model")]
    Model,

    /// <summary>Corrected by the requester in the preview.</summary>
    [JsonStringEnumMemberName("corrected")]
    Corrected,
}
