using PolicyBot.Application.Views;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Ports;

/// <summary>The assessor that reads texts: a language model.</summary>
public interface IRiskAssessor
{
    /// <summary>Assesses one revision of a request. A failure of the outside service is an answer, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ModelAnswer> AssessAsync(AssessmentInput input, CancellationToken cancellationToken);
}

/// <summary>What the model is shown: the policy and the request, without a field for a person's name or address.</summary>
/// <param name="PolicyText">What the policy demands.</param>
/// <param name="Fields">Answers to the policy's fields, by the field's label.</param>
/// <param name="DurationDays">Days from the day of submission to the end.</param>
/// <param name="Language">The requester's, one of <see cref="Languages.All"/>: what the model writes is in it.</param>
public sealed record AssessmentInput(
    string PolicyId,
    string PolicyName,
    string PolicyText,
    string Title,
    string Justification,
    string Scope,
    string CompensatingControls,
    string ImpactIfDenied,
    IReadOnlyDictionary<string, string> Fields,
    int DurationDays,
    string Language = Languages.Default);
