using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>What every test over both channels needs; who is named without a channel is in Teams.</summary>
public abstract class SlackTest(BothChannelsLab running) : LabTest(running)
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

    /// <summary>Somebody in Slack, by address.</summary>
    protected SlackColleague InSlack(string email) => new(Lab, Slack.Person(email), Deadline);

    /// <summary>What is pressed to decide.</summary>
    protected static string[] Decisions { get; } = ["Approve", "Reject", "Request changes"];

    /// <summary>Fails if any message about an exception, in either channel, can still be decided on.</summary>
    protected void AssertNoLiveButton(string id)
    {
        string[] names = ["sal", "fay", "ana", "bo", "carla", "ian"];
        Assert.All(names.SelectMany(name => Person(Cast.Email(name)).About(id)), shown => Assert.Empty(shown.Buttons.Intersect(Decisions)));
        Assert.All(names.Except(["bo"]).SelectMany(name => InSlack(Cast.Email(name)).About(id)), message => Assert.Empty(message.Buttons.Intersect(Decisions)));
    }
}
