using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>Risk labels as people read them.</summary>
public static class RiskWords
{
    /// <summary>The label as a word inside a sentence.</summary>
    public static string InWords(this RiskLabel label) => label switch
    {
        RiskLabel.Low => AssessmentWords.RiskLow,
        RiskLabel.Medium => AssessmentWords.RiskMedium,
        RiskLabel.High => AssessmentWords.RiskHigh,
        _ => AssessmentWords.RiskCritical,
    };
}
