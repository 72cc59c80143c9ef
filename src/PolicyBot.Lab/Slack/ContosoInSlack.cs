using PolicyBot.Lab.Teams;

namespace PolicyBot.Lab.Slack;

/// <summary>
/// The people of the fictional Contoso who use Slack: most of those in Teams, a field worker with Slack alone, and accounts that a bot must
/// not serve.
/// </summary>
public static class ContosoInSlack
{
    private static readonly string[] _onlyInTeams = ["fay@contoso.example", "jon@contoso.example"];

    /// <summary>All accounts, the requester first.</summary>
    public static IReadOnlyList<SlackAccount> All { get; } =
    [
        .. ContosoPeople.All
            .Where(person => !_onlyInTeams.Contains(person.Email))
            .Select(person => new SlackAccount(person.Email, person.Name, person.Title) { IsRestricted = person.Role == "guest" }),
        new("kim@contoso.example", "Kim Berg", "Field service, only in Slack"),
        new("dena@contoso.example", "Dena Fry", "Left the company") { Deleted = true },
        new("frida@northwind.example", "Frida Lund", "From another workspace") { ForeignTeamId = "T0NORTHWIND" },
        new("", "Deploys", "Another app") { Key = "deploys", IsBot = true },
    ];
}
