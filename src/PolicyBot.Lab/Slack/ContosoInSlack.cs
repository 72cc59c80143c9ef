using PolicyBot.Lab.Teams;

namespace PolicyBot.Lab.Slack;

/// <summary>
/// The people of the fictional Contoso who use Slack: most of those in Teams, a field worker with Slack alone, and accounts that a bot must
/// not serve.
/// </summary>
public static class ContosoInSlack
{
    private static readonly string[] _onlyInTeams = ["fay@contoso.example", "jon@contoso.example"];

    /// <summary>Who has a third address in Slack: one person, though no two of the three are the same.</summary>
    private static readonly (string Key, string Email) _otherAddress = ("cleo@contoso.example", "c.marin@contoso.example");

    /// <summary>All accounts, the requester first.</summary>
    public static IReadOnlyList<SlackAccount> All { get; } =
    [
        .. ContosoPeople.All
            .Where(person => !_onlyInTeams.Contains(person.Key))
            .Select(person => new SlackAccount(AddressOf(person), person.Name, person.Title)
            {
                Key = person.Key,
                Locale = person.Locale,
                IsRestricted = person.Role == "guest",
            }),
        new("kim@contoso.example", "Kim Berg", "Field service, only in Slack"),
        new("dena@contoso.example", "Dena Fry", "Left the company") { Deleted = true },
        new("frida@northwind.example", "Frida Lund", "From another workspace") { ForeignTeamId = "T0NORTHWIND" },
        new("", "Deploys", "Another app") { Key = "deploys", IsBot = true },
    ];

    private static string AddressOf(TeamsAccount person) => person.Key == _otherAddress.Key ? _otherAddress.Email : person.Email;
}
