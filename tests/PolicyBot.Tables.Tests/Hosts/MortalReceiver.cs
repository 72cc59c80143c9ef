using PolicyBot.Application.Ports;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>A webhook endpoint that outlives the hosts that post to it, and does not take everything at once.</summary>
internal sealed class Receiver
{
    private const int TakesNot = 7;
    private int asked;

    public Receiver()
    {
        Hooks.TryWriteAsync(Endpoint, default);
        Call.Answers = (_, _) => Interlocked.Increment(ref asked) % TakesNot == 0
            ? new SendOutcome.Later(TimeSpan.Zero, "503") : FakeWebhookCall.Taken;
    }

    public WebhookEndpoint Endpoint { get; } = new(
        "0a1b2c3d4e5f", "register", new Uri("https://register.example/in"), WebhookSecret.Draw(), ARequest.Sent.AddMinutes(-5));

    public FakeWebhooks Hooks { get; } = new();

    public FakeWebhookCall Call { get; } = new();

    /// <summary>What it has of an exception does not match the record.</summary>
    public IEnumerable<string> Faults(ExceptionRecord record)
    {
        var id = record.Head.State.Id;
        var first = Call.Took.Where(took => took.Sent.Then.Id == id).Select(took => took.Sent.Stored.Sequence).Distinct();
        if (!first.SequenceEqual(record.Events.Select(stored => stored.Sequence)))
        {
            yield return $"{id} has {record.Events.Count} events; the endpoint took {string.Join(", ", first)}.";
        }
    }
}

/// <summary>What posts to it.</summary>
/// <param name="receiver">The endpoint.</param>
/// <param name="life">Whose call it is.</param>
internal sealed class MortalCall(Receiver receiver, Life life) : IWebhookCall
{
    public Task<SendOutcome> SendAsync(WebhookEndpoint endpoint, SentEvent sent, CancellationToken cancellationToken) =>
        life.CallAsync($"posting {sent.Id}", () => receiver.Call.SendAsync(endpoint, sent, cancellationToken));
}
