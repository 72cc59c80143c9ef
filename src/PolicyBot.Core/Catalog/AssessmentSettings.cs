using PolicyBot.Core.Assessment;

namespace PolicyBot.Core.Catalog;

/// <summary>How facts of a request become a risk label: the decision table, and what a policy's answers mean.</summary>
public sealed record AssessmentSettings
{
    /// <summary>The label of each impact and likelihood.</summary>
    public RiskTable Table { get; init; } = RiskTable.Default;

    /// <summary>What is said per policy, by the policy's id; a policy that is not named counts as serious and likely.</summary>
    public IReadOnlyList<PolicyAssessment> Policies { get; init; } = [];
}

/// <summary>What a request about one policy means where its answers say no more.</summary>
/// <param name="Policy">The policy's id.</param>
/// <param name="Impact">The worst credible outcome, when no fact below says another.</param>
/// <param name="Likelihood">How likely that is without compensating controls, when no fact below says another.</param>
/// <param name="Facts">What the answers to the policy's fields mean.</param>
public sealed record PolicyAssessment(string Policy, Impact Impact, Likelihood Likelihood, IReadOnlyList<AssessmentFact> Facts)
{
    /// <summary>What holds for a policy that the catalog says nothing about.</summary>
    public static PolicyAssessment Standard { get; } = new("", Impact.Serious, Likelihood.Likely, []);
}

/// <summary>What one answer means; of several that apply the gravest counts.</summary>
/// <param name="Field">The field's id, without <c>field.</c>.</param>
/// <param name="Is">Answers it applies to, in any letter case; empty when <paramref name="Range"/> is given.</param>
/// <param name="Range">Numbers it applies to.</param>
/// <param name="Because">The sentence for people; null: made of the field's label and the answer.</param>
public sealed record AssessmentFact(string Field, IReadOnlyList<string> Is, NumberRange? Range, Impact? Impact, Likelihood? Likelihood, string? Because);

/// <summary>The label of each impact and likelihood. Rows are NIST SP 800-30 rev. 1, table I-2, folded to three likelihoods and four impacts.</summary>
/// <param name="Unlikely">Labels for limited, serious, severe and catastrophic impact; so for the other rows.</param>
public sealed record RiskTable(IReadOnlyList<RiskLabel> Unlikely, IReadOnlyList<RiskLabel> Possible, IReadOnlyList<RiskLabel> Likely)
{
    /// <summary>The table that holds where the catalog has none. It differs from NIST's in one cell: severe and unlikely is medium, because here a control is switched off on purpose.</summary>
    public static RiskTable Default { get; } = new(
        [RiskLabel.Low, RiskLabel.Low, RiskLabel.Medium, RiskLabel.Medium],
        [RiskLabel.Low, RiskLabel.Medium, RiskLabel.Medium, RiskLabel.High],
        [RiskLabel.Low, RiskLabel.Medium, RiskLabel.High, RiskLabel.Critical]);

    /// <summary>The label of one cell.</summary>
    public RiskLabel this[Impact impact, Likelihood likelihood] => (likelihood switch
    {
        Likelihood.Unlikely => Unlikely,
        Likelihood.Possible => Possible,
        _ => Likely,
    })[(int)impact];
}
