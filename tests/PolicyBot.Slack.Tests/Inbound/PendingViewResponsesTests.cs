using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Tests.Inbound;

public sealed class PendingViewResponsesTests : IAsyncLifetime
{
    private static readonly JsonObject Dialog =
        new() { ["type"] = "modal", ["callback_id"] = Verbs.Preview, ["private_metadata"] = "|0", ["blocks"] = new JsonArray() };

    private ABot _bot = null!;

    public async Task InitializeAsync() => _bot = await ABot.StartAsync();

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    [Fact]
    public async Task A_model_as_fast_as_the_answer_to_a_submission_draws_its_dialog_after_it()
    {
        await _bot.InteractAsync(Payloads.Submit(Dialog, "V1"));

        var redrawn = RedrawAsync("V1");
        var early = _bot.Slack.To("views.update").Count;
        _bot.AnswerClock.Advance(PendingViewResponses.Arrives);
        await redrawn;

        Assert.Equal(0, early);
        Assert.Single(_bot.Slack.To("views.update"));
    }

    [Fact]
    public async Task A_dialog_that_nobody_has_submitted_is_redrawn_at_once()
    {
        await _bot.InteractAsync(Payloads.Submit(Dialog, "V1"));

        await RedrawAsync("V2");

        Assert.Single(_bot.Slack.To("views.update"));
    }

    private Task<SendOutcome> RedrawAsync(string view)
    {
        var channel = _bot.Services.GetRequiredService<SlackChannel>();
        return channel.UpdateAsync(SlackChannel.Dialog(view), channel.Draw(ListView.Sentence("Critical risk")), default);
    }
}
