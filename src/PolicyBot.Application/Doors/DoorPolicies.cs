using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Doors;

/// <summary>Says through doors which policies there are and who would decide, as chat does. It begins nothing.</summary>
public sealed class DoorPolicies(AssessAndRoute routing, ICatalog catalog, TimeProvider time)
{
    /// <summary>For how many days an exception is usually asked for.</summary>
    public const int UsualDays = 30;

    /// <summary>The policies that words are about, by id, name, synonym or the stems of their words; all of them for no words.</summary>
    public IReadOnlyList<Policy> Find(string words) => string.IsNullOrWhiteSpace(words) ? catalog.Current.Policies
        : PolicyWords.Match(words, catalog.Current) is { Count: > 0 } named ? named
        : PolicyStems.Find(words, catalog.Current);

    /// <summary>The fields that a request under a policy has today.</summary>
    public IReadOnlyList<RequestField> FieldsOf(Policy policy) =>
        FieldSchema.For(catalog.Current, policy, CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone));

    /// <summary>Who would decide on a request of a person, for each risk label that it may get.</summary>
    /// <param name="requester">Who would ask.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="days">For how many days.</param>
    /// <param name="department">The requester's department; empty: not said.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<DoorRoute>> RouteAsync(
        PersonId requester, Policy policy, int days, string department, CancellationToken cancellationToken)
    {
        using var english = Languages.Use(Languages.Default);
        var person = catalog.Current.Directory.Resolve(requester);
        var content = new RequestContent
        {
            PolicyId = policy.Id,
            Title = "",
            Justification = "",
            ExpiresOn = CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone).AddDays(days),
            OwnerEmail = person,
            Department = department,
        };
        List<DoorRoute> routes = [];
        foreach (var risk in Enum.GetValues<RiskLabel>().Where(risk => risk >= policy.RiskFloor))
        {
            var result = await routing.RouteAsync(content, policy, risk, days, 0, person, cancellationToken);
            var route = result switch
            {
                RoutingResult.Routed routed => routed.Route,
                RoutingResult.Nobody nobody => nobody.Route,
                _ => null,
            };
            if (route is not null)
            {
                routes.Add(new DoorRoute(risk, route, RouteExplanation.Render(route), result is RoutingResult.Routed));
            }
        }

        return routes;
    }
}

/// <summary>Who would decide on a request with a risk label.</summary>
/// <param name="Risk">The label.</param>
/// <param name="Route">The stages; up to the one that has nobody where there is no way.</param>
/// <param name="Why">Why this way, in English; a sentence a line.</param>
/// <param name="IsComplete">Every stage has enough people; else such a request is refused.</param>
public sealed record DoorRoute(RiskLabel Risk, Route Route, IReadOnlyList<string> Why, bool IsComplete);
