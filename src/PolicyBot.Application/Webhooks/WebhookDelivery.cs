using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Webhooks;

/// <summary>
/// Brings the events of one exception to one endpoint, in order. Claim, lease and the distance between tries are those of any message in
/// the outbox (<see cref="MessageLife"/>); no event goes out before the one ahead of it was taken or given up.
/// </summary>
public sealed partial class WebhookDelivery(
    IEventStore store,
    IWebhookCall call,
    WebhookEndpoints endpoints,
    WebhookNotices notices,
    ICatalog catalog,
    TimeProvider time,
    ILogger<WebhookDelivery> logger)
{
    private const string NotMadeCode = "notMade";
    private static readonly SendOutcome Taken = new SendOutcome.Sent(new MessageRef("webhook", "", "", ""));

    /// <summary>Sends what the endpoint has not got.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="record">The exception as it was read last.</param>
    /// <param name="isRecent">It was read just now: else it is read again before anything is sent.</param>
    /// <returns>What the endpoint said last, null when it was not asked; and when (UTC) to go on, null when all is done.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer: what was claimed falls due.</exception>
    public async Task<WebhookResult> DeliverAsync(
        string endpointId, ExceptionRecord record, bool isRecent, CancellationToken cancellationToken)
    {
        var id = record.Head.State.Id;
        var result = new WebhookResult(null, null);
        var isFresh = false;
        if (!isRecent)
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } anew)
            {
                return result;
            }

            (record, isFresh) = (anew, true);
        }

        while (endpoints.Current.FirstOrDefault(known => known.Id == endpointId) is { } endpoint
            && WebhookPlan.FindPending(record, endpoint) is { } row
            && await WebhookPlan.MayGoOutAsync(store, record, cancellationToken))
        {
            var now = time.GetUtcNow();
            if (endpoint.OffAt is not null)
            {
                return result with { ContinueAt = WakeUp.NextDaily(id, now) };
            }

            var next = NotBefore(row);
            if (next > now && isFresh)
            {
                return result with { ContinueAt = next };
            }

            if (next <= now && await store.TryWriteAsync(id, MessageLife.Claim(row, now), cancellationToken) is { } claimed)
            {
                var (after, outcome) = await SendAsync(endpoint, record, claimed, cancellationToken);
                result = new WebhookResult(outcome, null);
                if (await store.TryWriteAsync(id, after, cancellationToken) is { } noted)
                {
                    if (after.GivenUp?.Count > (claimed.GivenUp?.Count ?? 0))
                    {
                        await notices.TellGivenUpAsync(endpoint, id, outcome, cancellationToken);
                    }

                    record = record with { Hooks = [.. record.Hooks.Where(hook => hook.Key != noted.Key), noted] };
                    isFresh = true;
                    continue;
                }
            }

            // Another host is at it, or was, or this one has been at it since; or it was told to begin anew.
            if (await store.ReadAsync(id, cancellationToken) is not { } read)
            {
                break; // moved out of the register
            }

            (record, isFresh) = (read, true);
        }

        return result;
    }

    /// <summary>Not to be tried before (UTC).</summary>
    public static DateTimeOffset NotBefore(OutboxMessage row) => row.LeasedUntil > row.NextTry ? row.LeasedUntil : row.NextTry;

    private async Task<(OutboxMessage After, SendOutcome Outcome)> SendAsync(
        WebhookEndpoint endpoint, ExceptionRecord record, OutboxMessage claimed, CancellationToken cancellationToken)
    {
        var (begun, before) = (time.GetUtcNow(), claimed.Through ?? 0);
        SendOutcome outcome = new SendOutcome.Later(TimeSpan.Zero, "nothing", PauseReason.Held);
        SentEvent? last = null;
        foreach (var one in WebhookPlan.Behind(record, before, catalog.Current))
        {
            if (last is not null && time.GetUtcNow() >= begun + MessageLife.BeginsWithin)
            {
                break; // a call may take as long as the rest of the lease
            }

            last = one;
            outcome = await CallAsync(endpoint, one, cancellationToken);
            if (outcome is not SendOutcome.Sent)
            {
                break;
            }

            claimed = claimed with { Through = one.Stored.Sequence, Attempts = 1, FailingSince = default };
        }

        if (claimed.Through > before && outcome is not SendOutcome.Sent)
        {
            await endpoints.NoteAsync(endpoint, Taken, cancellationToken); // also if the last was refused: it took something
        }

        if (!IsNotMade(outcome) && await endpoints.NoteAsync(endpoint, outcome, cancellationToken) is { OffAt: not null })
        {
            Off(endpoint.Id, MessageLife.CodeOf(outcome));
            return (claimed with { LeasedUntil = default, Attempts = 0, NextTry = default, FailingSince = default }, outcome);
        }

        var now = time.GetUtcNow();
        var after = MessageLife.After(
            claimed, outcome is SendOutcome.Later { Because: PauseReason.Refused } later
                ? later with { Because = PauseReason.Trouble } : outcome, shown: "", now);
        if (outcome is SendOutcome.Later { Code: var code } && last is not null)
        {
            PutOff(last.Id, endpoint.Id, code, after.Attempts);
            return (WhereGivenUp(after, last, now), outcome);
        }

        return (after, outcome);
    }

    // Its later events have their own three days: they go on at once.
    private static OutboxMessage WhereGivenUp(OutboxMessage after, SentEvent failed, DateTimeOffset now) =>
        now - after.FailingSince >= WebhookEndpoints.Patience && now - failed.At >= WebhookEndpoints.Patience
            ? after with
            {
                Through = failed.Stored.Sequence,
                GivenUp = [.. after.GivenUp ?? [], failed.Stored.Sequence],
                Attempts = 0,
                NextTry = default,
                FailingSince = default,
            }
            : after;

    // Its fault is ours: the endpoint was not asked, and does not count as failing.
    private async Task<SendOutcome> CallAsync(WebhookEndpoint endpoint, SentEvent sent, CancellationToken cancellationToken)
    {
        try
        {
            return await call.SendAsync(endpoint, sent, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // An event that cannot be made is given up in its time, and holds up those behind it no longer.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotMade(fault, sent.Id);
            return new SendOutcome.Later(TimeSpan.Zero, NotMadeCode, PauseReason.Refused);
        }
    }

    private static bool IsNotMade(SendOutcome outcome) => outcome is SendOutcome.Later { Code: NotMadeCode };

    [LoggerMessage(EventId = 230, Level = LogLevel.Warning,
        Message = "Sending the event {Event} to the webhook endpoint {Endpoint} is put off ({Code}) after try {Attempt}.")]
    private partial void PutOff(string @event, string endpoint, string code, int attempt);

    [LoggerMessage(EventId = 231, Level = LogLevel.Error, Message = "The webhook endpoint {Endpoint} is switched off ({Code}).")]
    private partial void Off(string endpoint, string code);

    [LoggerMessage(EventId = 233, Level = LogLevel.Error, Message = "The event {Event} could not be made for webhook endpoints.")]
    private partial void NotMade(Exception fault, string @event);
}

/// <summary>What came of a delivery.</summary>
/// <param name="Last">What the endpoint said last; null: it was not asked.</param>
/// <param name="ContinueAt">When (UTC) to go on; null: all is done.</param>
public sealed record WebhookResult(SendOutcome? Last, DateTimeOffset? ContinueAt);
