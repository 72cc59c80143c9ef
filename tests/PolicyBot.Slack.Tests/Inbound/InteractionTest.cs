using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>A bot whose Slack is at hand, and what tests of its buttons and dialogs do again and again.</summary>
public abstract class InteractionTest : IAsyncLifetime
{
    private protected static readonly ARequest Request = new();

    private protected static string Button => $"{Request.Id}|1";

    private protected ABot Bot { get; private set; } = null!;

    private protected ASlack Slack => Bot.Slack;

    public async Task InitializeAsync() => Bot = await ABot.StartAsync();

    public Task DisposeAsync() => Bot.DisposeAsync().AsTask();

    /// <summary>A request waits for Bo; its card was sent, and that is forgotten.</summary>
    /// <returns>The blocks of the card.</returns>
    private protected async Task<JsonArray> HeldAsync()
    {
        await Bot.HoldAsync(Request.InReview());
        var card = Slack.To("chat.postMessage").Last(call => call.Words.Contains(Verbs.Approve, StringComparison.Ordinal));
        Slack.Forget();
        return card.Arguments["blocks"]!.AsArray();
    }

    /// <summary>Keeps the directory from answering until told.</summary>
    private protected (Task Asked, Action Go) HoldDirectory()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Bot.Time.Advance(TimeSpan.FromMinutes(16)); // what it said is asked for again
        Slack.OnCall = async call =>
        {
            if (call.Method == "users.info")
            {
                asked.TrySetResult();
                await go.Task;
            }

            return null;
        };
        return (asked.Task, go.SetResult);
    }

    private protected static JsonObject Updated(JsonObject? answer)
    {
        Assert.True(answer?["response_action"]?.GetValue<string>() == "update", answer?.ToJsonString() ?? "an empty answer");
        return answer!["view"]!.AsObject();
    }

    private protected static JsonObject Change(JsonObject payload, Action<JsonObject> change)
    {
        change(payload);
        return payload;
    }
}
