using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>The rubric's assessment.</summary>
/// <param name="Label">The table's label, raised to the policy's floor.</param>
/// <param name="TableLabel">The label of <paramref name="Impact"/> and <paramref name="Likelihood"/>, before the floor.</param>
/// <param name="FloorDecided">Whether the floor raised it.</param>
/// <param name="Reasons">The facts that decided, as sentences for people; the most telling first.</param>
/// <param name="Facts">The facts that decided, for the record.</param>
/// <param name="Missing">What is missing; members of <see cref="MissingTag.All"/>, in its order.</param>
/// <param name="Known">Everything that was known, each with its source and quotation; null: assessed before that was kept.</param>
/// <param name="Because"><paramref name="Reasons"/> as data, to be put into the reader's words; null: assessed before that was
/// kept.</param>
public sealed record RubricResult(
    RiskLabel Label,
    RiskLabel TableLabel,
    Impact Impact,
    Likelihood Likelihood,
    bool FloorDecided,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<RubricFact> Facts,
    IReadOnlyList<string> Missing,
    IReadOnlyList<AssessedFact>? Known = null,
    IReadOnlyList<RiskReason>? Because = null);

/// <summary>One fact that decided.</summary>
/// <param name="Source">Where it comes from: <c>field.</c> and an id, <c>fact.</c> and one of <see cref="FactKind.All"/>, or <c>policy</c>
/// for the policy's own default.</param>
/// <param name="Value">The answer, or the fact's value.</param>
/// <param name="Impact">What it says about the impact; null: nothing.</param>
/// <param name="Likelihood">What it says about the likelihood; null: nothing.</param>
public sealed record RubricFact(string Source, string Value, Impact? Impact, Likelihood? Likelihood);
