using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class AdaptiveCardInvokeTests
{
    [Fact]
    public void A_press_is_read()
    {
        var press = Read("""
            {"action":{"type":"Action.Execute","id":"reject","title":"Reject","verb":"review.reject","data":{"revision":2,"comment":"No vendor date."}},"trigger":"manual"}
            """);

        Assert.Equal("review.reject", press.Verb);
        Assert.Equal("reject", press.ActionId);
        Assert.Equal("No vendor date.", press.Data.Text("comment"));
        Assert.False(press.IsRefresh);
    }

    [Fact]
    public void A_press_may_come_without_trigger_id_and_data()
    {
        var press = Read("""{"action":{"type":"Action.Execute","verb":"refresh"}}""");

        Assert.Equal(new AdaptiveCardInvokeValue("refresh", null, null, false), press);
    }

    [Fact]
    public void A_client_can_ask_for_a_fresh_card_by_itself()
    {
        Assert.True(Read("""{"action":{"type":"Action.Execute","verb":"card.refresh"},"trigger":"automatic"}""").IsRefresh);
    }

    [Theory]
    [InlineData("""{}""", "BadRequest")]
    [InlineData("""[]""", "BadRequest")]
    [InlineData("""{"action":"press"}""", "BadRequest")]
    [InlineData("""{"action":{"type":"Action.Submit"}}""", "NotSupported")]
    [InlineData("""{"action":{}}""", "NotSupported")]
    public void What_is_no_press_is_answered_with_an_error(string value, string code)
    {
        Assert.False(AdaptiveCardInvokeValue.TryRead(JsonElement.Parse(value), out _, out var refusal));

        Assert.Equal((400, "application/vnd.microsoft.error"), (refusal.StatusCode, refusal.Type));
        Assert.Equal(code, refusal.Value["code"]!.GetValue<string>());
    }

    [Fact]
    public void A_missing_value_is_answered_with_an_error()
    {
        Assert.False(AdaptiveCardInvokeValue.TryRead(null, out _, out var refusal));
        Assert.Equal(400, refusal.StatusCode);
    }

    [Fact]
    public void The_answers_have_the_shapes_that_clients_know()
    {
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}""",
            Json(AdaptiveCardInvokeResponse.Card(new JsonObject { ["type"] = "AdaptiveCard" })));
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Already decided."}""",
            Json(AdaptiveCardInvokeResponse.Message("Already decided.")));
        Assert.Equal(
            """{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"ServiceError","message":"Fault 17."}}""",
            Json(AdaptiveCardInvokeResponse.Fault("Fault 17.")));
    }

    [Fact]
    public void A_long_notice_is_cut_where_one_sees_it_and_between_characters()
    {
        var notice = AdaptiveCardInvokeResponse.Message(new string('x', 198) + "😀 and more").Value.GetValue<string>();

        Assert.Equal(new string('x', 198) + "…", notice);
    }

    private static AdaptiveCardInvokeValue Read(string value)
    {
        Assert.True(AdaptiveCardInvokeValue.TryRead(JsonElement.Parse(value), out var read, out _));
        return read;
    }

    private static string Json(AdaptiveCardInvokeResponse response) => Encoding.UTF8.GetString(response.ToUtf8Json());
}
