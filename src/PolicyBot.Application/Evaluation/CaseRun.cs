using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Evaluation;

/// <summary>Assesses cases as requests are assessed: the same catalog, rubric and, where one is asked, model.</summary>
public static class CaseRun
{
    /// <summary>Assesses one case.</summary>
    /// <param name="assessor">The model; null: none is asked.</param>
    /// <returns>Null: the catalog has no such policy.</returns>
    public static async Task<CaseLabel?> AssessAsync(
        PolicyCatalog catalog, AssessmentCase one, IRiskAssessor? assessor, CancellationToken cancellationToken)
    {
        if (catalog.Policy(one.PolicyId) is not { } policy)
        {
            return null;
        }

        var request = one.Request;
        var answer = assessor is null
            ? null
            : await assessor.AssessAsync(
                new AssessmentInput(
                    policy.Id, policy.Name, policy.Text, one.Title, one.Justification, one.Scope, one.CompensatingControls,
                        one.ImpactIfDenied, request.Fields, one.Days),
                cancellationToken);
        var model = (answer as ModelAnswer.Answered)?.Result;
        var rubric = Rubric.Assess(catalog, policy, request, model);
        var assessment = Rubric.Combine(rubric, model, policy.RiskFloor, (answer as ModelAnswer.Unavailable)?.Why);
        return new CaseLabel(one.Id, assessment.Label,
            [.. MissingTag.All.Where(tag => rubric.Missing.Contains(tag) || model?.Missing.Contains(tag) is true)], Why(assessment));
    }

    private static string Why(Assessment assessment)
    {
        var rubric = assessment.Rubric;
        var table = $"{Name(rubric.Impact)} x {Name(rubric.Likelihood)}: {string.Join(" ", rubric.Reasons)}";
        var model = assessment switch
        {
            { DecidedBy: AssessmentDecider.Model } => $" Raised to {assessment.Label.InWords()} by the model: {assessment.Reason}",
            { FallbackWhy: { } why } => $" No answer of the model: {why}.",
            _ => "",
        };
        return table + model;
    }

    private static string Name<T>(T member)
        where T : struct, Enum => member.ToString().ToLowerInvariant();
}
