using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// The life of a message from "must be told" to "was told": what is wanted, what is stored, what the channel said and the time give the
/// next step. Pure.
/// </summary>
public static class MessageLife
{
    /// <summary>How long a claim holds: longer than a channel's call takes at the most.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After how long of failing a channel counts as out of order. A message of which it is not known whether it arrived is tried again at
    /// this distance at first.
    /// </summary>
    public static readonly TimeSpan OutageAfter = TimeSpan.FromSeconds(15);

    /// <summary>How long after a claim a new message may still be begun: its calls end before the claim does.</summary>
    public static readonly TimeSpan BeginsWithin = Lease / 3;

    /// <summary>How long a channel may refuse the redraws of a message for no known reason, until it is given up.</summary>
    public static readonly TimeSpan RefusedAtMost = TimeSpan.FromDays(1);

    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(12);

    /// <summary>Where a message stands.</summary>
    /// <param name="isWanted">Whether its person should have it, and no newer message of theirs says more.</param>
    /// <param name="stored">What is stored of it; null for nothing.</param>
    /// <param name="now">The instant (UTC).</param>
    public static MessageState StateOf(bool isWanted, OutboxMessage? stored, DateTimeOffset now) => stored switch
    {
        null => isWanted ? MessageState.Wanted : MessageState.Superseded,
        { InDigest: true } => MessageState.InDigest,
        { DeadBecause.Length: > 0 } => MessageState.Dead,
        _ when stored.LeasedUntil > now => MessageState.Claimed,
        { Message: not null } => stored.NextTry > now ? MessageState.PutOff : MessageState.Sent,
        _ when MayHaveArrived(stored) => stored.NextTry > now ? MessageState.PutOff : MessageState.Unsure,
        _ when !isWanted => MessageState.Superseded,
        _ when stored.NextTry > now => stored.FailingSince == default ? MessageState.HeldBack : MessageState.PutOff,
        { Attempts: > 0, FailingSince.Ticks: 0 } => MessageState.Gone,
        _ => MessageState.Wanted,
    };

    /// <summary>What to do next.</summary>
    /// <param name="isWanted">As in <see cref="StateOf"/>.</param>
    /// <param name="stored">As in <see cref="StateOf"/>.</param>
    /// <param name="drawn">Gives the hash of what the message should show; asked for only where it is out.</param>
    /// <param name="now">The instant (UTC).</param>
    public static MessageStep Next(bool isWanted, OutboxMessage? stored, Func<string> drawn, DateTimeOffset now) =>
        StateOf(isWanted, stored, now) switch
        {
            MessageState.Wanted or MessageState.Gone => MessageStep.Send,
            MessageState.Unsure => isWanted && !IsDoubtfulEnough(stored!) ? MessageStep.SendAgain : MessageStep.Find,
            MessageState.Sent when stored!.Shown != drawn() => MessageStep.Redraw,
            MessageState.Claimed or MessageState.HeldBack or MessageState.PutOff => MessageStep.Wait,
            _ => MessageStep.None,
        };

    /// <summary>The message as a host claims it, before the channel is called: should the host die, it may have arrived.</summary>
    public static OutboxMessage Claim(OutboxMessage message, DateTimeOffset now) => Try(message) with { LeasedUntil = now + Lease };

    /// <summary>The message as it is tried where it turns out before that no channel can be called.</summary>
    public static OutboxMessage Try(OutboxMessage message) => message with
    {
        Attempts = message.Attempts + 1,
        Unsure = message.Message is null && MayHaveArrived(message), // of an earlier try, also if this one fails
    };

    /// <summary>The message as it begins anew after it was given up.</summary>
    public static OutboxMessage Revive(OutboxMessage dead) => dead with
    {
        DeadBecause = "",
        Unreachable = false,
        Attempts = 0,
        NextTry = default,
        FailingSince = default,
        RefusedSince = default,
    };

    /// <summary>Whether two hosts found the same message, and one of them only knew that it is there.</summary>
    /// <param name="notice">What the one knew.</param>
    /// <param name="all">All that is stored of the exception.</param>
    public static bool IsShownBeside(OutboxMessage notice, IReadOnlyList<OutboxMessage> all) =>
        notice is { Key.Kind: NotificationKind.Shown, Message: { } message }
        && all.Any(
            other => other is { Key.Kind: not NotificationKind.Shown, DeadBecause.Length: 0 } && message.IsSameAs(other.Message));

    /// <summary>A line of the queue card once that card is not its message any more.</summary>
    public static OutboxMessage LeaveQueue(OutboxMessage line) => Revive(line) with
    {
        InQueue = false,
        Message = null,
        Shown = "",
        LeasedUntil = default,
        Unsure = false,
    };

    /// <summary>The message after the channel has spoken.</summary>
    /// <param name="claimed">As it was claimed.</param>
    /// <param name="outcome">What the channel said.</param>
    /// <param name="shown">The hash of what the message shows if it arrived.</param>
    /// <param name="now">The instant (UTC).</param>
    public static OutboxMessage After(OutboxMessage claimed, SendOutcome outcome, string shown, DateTimeOffset now)
    {
        var free = claimed with { LeasedUntil = default };
        var failing = free with { FailingSince = claimed.FailingSince == default ? now : claimed.FailingSince };
        var elapsed = now - failing.FailingSince;
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                var there = free with
                {
                    Message = sent.Message,
                    Shown = shown,
                    Attempts = 0,
                    NextTry = default,
                    Unsure = false,
                    FailingSince = default,
                    RefusedSince = default,
                };
                return sent.RedrawRefused is { } yet ? Refused(there with { Attempts = 1 }, yet, now) : there;
            case SendOutcome.Later { Because: PauseReason.Held } held:
                return free with { Attempts = claimed.Attempts - 1, NextTry = now + Between(held.After, ShortestHold, LongestPause) };
            case SendOutcome.Later { Because: PauseReason.Throttled } throttled:
                var pause = Max(throttled.After, Between(elapsed / 2, ShortestHold, LongestThrottle));
                return failing with { Attempts = claimed.Attempts - 1, NextTry = now + pause };
            case SendOutcome.Later { Because: PauseReason.Refused } refused:
                return Refused(free, refused, now);
            case SendOutcome.Later later:
                return failing with { NextTry = now + Max(later.After, Between(elapsed, ShortestPause, LongestPause)) };
            case SendOutcome.Unsure unsure when !claimed.Unsure || claimed.Key.Target.MostDoubtfulTries is null:
                // few tries soon: each may put the message there once more
                return failing with
                {
                    Unsure = true,
                    NextTry = now + Max(unsure.After, Between(3 * elapsed, OutageAfter, LongestPause)),
                };
            case SendOutcome.Gone or SendOutcome.Unreachable when IsToBeSentAnew(claimed, outcome):
                return free with { Message = null, Shown = "", NextTry = default, Unsure = false, FailingSince = default };
            case SendOutcome.Gone when claimed.Message is null: // looked for, and it is not there
                return free with { Attempts = 0, NextTry = default, Unsure = false, FailingSince = default };
            default:
                return free with
                {
                    DeadBecause = CodeOf(outcome) is { Length: > 0 } code ? code : "unknown",
                    Unreachable = outcome is SendOutcome.Unreachable && claimed is { Message: null, Key.Target: MessageTarget.Person },
                };
        }
    }

    /// <summary>Whether the channel counts as out of order for a message that was just tried.</summary>
    /// <param name="after">As <see cref="After"/> left it.</param>
    /// <param name="outcome">What the channel said.</param>
    /// <param name="now">The instant (UTC).</param>
    public static bool IsOutage(OutboxMessage after, SendOutcome outcome, DateTimeOffset now) =>
        outcome is SendOutcome.Unsure or SendOutcome.Later { Because: PauseReason.Trouble }
        && after.FailingSince != default
        && now - after.FailingSince >= OutageAfter;

    /// <summary>The channel's code in an outcome; empty for none.</summary>
    public static string CodeOf(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Never never => never.Code,
        SendOutcome.Unreachable dead => dead.Code,
        SendOutcome.Gone gone => gone.Code,
        SendOutcome.Later later => later.Code,
        SendOutcome.Unsure unsure => unsure.Code,
        _ => "",
    };

    // The channel answers, so nothing is said of an outage. Redraws that were not due for long are no refusals.
    private static OutboxMessage Refused(OutboxMessage message, SendOutcome.Later refused, DateTimeOffset now)
    {
        var goesOn = message.RefusedSince != default && now - message.NextTry <= LongestGap;
        var since = goesOn ? message.RefusedSince : now;
        var stands = message with { FailingSince = default, RefusedSince = since };
        return now - since >= RefusedAtMost
            ? stands with { DeadBecause = refused.Code is { Length: > 0 } code ? code : "unknown" }
            : stands with { NextTry = now + Max(refused.After, Between(now - since, ShortestPause, LongestPause)) };
    }

    // Two tries of it may be there: the host died over one while that of an earlier one was not known.
    private static bool IsDoubtfulEnough(OutboxMessage stored) =>
        stored.Key.Target.MostDoubtfulTries is not null && stored.Unsure && stored.LeasedUntil != default;

    private static bool MayHaveArrived(OutboxMessage stored) => stored.Unsure || stored.LeasedUntil != default;

    // An approver is asked where they can be reached. What a person asked to see, and has removed, they do not want again.
    private static bool IsToBeSentAnew(OutboxMessage claimed, SendOutcome outcome) =>
        claimed.Message is not null
        && claimed.Key.Kind is not NotificationKind.Shown
        && (outcome is SendOutcome.Gone || claimed.Key.Kind == NotificationKind.Review);

    private static TimeSpan Between(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>Where a message stands.</summary>
public enum MessageState
{
    /// <summary>To be sent.</summary>
    Wanted,

    /// <summary>The pace of the channel, or the digest of a day, holds it back: that is no try.</summary>
    HeldBack,

    /// <summary>A host is sending or redrawing it.</summary>
    Claimed,

    /// <summary>It is in the chat.</summary>
    Sent,

    /// <summary>It may be in the chat: the answer was lost, or the host that sent it died.</summary>
    Unsure,

    /// <summary>The channel failed; it waits for its next try.</summary>
    PutOff,

    /// <summary>It was told as a line of a digest.</summary>
    InDigest,

    /// <summary>Never sent, and not wanted any more: a newer message says more.</summary>
    Superseded,

    /// <summary>It was in the chat and is not there any more: it is sent anew while it is wanted.</summary>
    Gone,

    /// <summary>Given up: it can't be sent, or its person can't be reached.</summary>
    Dead,
}

/// <summary>What to do with a message.</summary>
public enum MessageStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Look at it again when its lease has run out, or its next try is due.</summary>
    Wait,

    /// <summary>Send it.</summary>
    Send,

    /// <summary>Look for it where the channel can find it and redraw it there; send it where it is not found.</summary>
    SendAgain,

    /// <summary>It is not wanted any more, and may be there: look for it, and redraw it if it is.</summary>
    Find,

    /// <summary>Redraw it.</summary>
    Redraw,
}
