using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Domain.Risk;

/// <summary>The question that closes each gap, and the field where its answer belongs.</summary>
public static class GapQuestions
{
    /// <summary>The most questions that a requester is asked.</summary>
    public const int Most = 3;

    /// <summary>The questions that reviewers would ask first, at most three.</summary>
    /// <param name="missing">Members of <see cref="MissingTag.All"/>; others are ignored.</param>
    public static IReadOnlyList<string> First(IEnumerable<string> missing) => [.. Tags(missing).Select(For)];

    /// <summary>The gaps that reviewers would ask about first, at most three.</summary>
    public static IReadOnlyList<string> Tags(IEnumerable<string> missing) => [.. MissingTag.All.Where(missing.Contains).Take(Most)];

    /// <summary>The question that closes a gap.</summary>
    /// <param name="tag">A member of <see cref="MissingTag.All"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static string For(string tag) => tag switch
    {
        MissingTag.Reason => AssessmentWords.AskReason,
        MissingTag.Scope => AssessmentWords.AskScope,
        MissingTag.Impact => AssessmentWords.AskImpact,
        MissingTag.Data => AssessmentWords.AskData,
        MissingTag.Controls => AssessmentWords.AskControls,
        MissingTag.Owner => AssessmentWords.AskOwner,
        MissingTag.Remediation => AssessmentWords.AskRemediation,
        MissingTag.Duration => AssessmentWords.AskDuration,
        MissingTag.Evidence => AssessmentWords.AskEvidence,
        _ => throw new ArgumentOutOfRangeException(nameof(tag), tag, "There is no question for it."),
    };

    /// <summary>Whether an answer tells anything, rather than that there is none.</summary>
    /// <param name="settings">The words that tell nothing.</param>
    public static bool Tells(AssessmentSettings settings, string answer) => ElementReader.IsThere(
        new ReadText(settings, "", new RequestFacts { Justification = answer }), FieldIds.Justification, answer);

    /// <summary>The field that an answer is appended to.</summary>
    public static string FieldOf(string tag) => tag switch
    {
        MissingTag.Scope or MissingTag.Data => FieldIds.Scope,
        MissingTag.Impact => FieldIds.Impact,
        MissingTag.Controls => FieldIds.Controls,
        MissingTag.Evidence => FieldIds.Evidence,
        _ => FieldIds.Justification,
    };
}
