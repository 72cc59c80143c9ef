using System.Text.Json.Nodes;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class MentionsTests
{
    private const string Bot = "28:" + AConnector.AppId;

    [Fact]
    public void The_bots_mention_is_cut_out()
    {
        Assert.Equal("status PX-1", Text("<at>PolicyBot</at>&nbsp;status\u00A0PX-1 ", Mention(Bot, "<at>PolicyBot</at>")));
    }

    [Fact]
    public void The_bot_may_be_mentioned_twice()
    {
        var text = Text(
            "<at>PolicyBot</at> help <at>PolicyBot</at>",
            Mention(Bot, "<at>PolicyBot</at>"), Mention(Bot, "<at>PolicyBot</at>"));

        Assert.Equal("help", text);
    }

    [Fact]
    public void Twice_in_the_text_and_once_among_the_entities_is_cut_twice()
    {
        Assert.Equal("help", Text("<at>PolicyBot</at> help <at>PolicyBot</at>", Mention(Bot, "<at>PolicyBot</at>")));
    }

    [Fact]
    public void Somebody_of_the_bots_name_stays_in_the_text()
    {
        var text = Text(
            "<at>PolicyBot</at> delegate to <at>PolicyBot</at>",
            Mention(Bot, "<at>PolicyBot</at>"), Mention("29:person", "<at>PolicyBot</at>"));

        Assert.Equal("delegate to <at>PolicyBot</at>", text);
    }

    [Fact]
    public void Mentions_of_others_stay()
    {
        Assert.Equal("ask <at>Ana</at>", Text("ask <at>Ana</at>", Mention("29:ana", "<at>Ana</at>")));
    }

    [Fact]
    public void A_mention_without_text_cuts_nothing()
    {
        Assert.Equal("help", Text("help", Mention(Bot, null), Mention(Bot, "")));
    }

    [Fact]
    public void A_bare_mention_leaves_nothing()
    {
        Assert.Equal("", Text("<at>PolicyBot</at>\u00A0", Mention(Bot, "<at>PolicyBot</at>")));
    }

    private static JsonObject Mention(string id, string? text) =>
        new() { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = "PolicyBot" }, ["text"] = text };

    private static string Text(string text, params JsonNode[] entities) => Mentions.TextWithoutRecipient(AnActivity.Message(activity =>
    {
        activity["text"] = text;
        activity["entities"] = new JsonArray(entities);
    }));
}
