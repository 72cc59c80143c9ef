using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>A card in a channel of which nothing is known, because the answer to it was lost.</summary>
public sealed class SlackPostTests : InteractionTest
{
    private const string Place = "C0123ABCD";

    [Fact]
    public async Task A_post_that_is_not_known_loses_its_buttons_when_a_decision_on_it_is_taken()
    {
        var blocks = await PostedAsync();

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks, Place));
        var dialog = Assert.Single(Slack.To("views.open")).Arguments["view"]!.AsObject();
        await Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me until the vendor is ready"))));
        await Bot.Background.DrainAsync();

        Assert.DoesNotContain(Verbs.Approve, Shown(), StringComparison.Ordinal);
        Assert.Contains("Approved", Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_that_is_not_known_loses_its_buttons_at_the_first_press_after_the_decision()
    {
        var blocks = await PostedAsync();
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Reject, Button, blocks));
        var dialog = Assert.Single(Slack.To("views.open")).Arguments["view"]!.AsObject();
        await Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("A vault key does the same without it"))));
        await Bot.Background.DrainAsync();

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks, Place));
        await Bot.Background.DrainAsync();

        Assert.DoesNotContain(Verbs.Approve, Shown(), StringComparison.Ordinal);
    }

    private async Task<JsonArray> PostedAsync()
    {
        await Bot.HoldAsync(new ARequest { Stages = [AStage.Needs(1, Ana, Bo) with { Channel = $"slack:{Place}" }] }.InReview());
        var post = Slack.To("chat.postMessage").Last(call => call.Arguments["channel"]!.GetValue<string>() == Place);
        Slack.Forget();
        return post.Arguments["blocks"]!.AsArray();
    }

    /// <summary>What the post shows since it was redrawn last.</summary>
    private string Shown() => Slack.To("chat.update").Last(
        call => call.Arguments["channel"]!.GetValue<string>() == Place
            && call.Arguments["ts"]!.GetValue<string>() == Payloads.PressedTs).Words;
}
