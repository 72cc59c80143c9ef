using System.Text;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Newtonsoft.Json.Linq;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Inbound;
using PolicyBot.Testing.Views;
using SdkResponse = Microsoft.Bot.Schema.AdaptiveCardInvokeResponse;

namespace PolicyBot.BotFramework.Tests;

/// <summary>PolicyBot's answer to a button, in the SDK's model of it.</summary>
public sealed class InvokeAnswerTests
{
    [Fact]
    public void A_card_is_the_same_for_the_SDK()
    {
        var card = TeamsCards.Draw(SampleViews.Status(), TeamsCardActions.Execute).Json;

        var read = AssertKept(AdaptiveCardInvokeResponse.Card(card));

        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), (read.StatusCode, read.Type));
    }

    [Fact]
    public void A_notice_is_the_same_for_the_SDK()
    {
        var read = AssertKept(AdaptiveCardInvokeResponse.Message("Decided by Sal meanwhile."));

        Assert.Equal((200, "application/vnd.microsoft.activity.message"), (read.StatusCode, read.Type));
        Assert.Equal("Decided by Sal meanwhile.", read.Value);
    }

    [Fact]
    public void A_fault_is_the_same_for_the_SDK()
    {
        var read = AssertKept(AdaptiveCardInvokeResponse.BadRequest("NotSupported", "This button is not known."));

        var error = ((JObject)read.Value).ToObject<Microsoft.Bot.Schema.Error>()!;
        Assert.Equal((400, "application/vnd.microsoft.error"), (read.StatusCode, read.Type));
        Assert.Equal(("NotSupported", "This button is not known."), (error.Code, error.Message));
    }

    private static SdkResponse AssertKept(AdaptiveCardInvokeResponse answer)
    {
        var body = Encoding.UTF8.GetString(answer.ToUtf8Json());
        var read = JObject.Parse(body).ToObject<SdkResponse>(HttpHelper.BotMessageSerializer)!;
        Assert.True(JToken.DeepEquals(JObject.Parse(body), JObject.FromObject(read, HttpHelper.BotMessageSerializer)));
        return read;
    }
}
