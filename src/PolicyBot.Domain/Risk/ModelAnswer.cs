using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>What came back from the model. Stored names are fixed: renaming a class moves no data.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Unavailable), "unavailable")]
public abstract record ModelAnswer
{
    private ModelAnswer()
    {
    }

    /// <summary>A whole, valid answer.</summary>
    public sealed record Answered(ModelResult Result) : ModelAnswer;

    /// <summary>No answer that can be used; the rubric's result serves.</summary>
    /// <param name="Why">One of <c>timeout</c>, <c>refusal</c>, <c>contentFilter</c>, <c>rateLimited</c>, <c>badOutput</c>, <c>length</c>,
    /// <c>unavailable</c>, <c>misconfigured</c>, <c>limited</c> (asked too often in an hour).</param>
    public sealed record Unavailable(string Why) : ModelAnswer;
}

/// <summary>The model's assessment, as it is frozen into the record.</summary>
/// <param name="Summary">At most 600 characters.</param>
/// <param name="Label">What the model proposes; it can raise the label and never lower it.</param>
/// <param name="Rationale">Why, in one or two sentences.</param>
/// <param name="Facts">What it read, each with the words that say so.</param>
/// <param name="Missing">What a reviewer would ask back for; members of <see cref="MissingTag.All"/>.</param>
/// <param name="Model">The model as the service named it in its answer.</param>
/// <param name="Deployment">The deployment that was asked.</param>
/// <param name="PromptVersion">Which prompt asked.</param>
/// <param name="InputTokens">As the service counted; null: it did not say.</param>
/// <param name="OutputTokens">As the service counted; null: it did not say.</param>
/// <param name="LatencyMilliseconds">From the first byte sent to the last received, retries included.</param>
public sealed record ModelResult(
    string Summary,
    RiskLabel? Label,
    string Rationale,
    IReadOnlyList<ModelFact> Facts,
    IReadOnlyList<string> Missing,
    string Model,
    string Deployment,
    string PromptVersion,
    int? InputTokens,
    int? OutputTokens,
    long LatencyMilliseconds);

/// <summary>One thing the model read.</summary>
/// <param name="Quote">The words that say so, checked to stand in the request.</param>
/// <param name="Id">Which of <see cref="ModelFacts.Kinds"/> it is; null: none of them.</param>
/// <param name="Value">One of the values of that kind, or a number in invariant notation; null: it is of no kind.</param>
public sealed record ModelFact(string Text, string Quote, string? Id = null, string? Value = null);
