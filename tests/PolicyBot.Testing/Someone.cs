using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing;

/// <summary>The people of the tests, each with the account that proved them: <c>using static PolicyBot.Testing.Someone;</c>.</summary>
public static class Someone
{
    /// <summary>Asks.</summary>
    public static PersonActor Sal { get; } = InTeams("sal", "Sal Ortiz");

    /// <summary>Owns what another person asked for.</summary>
    public static PersonActor Pat { get; } = InTeams("pat", "Pat Lind");

    /// <summary>Reviews: one of the security leads.</summary>
    public static PersonActor Ana { get; } = InTeams("ana", "Ana Silva");

    /// <summary>Reviews: the other security lead, in Slack.</summary>
    public static PersonActor Bo { get; } = InSlack("bo", "Bo Berg");

    /// <summary>Reviews last, and steps in for the security leads.</summary>
    public static PersonActor Ciso { get; } = InTeams("ciso", "Cis Okafor");

    /// <summary>Steps in for the CISO.</summary>
    public static PersonActor Deputy { get; } = InSlack("deputy", "Dep Uty");

    /// <summary>Owns the policy.</summary>
    public static PersonActor Iam { get; } = InTeams("iam", "Iam Aziz");

    /// <summary>Has nothing to do with any of it.</summary>
    public static PersonActor Mallory { get; } = InSlack("mallory", "Mallory Moss");

    /// <summary>A build pipeline with a key.</summary>
    public static MachineActor Pipeline { get; } = new("key-7", "Build pipeline", ["read", "submit"]);

    private static PersonActor InTeams(string name, string shown) => new(Id(name), shown, "teams", $"teams|72f988bf|{name}");

    private static PersonActor InSlack(string name, string shown) =>
        new(Id(name), shown, "slack", $"slack|T024BE7LD|U{name.ToUpperInvariant()}");

    private static PersonId Id(string name) => PersonId.Parse($"{name}@contoso.example");
}
