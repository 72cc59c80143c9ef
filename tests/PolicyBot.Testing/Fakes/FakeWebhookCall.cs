using System.Collections.Concurrent;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>Takes what goes to webhook endpoints, or does not.</summary>
public sealed class FakeWebhookCall : IWebhookCall
{
    /// <summary>What an endpoint took.</summary>
    public static SendOutcome Taken { get; } = new SendOutcome.Sent(new MessageRef("webhook", "", "", ""));

    /// <summary>What was posted, taken or not, oldest first: to which endpoint, and which event.</summary>
    public ConcurrentQueue<(string Endpoint, string Event)> Posted { get; } = new();

    /// <summary>What was posted and taken, oldest first.</summary>
    public ConcurrentQueue<(string Endpoint, SentEvent Sent)> Took { get; } = new();

    /// <summary>Says what an endpoint answers.</summary>
    public Func<WebhookEndpoint, SentEvent, SendOutcome> Answers { get; set; } = (_, _) => Taken;

    /// <summary>Happens while an event is on its way.</summary>
    public Func<SentEvent, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(WebhookEndpoint endpoint, SentEvent sent, CancellationToken cancellationToken)
    {
        Posted.Enqueue((endpoint.Id, sent.Id));
        await Meanwhile(sent);
        var answer = Answers(endpoint, sent);
        if (answer is SendOutcome.Sent)
        {
            Took.Enqueue((endpoint.Id, sent));
        }

        return answer;
    }
}
