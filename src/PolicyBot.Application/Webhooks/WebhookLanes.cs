using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Webhooks;

/// <summary>
/// Takes over, at the end of a reconciling, what endpoints have not got: it is sent beside all else, a lane for each endpoint. Until it is
/// out, a work row stands: the one that led here, or one two minutes ahead. If this host dies, another one finds it.
/// </summary>
public sealed partial class WebhookLanes(
    WebhookEndpoints endpoints,
    WebhookDelivery delivery,
    IWork work,
    IBackgroundTasks background,
    TimeProvider time,
    ILogger<WebhookLanes> logger)
{
    /// <summary>How long what waits is left to this host.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, WebhookLane> lanes = new(StringComparer.Ordinal);

    /// <summary>Says what is to be sent of an exception now, and when to look at it again. It asks the store for nothing.</summary>
    /// <param name="record">The exception as it was just read.</param>
    /// <param name="next">When (UTC) it is to be looked at anyway; null for never.</param>
    /// <param name="led">The row that led here, which can stand until all is out; null for none.</param>
    /// <param name="now">The instant (UTC).</param>
    public WebhookLook Look(ExceptionRecord record, DateTimeOffset? next, WakeUp? led, DateTimeOffset now)
    {
        var due = new List<string>();
        foreach (var endpoint in endpoints.Current)
        {
            if (WebhookPlan.FindPending(record, endpoint) is not { } row)
            {
                continue;
            }

            if (endpoint.OffAt is not null)
            {
                next = Sooner(next, WakeUp.NextDaily(record.Head.State.Id, now)); // also what has ended: it may be on again by then
                continue;
            }

            var lane = LaneOf(endpoint.Id);
            var later = lane.IsAt(record.Head.State.Id) ? null
                : WebhookDelivery.NotBefore(row) is var at && at > now ? at
                : lane.NotBefore(now);
            next = later is null ? next : Sooner(next, later);
            if (later is null)
            {
                due.Add(endpoint.Id);
            }
        }

        var held = due.Count == 0 ? null
            : led ?? (next <= now + HeldFor ? null : new WakeUp(now + HeldFor, record.Head.State.Id.Value, WakeUp.NewTag()));
        return new WebhookLook(record.Head.State.Id, due, held, held is not null && held != led, next);
    }

    /// <summary>Sends it, in the background.</summary>
    /// <param name="record">The exception as it was read.</param>
    /// <param name="look">What <see cref="Look"/> said; its row stands.</param>
    public void Send(ExceptionRecord record, WebhookLook look)
    {
        foreach (var endpoint in look.Due)
        {
            var lane = LaneOf(endpoint);
            var (before, needsRun) = lane.Add(new WebhookTurn(record, look, time.GetUtcNow()));
            if (before is not null)
            {
                background.Run(cancellationToken => EndAsync(before, null, null, cancellationToken));
            }

            if (needsRun)
            {
                background.Wait(cancellationToken => lane.RunAsync(
                    (turn, again, fault) => EndAsync(turn, again, fault, cancellationToken), cancellationToken));
            }
        }
    }

    private WebhookLane LaneOf(string endpoint) => lanes.GetOrAdd(endpoint, id => new WebhookLane(id, delivery, time));

    private async Task EndAsync(WebhookTurn turn, DateTimeOffset? again, Exception? fault, CancellationToken cancellationToken)
    {
        var look = turn.Look;
        if (fault is not null)
        {
            Failed(fault, look.Id);
        }

        if (!look.EndsOne(again, fault is not null))
        {
            return; // another endpoint is still at it; or its row brings it up again
        }

        try
        {
            // The row of later stands before the one that held its place goes.
            if (look.IsSooner || (look.TakesPlace && look.Next is not null))
            {
                await work.AddAsync(new WakeUp(look.Next!.Value, look.Id.Value, WakeUp.Wake), cancellationToken);
            }

            if (look.Held is { } held)
            {
                await work.RemoveAsync(held, cancellationToken);
            }
        }
        catch (StoreUnavailableException outage)
        {
            Failed(outage, look.Id);
        }
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) => new[] { one, other }.Min();

    [LoggerMessage(EventId = 232, Level = LogLevel.Warning,
        Message = "Sending events of {Exception} to a webhook endpoint was broken off; it is looked at again within two minutes.")]
    private partial void Failed(Exception fault, ExceptionId exception);
}

/// <summary>When an exception is looked at again, and what of it goes to endpoints meanwhile.</summary>
public sealed class WebhookLook
{
    private readonly Lock gate = new();
    private int left;
    private bool isBroken;

    internal WebhookLook(ExceptionId id, IReadOnlyList<string> due, WakeUp? held, bool takesPlace, DateTimeOffset? next) =>
        (Id, Due, Held, TakesPlace, Next, left) = (id, due, held, takesPlace, next, due.Count);

    /// <summary>The exception.</summary>
    public ExceptionId Id { get; }

    /// <summary>The endpoints that it goes to now.</summary>
    public IReadOnlyList<string> Due { get; }

    /// <summary>The row that stands until all is out; null: the next one comes as soon, or nothing goes out.</summary>
    public WakeUp? Held { get; }

    /// <summary>It stands in the place of the next one: else that one is written too, and this one stands already.</summary>
    public bool TakesPlace { get; }

    /// <summary>When (UTC) to look at it next; null for never.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>The row to write before this reconciling ends; null for none.</summary>
    public WakeUp? Row => TakesPlace ? Held : Next is { } at ? new WakeUp(at, Id.Value, WakeUp.Wake) : null;

    /// <summary>An endpoint wants to go on sooner than was planned.</summary>
    internal bool IsSooner { get; private set; }

    /// <summary>One of its endpoints is done.</summary>
    /// <param name="again">When (UTC) to go on with it; null: it has all.</param>
    /// <param name="failed">It was broken off: the row that stands is to fall due.</param>
    /// <returns>Whether it was the last, and none was broken off.</returns>
    internal bool EndsOne(DateTimeOffset? again, bool failed)
    {
        lock (gate)
        {
            isBroken |= failed;
            if (again is { } at && !(Next <= at))
            {
                (Next, IsSooner) = (at, true);
            }

            left--;
            return left == 0 && !isBroken;
        }
    }
}
