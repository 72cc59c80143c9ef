using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>What every test over both channels needs; a person named without a channel is in Teams.</summary>
public abstract class SlackTest(BothChannelsLab running, Cast? cast = null, TimeSpan? patience = null)
    : LabTest(running, cast, patience)
{
    /// <summary>The workspace.</summary>
    protected SlackWorkspace Slack => Lab.Workspace!;

    /// <summary>Asks.</summary>
    protected SlackColleague SalInSlack => InSlack(Cast.Email("sal"));

    /// <summary>Has nothing to do with it.</summary>
    protected SlackColleague FayInSlack => InSlack(Cast.Email("fay"));

    /// <summary>Decides in stage one, and wants to be asked in Slack.</summary>
    protected SlackColleague AnaInSlack => InSlack(Cast.Email("ana"));

    /// <summary>Decides in stage two, and wants to be asked in Teams.</summary>
    protected SlackColleague CarlaInSlack => InSlack(Cast.Email("carla"));

    /// <summary>Owns the policies.</summary>
    protected SlackColleague IanInSlack => InSlack(Cast.Email("ian"));

    /// <summary>A person in Slack, by address.</summary>
    protected SlackColleague InSlack(string email) => new(Lab, Slack.Person(email), Deadline);

    /// <summary>What is pressed to decide.</summary>
    protected static string[] Decisions { get; } = ["Approve", "Reject", "Request changes"];

    /// <summary>Fails if any message about an exception, in either channel, can still be decided on.</summary>
    protected void AssertNoLiveButton(string id)
    {
        string[] names = ["sal", "fay", "ana", "bo", "carla", "ian"];
        Assert.All(names.SelectMany(name => Person(Cast.Email(name)).About(id)), shown => Assert.Empty(shown.Buttons.Intersect(Decisions)));
        Assert.All(names.Except(["bo"]).SelectMany(name => InSlack(Cast.Email(name)).About(id)), message =>
            Assert.Empty(message.Buttons.Intersect(Decisions)));
    }

    /// <summary>Fails unless the record holds these facts, in this order, by these accounts.</summary>
    protected async Task AssertDoneByAsync(string id, params (string Fact, string Email, string Channel)[] expected)
    {
        var facts = expected.Select(one => one.Fact).ToHashSet();
        var found = (await Record.EventsAsync(id)).Where(recorded => facts.Contains(StoredRecord.TypeOf(recorded))).ToList();
        Assert.Equal(
            expected.Select(one => (one.Fact, one.Email, one.Channel, AccountOf(one.Email, one.Channel))),
            found.Select(recorded =>
            {
                var actor = recorded["actor"]!;
                return (StoredRecord.TypeOf(recorded), actor["person"]!.GetValue<string>(), actor["channel"]!.GetValue<string>(),
                    actor["account"]!.GetValue<string>());
            }));
    }

    /// <summary>Submits a decision's dialog as a client could, even if it is closed or shows something else.</summary>
    protected Task<AppAnswer> ForceAsync(SlackColleague person, SlackView dialog, string comment)
    {
        var account = person.Client.Account;
        var team = account.ForeignTeamId ?? Slack.Options.TeamId;
        return InteractAsync(new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = team },
            ["user"] = new JsonObject { ["id"] = account.Id, ["username"] = account.Handle, ["team_id"] = team },
            ["api_app_id"] = Slack.Options.AppId,
            ["view"] = new JsonObject
            {
                ["id"] = dialog.Id,
                ["type"] = "modal",
                ["callback_id"] = dialog.CallbackId,
                ["private_metadata"] = dialog.Json["private_metadata"]!.DeepClone(),
                ["blocks"] = dialog.Blocks.DeepClone(),
                ["state"] = new JsonObject
                {
                    ["values"] =
                        new JsonObject
                        {
                            ["comment"] =
                            new JsonObject { ["value"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = comment } }
                        },
                },
                ["app_installed_team_id"] = Slack.Options.TeamId,
            },
        });
    }

    /// <summary>Delivers any interaction, signed.</summary>
    private Task<AppAnswer> InteractAsync(JsonObject payload) => Slack.PostAsync(
        "slack/interactions", "application/x-www-form-urlencoded",
        Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(payload.ToJsonString())}"),
        Slack.Options.SigningSecret, TimeSpan.Zero, Deadline);

    private string AccountOf(string email, string channel) => channel == "slack"
        ? $"slack|{Slack.Options.TeamId}|{Slack.Person(email).Account.Id}"
        : $"teams|{Lab.Tenant.Options.TenantId}|{Lab.Tenant.Person(email).Account.ObjectId}";
}
