using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing;

/// <summary>The people of the tests, each with the account that proved them: <c>using static PolicyBot.Testing.Someone;</c>.</summary>
public static class Someone
{
    /// <summary>Asks.</summary>
    public static Actor Sal { get; } = InTeams("sal", "Sal Ortiz");

    /// <summary>Owns what somebody else asked for.</summary>
    public static Actor Pat { get; } = InTeams("pat", "Pat Lind");

    /// <summary>Reviews: one of the security leads.</summary>
    public static Actor Ana { get; } = InTeams("ana", "Ana Silva");

    /// <summary>Reviews: the other security lead, in Slack.</summary>
    public static Actor Bo { get; } = InSlack("bo", "Bo Berg");

    /// <summary>Reviews last, and steps in for the security leads.</summary>
    public static Actor Ciso { get; } = InTeams("ciso", "Cis Okafor");

    /// <summary>Steps in for the CISO.</summary>
    public static Actor Deputy { get; } = InSlack("deputy", "Dep Uty");

    /// <summary>Owns the policy.</summary>
    public static Actor Iam { get; } = InTeams("iam", "Iam Aziz");

    /// <summary>Has nothing to do with any of it.</summary>
    public static Actor Mallory { get; } = InSlack("mallory", "Mallory Moss");

    /// <summary>A build pipeline with a key.</summary>
    public static Actor Pipeline { get; } = new MachineActor("key-7", "Build pipeline", ["read", "submit"]);

    private static Actor InTeams(string name, string shown) => new PersonActor(Id(name), shown, "teams", $"teams|72f988bf|{name}");

    private static Actor InSlack(string name, string shown) => new PersonActor(Id(name), shown, "slack", $"slack|T024BE7LD|U{name.ToUpperInvariant()}");

    private static PersonId Id(string name) => PersonId.Parse($"{name}@contoso.example");
}
