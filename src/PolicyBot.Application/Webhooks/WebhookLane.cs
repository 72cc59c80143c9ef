using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Webhooks;

/// <summary>
/// What waits for one endpoint on this host. A few exceptions are at it at once, each exception alone; an endpoint in trouble is left in
/// peace, for as long as a message would be. So one that is dead holds up no other.
/// </summary>
internal sealed class WebhookLane(string endpoint, WebhookDelivery delivery, TimeProvider time)
{
    /// <summary>How many exceptions are at it at once.</summary>
    internal const int AtOnce = 4;

    /// <summary>How many wait here at the most; others come again.</summary>
    internal const int Most = 100;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan WhileFull = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<ExceptionId> order = new();
    private readonly Dictionary<ExceptionId, WebhookTurn> waiting = [];
    private readonly HashSet<ExceptionId> running = [];
    private int pumps;
    private DateTimeOffset failingSince;
    private DateTimeOffset pausedUntil;

    /// <summary>Not to be asked before (UTC); null: it takes more now.</summary>
    public DateTimeOffset? NotBefore(DateTimeOffset now)
    {
        lock (gate)
        {
            return PausedUntil(now) ?? (waiting.Count >= Most ? now + WhileFull : null);
        }
    }

    /// <summary>Whether an exception is at it just now: what came meanwhile follows it.</summary>
    public bool IsAt(ExceptionId id)
    {
        lock (gate)
        {
            return running.Contains(id);
        }
    }

    /// <summary>Takes an exception in. Of one that waits already the later reading counts.</summary>
    /// <returns>The turn that it takes the place of, null for none; and whether <see cref="RunAsync"/> is to be run once more.</returns>
    public (WebhookTurn? Before, bool NeedsRun) Add(WebhookTurn turn)
    {
        lock (gate)
        {
            var id = turn.Record.Head.State.Id;
            var before = waiting.GetValueOrDefault(id);
            waiting[id] = turn;
            if (before is null && !running.Contains(id))
            {
                order.Enqueue(id);
            }

            var needsRun = order.Count > 0 && pumps < AtOnce;
            pumps += needsRun ? 1 : 0;
            return (before, needsRun);
        }
    }

    /// <summary>Works off what waits, until nothing does.</summary>
    /// <param name="endAsync">
    /// Ends a turn: when (UTC) to go on, null for never; and what went wrong, null for nothing. What it throws ends this run; what waits is
    /// worked off by the next.
    /// </param>
    public async Task RunAsync(Func<WebhookTurn, DateTimeOffset?, Exception?, Task> endAsync, CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            while (Next() is { } turn)
            {
                var (again, fault) = await TryDeliverAsync(turn, cancellationToken);
                await endAsync(turn, again, fault);
            }

            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                lock (gate)
                {
                    pumps--;
                }
            }
        }
    }

    private async Task<(DateTimeOffset? Again, Exception? Fault)> TryDeliverAsync(WebhookTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            return (await DeliverAsync(turn, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // the host stops; what waits falls due on another
        }
#pragma warning disable CA1031 // One exception must not hold up the others; it falls due again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return (null, fault);
        }
        finally
        {
            Ended(turn);
        }
    }

    private DateTimeOffset? PausedUntil(DateTimeOffset now) => pausedUntil > now ? pausedUntil : null;

    private WebhookTurn? Next()
    {
        lock (gate)
        {
            if (!order.TryDequeue(out var id))
            {
                pumps--;
                return null;
            }

            running.Add(id);
            waiting.Remove(id, out var turn);
            return turn;
        }
    }

    private void Ended(WebhookTurn turn)
    {
        lock (gate)
        {
            var id = turn.Record.Head.State.Id;
            running.Remove(id);
            if (waiting.ContainsKey(id))
            {
                order.Enqueue(id); // it changed meanwhile
            }
        }
    }

    private async Task<DateTimeOffset?> DeliverAsync(WebhookTurn turn, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (PausedUntil(time.GetUtcNow()) is { } paused)
            {
                return paused; // it got into trouble while this one waited
            }
        }

        // One that waited may have become confidential, or have gone out, meanwhile.
        var isFresh = time.GetUtcNow() - turn.At < FreshFor;
        var result = await delivery.DeliverAsync(endpoint, turn.Record, isFresh, cancellationToken);
        lock (gate)
        {
            var now = time.GetUtcNow();
            switch (result.Last)
            {
                case SendOutcome.Sent or SendOutcome.Later { Because: PauseReason.Refused }:
                    failingSince = pausedUntil = default; // it answers
                    break;
                case SendOutcome.Later later:
                    failingSince = failingSince == default ? now : failingSince;
                    var longer = TimeSpan.FromTicks(
                        Math.Clamp((now - failingSince).Ticks, ShortestPause.Ticks, LongestPause.Ticks));
                    pausedUntil = now + (later.After > longer ? later.After : longer);
                    break;
            }
        }

        return result.ContinueAt;
    }
}

/// <summary>An exception that waits for one endpoint.</summary>
/// <param name="Record">As it was read.</param>
/// <param name="Look">What is looked at again once all its endpoints are done.</param>
/// <param name="At">When it was taken in (UTC).</param>
internal sealed record WebhookTurn(ExceptionRecord Record, WebhookLook Look, DateTimeOffset At);
