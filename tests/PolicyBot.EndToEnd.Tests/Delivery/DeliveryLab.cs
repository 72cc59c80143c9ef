using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>
/// A product in both channels whose people are in Teams, in Slack or in both, as their cast says. All of them can be reached: the deputy
/// has an account too.
/// </summary>
public abstract class DeliveryLab(int casts) : BothChannelsLab(casts)
{
    protected override bool WithModel => false;

    protected override IReadOnlyList<TeamsAccount> TeamsAccounts => [.. Everybody.Where(account => IsIn("teams", account.Email))];

    protected override SlackWorkspaceOptions? Workspace => base.Workspace! with
    {
        Accounts =
        [
            .. Everybody.Where(account => account.Role == "user" && IsIn("slack", account.Email))
                .Select(account => new SlackAccount(account.Email, account.Name, "")),
        ],
    };

    private IEnumerable<TeamsAccount> Everybody => base.TeamsAccounts.Concat(
        Enumerable.Range(1, Casts).Select(number => new Cast(number).Email("deputy"))
            .Select(email => new TeamsAccount(email, "Dep", "Uty", "", email)));

    /// <summary>Whether a person has an account in a channel.</summary>
    public static bool IsIn(string channel, string email)
    {
        var teams = channel == "teams";
        if (email.Split('@')[0].Split('.') is not [var name, var number])
        {
            return teams; // auditor, administrator, guest
        }

        return (int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) % 3, name) switch
        {
            (_, "ian" or "deputy") => true,
            (1, "bo") => teams,
            (1, _) => true,
            (2, "sal" or "ana" or "bo") => teams,
            (2, _) => !teams,
            (_, "fay" or "carla") => teams,
            _ => !teams,
        };
    }
}
