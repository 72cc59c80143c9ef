using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Tests.Cards;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>A request by talking, as it arrives from Slack and is shown there.</summary>
public sealed class SlackTalkTests : IAsyncLifetime
{
    private const string Sentence =
        "I need an exception to MFA for the build account until 1 February, the vendor has no support for a second factor before spring, owner is <mailto:pat@contoso.example|pat@contoso.example>";

    private ABot _bot = null!;

    public async Task InitializeAsync() => _bot = await ABot.StartAsync();

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    [Fact]
    public async Task A_pressed_answer_is_taken_and_the_next_question_takes_the_place_of_the_first()
    {
        var question = await SayAsync(Sentence);
        Assert.Equal("Account type?", BlockNodes.Shown(question).First(text => text.EndsWith('?')));
        Assert.Contains("pat@contoso.example", BlockNodes.Shown(question));

        await PressAsync(question, "service");

        var next = Assert.Single(_bot.Slack.To("chat.update")).Arguments;
        Assert.Contains("What protects us meanwhile?", BlockNodes.Shown(next));
        Assert.Contains("Noted: Account type: service.", string.Join('\n', BlockNodes.Shown(next)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_mentioned_is_called_by_name_and_nobody_by_an_id()
    {
        var question = await SayAsync(
            "I need an exception to MFA for the build account until 1 February, " +
            "<@UBO> and <@U0GONE123> say the vendor has no support before spring");

        var shown = string.Join('\n', BlockNodes.Shown(question));
        Assert.Contains("@bo and (somebody) say the vendor has no support", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("UBO", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("U0GONE123", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_goes_on_with_what_was_said()
    {
        var question = await SayAsync(Sentence);

        await PressAsync(question, "Open the form");

        var opened = _bot.Slack.To("views.update")[^1].Arguments["view"]!.AsObject();
        Assert.Equal(Verbs.Preview, (string?)opened["callback_id"]);
        Assert.Contains("the build account", opened.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("2027-02-01", opened.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<JsonObject> SayAsync(string text)
    {
        await _bot.EventAsync(Payloads.Message(text));
        await _bot.Background.DrainAsync();
        return Assert.Single(_bot.Slack.To("chat.postMessage")).Arguments;
    }

    private async Task PressAsync(JsonObject message, string title)
    {
        var button = BlockNodes.OfType(message, "button").Single(button => (string?)button["text"]!["text"] == title);
        var press = Payloads.Press(_bot.Slack, (string)button["action_id"]!, (string)button["value"]!, message["blocks"]!.AsArray());
        press["container"]!["message_ts"] = _bot.Slack.LastPosted;
        await _bot.InteractAsync(press);
        await _bot.Background.DrainAsync();
    }
}
