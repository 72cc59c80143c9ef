using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Testing;

/// <summary>Stages of a route.</summary>
public static class AStage
{
    /// <summary>Any of these people may take any of so many seats.</summary>
    public static RoutedStage Needs(int seats, params Actor[] people) => Staff(people, needsAll: false, seats);

    /// <summary>One seat for each of these people.</summary>
    public static RoutedStage All(params Actor[] people) => Staff(people, needsAll: true, people.Length);

    private static RoutedStage Staff(Actor[] people, bool needsAll, int seats) => new(
        1, "security-leads", "Security leads", needsAll, seats,
        [.. people.Select(person => new RoutedPerson(person.Person, "member of Security leads", null))], [], null);
}
