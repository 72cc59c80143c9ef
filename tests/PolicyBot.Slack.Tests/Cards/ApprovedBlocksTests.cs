using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

public sealed class ApprovedBlocksTests
{
    public static TheoryData<string> Names => [.. SlackViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_modal_and_home_look_as_they_were_approved(string name)
    {
        var json = CardText.Draw(SlackViews.All[name]);

        ApprovedFile.Matches(name, json);
    }
}
