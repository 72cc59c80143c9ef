using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Exceptions;

/// <summary>What is asked for: one revision's answers, as typed. Field ids are those of the forms, the API and the record.</summary>
public sealed record RequestContent
{
    /// <summary>The policy that cannot be met.</summary>
    public required string PolicyId { get; init; }

    /// <summary>What it is about, in a line; at most <see cref="TextLimits.Title"/> characters.</summary>
    public required string Title { get; init; }

    /// <summary>Why; at most <see cref="TextLimits.Justification"/> characters.</summary>
    public required string Justification { get; init; }

    /// <summary>What exactly is concerned.</summary>
    public string Scope { get => field ?? ""; init; } = "";

    /// <summary>What stands in the place of the policy meanwhile.</summary>
    public string CompensatingControls { get => field ?? ""; init; } = "";

    /// <summary>The last day it is to hold, in the catalog's time zone.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>The policy's own fields by id, without the prefix <c>field.</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get => field ?? new Dictionary<string, string>(); init; } =
        new Dictionary<string, string>();

    /// <summary>What happens when it is denied.</summary>
    public string ImpactIfDenied { get => field ?? ""; init; } = "";

    /// <summary>Who is accountable for the exception.</summary>
    public required PersonId OwnerEmail { get; init; }

    /// <summary>The requester's department; empty when not told.</summary>
    public string Department { get => field ?? ""; init; } = "";

    /// <summary>Ids of things that scanners know.</summary>
    public IReadOnlyList<string> Assets { get => field ?? []; init; } = [];

    /// <summary><c>business</c>, <c>technical</c> or <c>operational</c>; empty when not told.</summary>
    public string ReasonKind { get => field ?? ""; init; } = "";

    /// <summary>Links to what proves the reason.</summary>
    public IReadOnlyList<string> Evidence { get => field ?? []; init; } = [];

    /// <summary>Visible to its people, auditors and administrators only.</summary>
    public bool Confidential { get; init; }

    /// <summary>What was chosen in the form of the facts that the catalog asks for, by fact id; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }

    /// <summary>What the requester corrected of what was understood, by fact id; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Corrected { get; init; }

    /// <summary>What the requester answered to the questions about gaps, by gap; null for nothing. It stands in the texts too.</summary>
    public IReadOnlyDictionary<string, string>? Answered { get; init; }

    /// <summary>What the rubric looks at.</summary>
    /// <param name="durationDays">Days from the day of submission to the end.</param>
    /// <param name="requester">Who asks; null: no person does, as on the command line.</param>
    public RequestFacts ToRequestFacts(int durationDays, PersonId? requester) => new()
    {
        Title = Title,
        Justification = Justification,
        Scope = Scope,
        CompensatingControls = CompensatingControls,
        ImpactIfDenied = ImpactIfDenied,
        Fields = Fields,
        DurationDays = durationDays,
        Chosen = Facts ?? new Dictionary<string, string>(),
        Corrected = Corrected ?? new Dictionary<string, string>(),
        Answered = Answered ?? new Dictionary<string, string>(),
        OwnerNamed = requester is { } asks && OwnerEmail != asks,
        EvidenceGiven = Evidence.Count > 0,
    };
}
