using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>One fact about a request, with where it comes from.</summary>
/// <param name="Id">One of <see cref="FactKind.All"/>.</param>
/// <param name="Value">One of its values, or a number in invariant notation.</param>
/// <param name="Field">The field it was found in; null for none.</param>
/// <param name="Quote">The words that say so, exactly as they stand in the field; null where no words do.</param>
/// <param name="Instead">What else was said: what held before the requester corrected it, or what was answered or chosen where graver words
/// count; null for none of these. Records of earlier versions have here what graver words said beside what was answered.</param>
public sealed record AssessedFact(
    string Id, string Value, FactSource Source, string? Field = null, string? Quote = null, string? Instead = null)
{
    /// <summary>
    /// Whether the requester answered a question of the policy; what a list of assets says of what they named is no answer, and neither is
    /// what they chose in the form, which the form did not ask for.
    /// </summary>
    [JsonIgnore]
    public bool IsAnswered => Source == FactSource.Field && Field != FieldIds.Assets;

    /// <summary>Whether it was read in words.</summary>
    [JsonIgnore]
    public bool IsRead => Source is FactSource.Text or FactSource.Model;
}

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
