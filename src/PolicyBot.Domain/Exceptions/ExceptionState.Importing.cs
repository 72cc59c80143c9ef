using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <content>What an exception that came from another register is.</content>
public sealed partial record ExceptionState
{
    /// <summary>Where it was kept before it was imported; null: it was asked for here.</summary>
    public ImportOrigin? Origin { get; init; }

    /// <summary>The name of who imported it; empty: it was not imported.</summary>
    public string ImportedBy { get => field ?? ""; init; } = "";

    /// <summary>Its risk: as assessed, or as the register it was imported from names it; null: none is known.</summary>
    [JsonIgnore]
    public RiskLabel? Risk => Assessment?.Label ?? Origin?.Risk;

    private ExceptionState Fold(ExceptionEvent.Imported fact, RecordedEvent recorded) => this with
    {
        Status = Status.Approved,
        Content = fact.Content,
        Revision = 1,
        Requester = fact.Requester,
        RequesterName = fact.RequesterName,
        RevisedBy = recorded.Sequence,
        SubmittedAt = recorded.At,
        HoldsUntil = fact.HoldsUntil,
        DurationDays = fact.DurationDays,
        CatalogHash = fact.CatalogHash,
        AreaId = fact.AreaId,
        OwnerConfirmed = true,
        Grant = new Grant(fact.HoldsUntil, fact.Content.ExpiresOn, recorded.At, recorded.Sequence, LetToEnd: false),
        Origin = fact.Origin,
        ImportedBy = recorded.Actor.Name,
    };
}
