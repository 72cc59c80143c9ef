using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>What the rubric looks at: the texts, the form's choices, the policy's own fields and what the requester corrected.</summary>
public sealed record RequestFacts
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>The title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Why.</summary>
    public string Justification { get; init; } = "";

    /// <summary>What exactly is concerned.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What stands in the place of the policy meanwhile.</summary>
    public string CompensatingControls { get; init; } = "";

    /// <summary>What happens when it is denied.</summary>
    public string ImpactIfDenied { get; init; } = "";

    /// <summary>Answers to the policy's fields, by field id without <c>field.</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = Nothing;

    /// <summary>Days from the day of submission to the end.</summary>
    public int DurationDays { get; init; }

    /// <summary>Facts chosen in the form, by fact id.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = Nothing;

    /// <summary>Facts that the requester corrected, by fact id.</summary>
    public IReadOnlyDictionary<string, string> Corrected { get; init; } = Nothing;

    /// <summary>Answers to the questions about gaps, by gap.</summary>
    public IReadOnlyDictionary<string, string> Answered { get; init; } = Nothing;

    /// <summary>A person other than the requester is named as accountable.</summary>
    public bool OwnerNamed { get; init; }

    /// <summary>Links to evidence are given.</summary>
    public bool EvidenceGiven { get; init; }

    /// <summary>
    /// Whether a gap is answered: by a field of the form, or by an answer to its question that still stands in the texts. Neither a reader
    /// nor a model needs to see that for itself.
    /// </summary>
    /// <param name="tag">A member of <see cref="MissingTag.All"/>.</param>
    public bool Answers(string tag) =>
        (tag == MissingTag.Owner && OwnerNamed) || (tag == MissingTag.Evidence && EvidenceGiven)
        || (Answered.GetValueOrDefault(tag) is { } answer && Texts.Any(text =>
            text.Field == GapQuestions.FieldOf(tag) && text.Text.Contains(VisibleText.Clean(answer), StringComparison.Ordinal)));

    /// <summary>
    /// The texts that are read, by field id, without what no reader sees: a word that is broken up unseen is still that word.
    /// </summary>
    public IEnumerable<(string Field, string Text)> Texts =>
    [
        (FieldIds.Scope, VisibleText.Clean(Scope)),
        (FieldIds.Title, VisibleText.Clean(Title)),
        (FieldIds.Justification, VisibleText.Clean(Justification)),
        (FieldIds.Controls, VisibleText.Clean(CompensatingControls)),
        (FieldIds.Impact, VisibleText.Clean(ImpactIfDenied)),
    ];
}
