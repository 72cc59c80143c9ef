using System.ComponentModel;
using PolicyBot.Application.Doors;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Mcp;

/// <summary><c>draft_exception</c>: begins a request that waits for its requester.</summary>
internal sealed class DraftRequest(AgentCalls calls, DoorRequests requests)
    : AgentTool<DraftRequest.Wish, DraftRequest.Answer>(calls, new AgentToolKind(
        "draft_exception", "Draft a request for an exception",
        "Begins a request in a person's name. It decides and sends nothing: the person is told in chat, reads it there, and presses Submit "
        + "or Discard. Call find_policy first, for the fields that the policy asks.",
        "submit", IsReadOnly: false))
{
    private const int LongestCall = 255;

    /// <inheritdoc/>
    protected override bool IsOpenTo(DoorCaller caller) => caller.CanUse(Scopes.Submit);

    /// <inheritdoc/>
    protected override async Task<AgentAnswer<Answer>> AnswerAsync(
        DoorCaller caller, Wish arguments, CancellationToken cancellationToken)
    {
        if (arguments.IdempotencyKey.Length > LongestCall)
        {
            return new AgentRefusal($"idempotencyKey: It is longer than {LongestCall} characters.");
        }

        var call = arguments.IdempotencyKey.Length > 0 ? arguments.IdempotencyKey : null;
        return await requests.TakeAsync(caller, arguments.RequesterEmail, arguments.ToInputs(), call, cancellationToken) switch
        {
            DoorOutcome.Taken taken => new Answer
            {
                Id = taken.Id.Value,
                State = ApiMapping.NameOf(taken.State),
                Next = taken.State == DoorState.AwaitsConfirmation
                    ? "The requester was told in chat, and sends or discards it there. Nothing counts before."
                    : "It was begun before by the same call.",
            },
            DoorOutcome.Faulty faulty => new AgentRefusal(string.Join(
                '\n', faulty.Faults.Select(fault => $"{SubmitDocument.NameOf(fault.Key)}: {fault.Value}"))),
            DoorOutcome.Unreachable => new AgentRefusal(
                "No chat reaches the requester: they write to PolicyBot once in Teams or Slack; then try again."),
            DoorOutcome.Later later => new AgentRefusal(
                "The requester can't be told at the moment: try again in "
                + $"{Math.Ceiling(later.After.TotalSeconds)} s with the same idempotencyKey."),
            DoorOutcome.TooManyWaiting => new AgentRefusal(
                $"{DoorDrafts.MostWaiting} requests wait for the requester already: they send or discard one first."),
            _ => new AgentRefusal("idempotencyKey: It came with another request before."),
        };
    }

    /// <summary>What is asked for.</summary>
    internal sealed record Wish : SubmitDocument
    {
        [Description("Any text: with the same text again nothing is drafted twice, for 60 days; empty: each call is another.")]
        public string IdempotencyKey { get; init; } = "";
    }

    /// <summary>How it stands.</summary>
    internal sealed record Answer
    {
        [Description("The number of the draft; once it is sent, that of the exception.")]
        public required string Id { get; init; }

        [Description("awaitsConfirmation, submitted or discarded.")]
        public required string State { get; init; }

        [Description("What happens now.")]
        public required string Next { get; init; }
    }
}
