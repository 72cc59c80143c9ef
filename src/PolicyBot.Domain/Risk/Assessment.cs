using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>The assessment of one revision, as it is frozen into the record: both assessors' results and what follows from them.</summary>
/// <param name="Label">The highest of table, floor and the model's proposal.</param>
/// <param name="DecidedBy">Which of them it was; where several agree, the first in the order table, floor, model.</param>
/// <param name="Reason">The one sentence for people.</param>
/// <param name="Model">Null: there is no model, or it gave no answer that can be used.</param>
/// <param name="FallbackWhy">Why the rubric serves alone, as in <see cref="ModelAnswer.Unavailable"/>; null: it does not, or there is no
/// model.</param>
/// <param name="Questions">What reviewers would ask, for the requester to answer before; at most three.</param>
public sealed record Assessment(
    RiskLabel Label,
    AssessmentDecider DecidedBy,
    string Reason,
    RubricResult Rubric,
    ModelResult? Model,
    string? FallbackWhy,
    IReadOnlyList<string> Questions)
{
    /// <summary>
    /// Why, in the language of the moment, the one sentence first. A model's words stand as it wrote them, and what was stored before
    /// reasons were data as it was stored; so does what a newer host found by a rule that this one does not know.
    /// </summary>
    /// <param name="settings">How facts are called.</param>
    public IEnumerable<string> Reasons(AssessmentSettings settings)
    {
        var because = Rubric.Because?.Select((reason, at) => reason.Say(settings) ?? Stored(at)).ToList() ?? Rubric.Reasons;
        var first = (DecidedBy, Rubric.Because) switch
        {
            (AssessmentDecider.Model, _) when string.IsNullOrWhiteSpace(Model?.Rationale) =>
                AssessmentWords.ModelDecides.With(Label.InWords()),
            (not AssessmentDecider.Model, { Count: > 0 }) => because[0],
            _ => Reason,
        };
        return because.Prepend(first).Distinct(StringComparer.Ordinal);
    }

    private string Stored(int at) =>
        Rubric.Reasons.Count == Rubric.Because!.Count ? Rubric.Reasons[at] : AssessmentWords.ReasonUnknown;
}

/// <summary>What decided a label.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssessmentDecider>))]
public enum AssessmentDecider
{
    /// <summary>The decision table.</summary>
    [JsonStringEnumMemberName("table")]
    Table,

    /// <summary>The policy's floor.</summary>
    [JsonStringEnumMemberName("floor")]
    Floor,

    /// <summary>The model's proposal.</summary>
    [JsonStringEnumMemberName("model")]
    Model,
}
