using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Notifications;

/// <summary>Notes in the outbox what became of a message, and says when to try again or that it is given up.</summary>
public sealed partial class DeliveryOutcomes(
    IEventStore store, DeliveryMetrics metrics, TimeProvider time, ILogger<DeliveryOutcomes> logger)
{
    /// <summary>After how many tries in vain a message is given up: about a day.</summary>
    public const int MostAttempts = 30;

    /// <summary>
    /// After how many tries a message is given up of which it is not known whether it arrived: better twice than never, but not often.
    /// </summary>
    public const int MostUnsureAttempts = 3;

    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(2);

    /// <summary>Notes what a channel said.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="claimed">The message as this host claimed it.</param>
    /// <param name="shown">The hash of the card.</param>
    /// <param name="channel">The channel that was tried first.</param>
    /// <param name="outcome">What it said.</param>
    public async Task<DeliveryStep> RecordAsync(
        ExceptionId id, OutboxMessage claimed, string shown, IChannel channel, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var free = claimed with { LeasedUntil = DateTimeOffset.MinValue };
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                metrics.Delivered(sent.Message.Channel);
                // Another channel than the first may have taken it: what it shows is compared anew at the next reconciling.
                var same = sent.Message.Channel == channel.Name;
                var recorded = await store.TryWriteAsync(
                    id,
                    free with { Message = sent.Message, Shown = same ? shown : "", Attempts = 0, NextTry = DateTimeOffset.MinValue },
                    cancellationToken);
                return recorded is null ? await DrawAgainAsync(id, claimed.Key, cancellationToken) : DeliveryStep.Nothing;
            case SendOutcome.Unreachable dead when claimed.Message is not null && claimed.Key.Kind == NotificationKind.Review:
                // An approver is asked where they can be reached, or another person is.
                return await RecordAsync(id, claimed, shown, channel, new SendOutcome.Gone(dead.Code), cancellationToken);
            case SendOutcome.Gone gone:
                GoneMessage(id, claimed.Key.Kind, gone.Code);
                var deadBecause = claimed.Key.Kind is NotificationKind.Shown ? gone.Code : "";
                await store.TryWriteAsync(id, free with { Message = null, Shown = "", DeadBecause = deadBecause }, cancellationToken);
                return new DeliveryStep(null, time.GetUtcNow());
            case SendOutcome.Later { IsHeld: true } held:
                metrics.PutOff(channel.Name);
                var soon = time.GetUtcNow() + (held.After > ShortestHold ? held.After : ShortestHold);
                await store.TryWriteAsync(id, free with { Attempts = claimed.Attempts - 1, NextTry = soon }, cancellationToken);
                return new DeliveryStep(null, soon);
            case SendOutcome.Later later when claimed.Attempts < MostAttempts:
                return await PutOffAsync(id, free, channel.Name, later.After, later.Code, cancellationToken);
            case SendOutcome.Unsure unsure when claimed.Attempts < MostUnsureAttempts:
                return await PutOffAsync(id, free, channel.Name, unsure.After, unsure.Code, cancellationToken);
            default:
                var code = outcome switch
                {
                    SendOutcome.Never never => never.Code,
                    SendOutcome.Unreachable dead => dead.Code,
                    SendOutcome.Later later => later.Code,
                    SendOutcome.Unsure unsure => unsure.Code,
                    _ => "",
                };
                var unreachable = outcome is SendOutcome.Unreachable && claimed.Key.Person != default;
                var step = await GiveUpAsync(id, free with { Unreachable = unreachable }, code, cancellationToken);
                // a message that arrived once and can't be redrawn does not make the person unreachable
                return claimed.Message is null ? step : DeliveryStep.Nothing;
        }
    }

    // This host was at a standstill for longer than its lease, and another one wrote meanwhile: which of the two drew last is not known.
    // Where the other one is still sending a message of its own, that one counts.
    private async Task<DeliveryStep> DrawAgainAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken)
    {
        while ((await store.ReadAsync(id, cancellationToken))?.Notices.FirstOrDefault(notice => notice.Key == key)
                is { Message: not null } stands
            && await store.TryWriteAsync(id, stands with { Shown = "" }, cancellationToken) is null)
        {
            // another host wrote in between: the newest is to be drawn again
        }

        return new DeliveryStep(null, time.GetUtcNow());
    }

    /// <summary>Puts a message off: a channel could not take it now.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="notice">The message, with this try counted.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="after">After how long the channel wants it again, at the least.</param>
    /// <param name="code">The channel's error code.</param>
    public async Task<DeliveryStep> PutOffAsync(
        ExceptionId id, OutboxMessage notice, string channel, TimeSpan after, string code, CancellationToken cancellationToken)
    {
        metrics.PutOff(channel);
        PutOff(id, notice.Key.Kind, code, notice.Attempts);
        var next = time.GetUtcNow() + Longer(after, notice.Attempts);
        await store.TryWriteAsync(id, notice with { NextTry = next }, cancellationToken);
        return new DeliveryStep(null, next);
    }

    /// <summary>Gives a message up: a person has to look.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="notice">The message.</param>
    /// <param name="code">The last channel's error code.</param>
    public async Task<DeliveryStep> GiveUpAsync(ExceptionId id, OutboxMessage notice, string code, CancellationToken cancellationToken)
    {
        metrics.Dead();
        Dead(id, notice.Key.Kind, code);
        await store.TryWriteAsync(id, notice with { DeadBecause = code.Length == 0 ? "unknown" : code }, cancellationToken);
        return new DeliveryStep(new UnreachedPerson(notice.Key, code), null);
    }

    // Doubles with every try, up to an hour, and never less than the channel asked for.
    private static TimeSpan Longer(TimeSpan asked, int attempts)
    {
        var own = TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Min(attempts, 12) - 1)));
        return asked > own ? asked : own;
    }

    [LoggerMessage(
        EventId = 210, Level = LogLevel.Warning,
        Message = "Sending the {Kind} message of {Exception} is put off ({Code}) after try {Attempt}.")]
    private partial void PutOff(ExceptionId exception, NotificationKind kind, string code, int attempt);

    [LoggerMessage(EventId = 211, Level = LogLevel.Error, Message = "Sending the {Kind} message of {Exception} failed for good ({Code}).")]
    private partial void Dead(ExceptionId exception, NotificationKind kind, string code);

    [LoggerMessage(
        EventId = 212, Level = LogLevel.Warning,
        Message = "Redrawing the {Kind} message of {Exception} failed: it is gone ({Code}). It is sent anew if it is still wanted.")]
    private partial void GoneMessage(ExceptionId exception, NotificationKind kind, string code);
}

/// <summary>What follows when one message was looked at.</summary>
/// <param name="Unreached">The person whom no channel can reach; null for none.</param>
/// <param name="ContinueAt">When (UTC) to go on with it; null when nothing was put off.</param>
public sealed record DeliveryStep(UnreachedPerson? Unreached, DateTimeOffset? ContinueAt)
{
    /// <summary>Nothing follows.</summary>
    public static DeliveryStep Nothing { get; } = new(null, null);
}
