namespace PolicyBot.Slack.Tests.Cards;

public sealed class SlackTypesTests
{
    [Fact]
    public async Task Slacks_own_types_have_nothing_to_complain_of()
    {
        var drawn = SlackViews.All.Values.Concat(SlackViews.Filled(length => new string('x', length)).Values).Select(CardText.Draw);

        var complaints = await SlackTypes.ComplaintsAsync(drawn);

        Assert.Equal("", complaints);
    }

    [Fact]
    public async Task They_would_complain_of_a_member_that_no_block_has()
    {
        var drawn = CardText.Draw(SlackViews.All["form"]).Replace("\"multiline\"", "\"multiLine\"", StringComparison.Ordinal);

        var complaints = await SlackTypes.ComplaintsAsync([drawn]);

        Assert.Contains("multiLine", complaints, StringComparison.Ordinal);
    }
}
