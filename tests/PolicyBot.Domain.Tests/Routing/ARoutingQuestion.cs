using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Domain.Tests.Routing;

/// <summary>A request to be routed; a test says what matters to it.</summary>
internal sealed record ARoutingQuestion(PolicyCatalog Catalog)
{
    public string Policy { get; init; } = "SEC-MFA";

    public RiskLabel Risk { get; init; } = RiskLabel.Medium;

    public int DurationDays { get; init; } = 30;

    public int Renewal { get; init; }

    public string? Department { get; init; }

    public Dictionary<string, string> Fields { get; init; } = [];

    public string Requester { get; init; } = "sal@contoso.example";

    public string? Owner { get; init; }

    public string[] Unreachable { get; init; } = [];

    public RoutingQuestion Asked =>
        new(Catalog.Policy(Policy)!, Risk, DurationDays, Renewal, Department, Fields, PersonId.Parse(Requester),
        PersonId.Parse(Owner ?? Requester));

    public Domain.Routing.RoutingResult Answer() => Router.Route(Catalog, Asked, person => !Unreachable.Contains(person.Value));

    public Route Route() => Assert.IsType<Domain.Routing.RoutingResult.Routed>(Answer()).Route;

    public RoutedStage Stage() => Route().Stages[0];

    public static IEnumerable<string> Names(RoutedStage stage) => stage.People.Select(person => person.Person.Value);
}
