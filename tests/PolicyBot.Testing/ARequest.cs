using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Testing;

/// <summary>A request with good, fixed defaults: <c>new ARequest { Owner = Pat }.InReview()</c>.</summary>
public sealed record ARequest
{
    /// <summary>The catalog that serves.</summary>
    public const string CatalogHash = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    /// <summary>When it is sent, unless said otherwise: a Friday, 09:00 UTC.</summary>
    public static DateTimeOffset Sent { get; } = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public ExceptionId Id { get; init; } = ExceptionId.Parse("PX-7Q2M4X9K");

    public Actor Requester { get; init; } = Sal;

    /// <summary>Null: the requester.</summary>
    public Actor? Owner { get; init; }

    public string Title { get; init; } = "MFA off on svc-build";

    /// <summary>What exactly is concerned.</summary>
    public string Scope { get; init; } = "svc-build, on the build server only";

    public IReadOnlyList<string> Assets { get; init; } = ["svc-build"];

    public bool Confidential { get; init; }

    /// <summary>The last day, in Europe/Berlin.</summary>
    public DateOnly ExpiresOn { get; init; } = new(2027, 2, 15);

    /// <summary>How long it may stay undecided.</summary>
    public TimeSpan DecideWithin { get; init; } = TimeSpan.FromHours(336);

    public RiskLabel Risk { get; init; } = RiskLabel.High;

    /// <summary>What the model said; null: there is none.</summary>
    public ModelResult? Model { get; init; }

    /// <summary>What was understood; null, as in records from before that was kept.</summary>
    public IReadOnlyList<AssessedFact>? Known { get; init; }

    /// <summary>What reviewers would ask.</summary>
    public IReadOnlyList<string> Questions { get; init; } = ["Who is accountable for ending it?"];

    /// <summary>Who reviews; numbered in this order.</summary>
    public IReadOnlyList<RoutedStage> Stages { get; init; } = [AStage.Needs(1, Ana, Bo)];

    public ExceptionId? Renews { get; init; }

    public IReadOnlyList<EarlierCondition>? EarlierConditions { get; init; }

    public int Renewal { get; init; }

    public ExceptionId? AsksAgain { get; init; }

    /// <summary>First instant (UTC) it would no longer hold.</summary>
    public DateTimeOffset HoldsUntil => CatalogTime.EndOf(ExpiresOn, TestCatalog.Contoso.TimeZone);

    public RequestContent Content => new()
    {
        PolicyId = "SEC-MFA",
        Title = Title,
        Justification = "The build account signs in by script; the vendor has no support for keys before March.",
        Scope = Scope,
        Confidential = Confidential,
        CompensatingControls = "Sign-in only from 10.0.4.12.",
        ExpiresOn = ExpiresOn,
        Fields = new Dictionary<string, string> { ["accountType"] = "service" },
        ImpactIfDenied = "Releases stop.",
        OwnerEmail = (Owner ?? Requester).Person,
        Department = "Engineering",
        Assets = Assets,
        ReasonKind = "technical",
    };

    public Assessment Assessment => new(
        Risk,
        AssessmentDecider.Table,
        "A core system, with one control in the policy's place.",
        new RubricResult(
            Risk, Risk, Impact.Severe, Likelihood.Likely, FloorDecided: false, ["A core system."],
            [new RubricFact("field.accountType", "service", Impact.Severe, null)], [MissingTag.Owner], Known),
        Model,
        FallbackWhy: null,
        Questions);

    /// <summary>Why its rule matched; null, as in records of earlier versions: the rule has words.</summary>
    public RouteReasons? Reasons { get; init; }

    public AssessedRoute AssessedRoute => new(
        Assessment,
        new ReviewPolicy("executive", "sec-high", Risk, CatalogHash,
            [.. Stages.Select((stage, index) => stage with { Number = index + 1 })],
            Reasons is null ? ["sec-high: area security, risk high."] : null)
        { Reasons = Reasons });

    /// <summary>The command that sends it, assessed and routed in the same batch.</summary>
    public ExceptionCommand.Submit Submit(DateTimeOffset now) => SubmitAlone(now) with { AssessedRoute = AssessedRoute };

    /// <summary>The command that sends it; assessment and route follow.</summary>
    public ExceptionCommand.Submit SubmitAlone(DateTimeOffset now) => new()
    {
        By = Requester,
        Content = Content,
        HoldsUntil = HoldsUntil,
        DecideBy = now + DecideWithin,
        DurationDays = CatalogTime.Days(CatalogTime.Today(now, TestCatalog.Contoso.TimeZone), ExpiresOn),
        CatalogHash = CatalogHash,
        Renews = Renews,
        EarlierConditions = EarlierConditions,
        Renewal = Renewal,
        AsksAgain = AsksAgain,
    };

    /// <summary>Not sent yet.</summary>
    public ARecord Draft() => ARecord.New(Id, Sent);

    /// <summary>Sent, and not yet assessed.</summary>
    public ARecord Submitted() => Draft().After(SubmitAlone(Sent));

    /// <summary>Its first stage is asked.</summary>
    public ARecord InReview() => Draft().After(Submit(Sent));

    /// <summary>Ana sent it back.</summary>
    public ARecord ChangesRequested() => InReview().After(Ana.SendsBack());

    /// <summary>In force: the named owner accepted, and the needed approvers of every stage approved.</summary>
    public ARecord Granted()
    {
        var exception = Owner is { } owner && owner.Person != Requester.Person ? InReview().After(owner.AcceptsOwnership()) : InReview();
        return Stages.SelectMany(stage => stage.People.Take(stage.Seats))
            .Aggregate(exception, (under, person) =>
                under.After(new PersonActor(person.Person, person.Person.Value, "teams", $"teams|72f988bf|{person.Person}").Approves()));
    }
}
