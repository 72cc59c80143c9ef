using Microsoft.Extensions.Logging;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>Makes one exception's messages what they should be: sends what is missing, redraws what is old, puts off what can't go now.</summary>
public sealed partial class OutboxDispatcher(
    IEventStore register, IPeople people, Reachability reachability, Digests digests, ICatalog catalog, TimeProvider time, DeliveryMetrics metrics, ILogger<OutboxDispatcher> logger)
{
    /// <summary>How long one claim holds: longer than a channel's call takes at the most.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>After how many tries in vain a message is given up: about a day.</summary>
    public const int MostAttempts = 30;

    /// <summary>After how many tries a message is given up of which nobody knows whether it arrived: better twice than never, but not often.</summary>
    public const int MostUnsureAttempts = 3;

    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(2);

    /// <summary>Delivers what is due.</summary>
    /// <param name="record">The exception as it was just read.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Whom no channel can reach, and when (UTC) to look again for what was put off.</returns>
    public async Task<Delivered> DeliverAsync(ExceptionRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = record.Head.State;
        var current = catalog.Current;
        var stored = record.Notices.ToDictionary(notice => notice.Key);
        var wanted = NotificationPlan.For(state, current, now);
        var all = NotificationPlan.Living(wanted, record.Notices);
        var results = new List<Step>();
        foreach (var key in wanted.Union(all)) // one after the other: channels limit how fast one may write anyway
        {
            var notice = stored.GetValueOrDefault(key);
            if (notice is null or { Message: null } && !wanted.Contains(key))
            {
                continue; // an ask that is no longer true is not sent
            }

            if (notice is null or { Message: null, DeadBecause: "" } && NotificationPlan.IsSuperseded(key, all, state, current))
            {
                continue; // nor one that a newer message of theirs says better: who comes back to a week of news reads the latest
            }

            if (notice is { Unreachable: true, Message: null } && (await reachability.AccountsAsync(key.Person, cancellationToken)).Count > 0)
            {
                notice = notice with { DeadBecause = "", Unreachable = false, Attempts = 0, NextTry = default }; // they are back
            }

            results.Add(await DeliverAsync(state, current, key, notice, all, now, cancellationToken));
        }

        return new Delivered(
            [.. results.Select(step => step.Unreached).OfType<UnreachedPerson>()],
            results.Select(step => step.LookAgain).Where(at => at is not null).DefaultIfEmpty(null).Min());
    }

    private async Task<Step> DeliverAsync(
        ExceptionState state, PolicyCatalog current, OutboxKey key, OutboxMessage? notice, IReadOnlyCollection<OutboxKey> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (notice is { InDigest: true })
        {
            return Step.Nothing;
        }

        if (notice is { DeadBecause.Length: > 0 })
        {
            // Said again as long as an approver is asked: whoever gave it up may have died before anybody was asked in their place.
            return notice.Message is null && key.Kind == NotificationKind.Review ? new Step(new UnreachedPerson(key, notice.DeadBecause), null) : Step.Nothing;
        }

        if (notice is not null && (notice.LeasedUntil > now || notice.NextTry > now))
        {
            return new Step(null, notice.LeasedUntil > notice.NextTry ? notice.LeasedUntil : notice.NextTry);
        }

        var view = NotificationPlan.View(key, all, state, current, now);
        if (notice is { Said.Length: > 0 } && notice.SaidUntil > now)
        {
            var step = await DeliverAsync(state, key, notice, view with { Done = notice.Said }, now, cancellationToken);
            return step with { LookAgain = step.LookAgain < notice.SaidUntil ? step.LookAgain : notice.SaidUntil };
        }

        return await DeliverAsync(state, key, notice, view, now, cancellationToken);
    }

    private async Task<Step> DeliverAsync(ExceptionState state, OutboxKey key, OutboxMessage? notice, CardView view, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = notice?.Message is { } sent ? reachability.ChannelOf(sent.Channel) : null;
        if (at is null && notice?.Message is not null)
        {
            return Step.Nothing; // its channel is switched off: nobody can press anything there either
        }

        if (key.Kind == NotificationKind.Post)
        {
            var place = SharedChannel.Of(state.Review?.Open?.Channel);
            return (at ?? reachability.ChannelOf(place?.Channel ?? "")) is { } there
                ? await ShowAsync(state, key, notice, view, there, (claimed, drawn) => there.PostAsync(place!.Id, drawn, IdOf(state.Id, claimed.Key), cancellationToken), now, cancellationToken)
                : Step.Nothing; // that channel is switched off
        }

        var reach = at is null ? await reachability.ReachAsync(key.Person, cancellationToken) : null;
        if (reach is { Accounts.Count: 0 })
        {
            var missed = (notice ?? new OutboxMessage { Key = key }) with { Attempts = (notice?.Attempts ?? 0) + 1 };
            return reach.IsUnsure && missed.Attempts < MostAttempts
                ? await PutOffAsync(state.Id, missed, reach.WhyNot[^1].Channel, TimeSpan.Zero, reach.WhyNot[^1].Code, cancellationToken)
                : await GiveUpAsync(state.Id, missed with { Unreachable = true }, "unreachable", cancellationToken);
        }

        var channel = at ?? reachability.ChannelOf(reach!.Accounts[0].Account.Channel)!;
        return await ShowAsync(state, key, notice, view, channel, (claimed, drawn) => SendAsync(state.Id, claimed, reach!.Accounts, view, channel, drawn, cancellationToken), now, cancellationToken);
    }

    private async Task<Step> ShowAsync(
        ExceptionState state, OutboxKey key, OutboxMessage? notice, CardView view, IChannel channel, Func<OutboxMessage, DrawnCard, Task<SendOutcome>> sendAsync, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var drawn = channel.Draw(view);
        if (notice?.Shown == drawn.Hash && notice.Message is not null)
        {
            return Step.Nothing;
        }

        var claimed = await register.TryWriteAsync(
            state.Id, (notice ?? new OutboxMessage { Key = key }) with { LeasedUntil = now + Lease, Attempts = (notice?.Attempts ?? 0) + 1 }, cancellationToken);
        if (claimed is null)
        {
            return new Step(null, now + Lease); // somebody else is at it
        }

        if (claimed.Message is null && await digests.TellAsync(state, claimed, now, cancellationToken) is var telling and not DeliveryMode.Alone)
        {
            var later = telling as DeliveryMode.Later;
            await register.TryWriteAsync(
                state.Id,
                claimed with { LeasedUntil = DateTimeOffset.MinValue, Attempts = 0, InDigest = telling is DeliveryMode.Told, Digest = later?.Digest ?? claimed.Digest, NextTry = later?.At ?? DateTimeOffset.MinValue },
                cancellationToken);
            return new Step(null, later?.At);
        }

        var outcome = claimed.Message is { } message ? await channel.UpdateAsync(message, drawn, cancellationToken) : await sendAsync(claimed, drawn);
        return await RecordAsync(state.Id, claimed, drawn.Hash, channel, outcome, cancellationToken);
    }

    private static string IdOf(ExceptionId id, OutboxKey key) => $"{id}|{key.Sequence}|{key.Kind}|{key.Person}";

    private async Task<SendOutcome> SendAsync(
        ExceptionId id, OutboxMessage claimed, IReadOnlyList<KnownAccount> accounts, CardView view, IChannel first, DrawnCard drawn, CancellationToken cancellationToken)
    {
        SendOutcome outcome = new SendOutcome.Unreachable("unreachable");
        var key = claimed.Key;
        var noticeId = IdOf(id, key);
        var tried = new HashSet<ChannelAccount>();
        while (accounts.FirstOrDefault(account => tried.Add(account.Account)) is { } account)
        {
            var channel = reachability.ChannelOf(account.Account.Channel)!;
            var card = channel == first ? drawn : channel.Draw(view);
            outcome = claimed.Attempts > 1 // whoever tried before may have died before it could note that it arrived
                ? await channel.SendAgainAsync(account, card, noticeId, cancellationToken)
                : await channel.SendAsync(account, card, noticeId, cancellationToken);
            if (outcome is not SendOutcome.Unreachable dead)
            {
                return outcome;
            }

            await people.WriteAsync(account with { DeadBecause = dead.Code }, cancellationToken); // the next channel is tried at once
            if (accounts.All(other => tried.Contains(other.Account)))
            {
                var reach = await reachability.ReachAsync(key.Person, cancellationToken); // and one that they were never met in
                (accounts, outcome) = (reach.Accounts, reach.IsUnsure ? new SendOutcome.Later(TimeSpan.Zero, reach.WhyNot[^1].Code) : outcome);
            }
        }

        return outcome;
    }

    private async Task<Step> RecordAsync(ExceptionId id, OutboxMessage claimed, string shown, IChannel channel, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var free = claimed with { LeasedUntil = DateTimeOffset.MinValue };
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                metrics.Delivered(sent.Message.Channel);
                // Another channel than the first may have taken it: what it shows is compared anew at the next settling.
                var same = sent.Message.Channel == channel.Name;
                var recorded = await register.TryWriteAsync(
                    id, free with { Message = sent.Message, Shown = same ? shown : "", Attempts = 0, NextTry = DateTimeOffset.MinValue }, cancellationToken);
                return recorded is null ? await DrawAgainAsync(id, claimed.Key, cancellationToken) : Step.Nothing;
            case SendOutcome.Unreachable dead when claimed.Message is not null && claimed.Key.Kind == NotificationKind.Review:
                return await RecordAsync(id, claimed, shown, channel, new SendOutcome.Gone(dead.Code), cancellationToken); // who is asked is asked where they can be reached, or somebody else is
            case SendOutcome.Gone gone:
                GoneMessage(id, claimed.Key.Kind, gone.Code);
                await register.TryWriteAsync(id, free with { Message = null, Shown = "", DeadBecause = claimed.Key.Kind is NotificationKind.Shown ? gone.Code : "" }, cancellationToken);
                return new Step(null, time.GetUtcNow());
            case SendOutcome.Later { IsHeld: true } held:
                metrics.PutOff(channel.Name);
                var soon = time.GetUtcNow() + (held.After > ShortestHold ? held.After : ShortestHold);
                await register.TryWriteAsync(id, free with { Attempts = claimed.Attempts - 1, NextTry = soon }, cancellationToken);
                return new Step(null, soon);
            case SendOutcome.Later later when claimed.Attempts < MostAttempts:
                return await PutOffAsync(id, free, channel.Name, later.After, later.Code, cancellationToken);
            case SendOutcome.Unsure unsure when claimed.Attempts < MostUnsureAttempts:
                return await PutOffAsync(id, free, channel.Name, unsure.After, unsure.Code, cancellationToken);
            default:
                var code = outcome switch { SendOutcome.Never never => never.Code, SendOutcome.Unreachable dead => dead.Code, SendOutcome.Later later => later.Code, SendOutcome.Unsure unsure => unsure.Code, _ => "" };
                return await GiveUpAsync(id, free with { Unreachable = outcome is SendOutcome.Unreachable && claimed.Key.Person != default }, code, cancellationToken, told: claimed.Message is null); // what was read and can't be redrawn makes nobody unreachable
        }
    }

    // This host was at a standstill for longer than its lease, and another one wrote meanwhile: which of the two drew last, nobody knows. Where the other one is
    // still sending a message of its own, that one counts.
    private async Task<Step> DrawAgainAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken)
    {
        while ((await register.ReadAsync(id, cancellationToken))?.Notices.FirstOrDefault(notice => notice.Key == key) is { Message: not null } stands
            && await register.TryWriteAsync(id, stands with { Shown = "" }, cancellationToken) is null)
        {
            // somebody wrote in between: the newest is to be drawn again
        }

        return new Step(null, time.GetUtcNow());
    }

    private async Task<Step> PutOffAsync(ExceptionId id, OutboxMessage notice, string channel, TimeSpan after, string code, CancellationToken cancellationToken)
    {
        metrics.PutOff(channel);
        PutOff(id, notice.Key.Kind, code, notice.Attempts);
        var next = time.GetUtcNow() + Longer(after, notice.Attempts);
        await register.TryWriteAsync(id, notice with { NextTry = next }, cancellationToken);
        return new Step(null, next);
    }

    private async Task<Step> GiveUpAsync(ExceptionId id, OutboxMessage notice, string code, CancellationToken cancellationToken, bool told = true)
    {
        metrics.Dead();
        Dead(id, notice.Key.Kind, code);
        await register.TryWriteAsync(id, notice with { DeadBecause = code.Length == 0 ? "unknown" : code }, cancellationToken);
        return told ? new Step(new UnreachedPerson(notice.Key, code), null) : Step.Nothing;
    }

    // Doubles with every try, up to an hour, and never less than the channel asked for.
    private static TimeSpan Longer(TimeSpan asked, int attempts)
    {
        var own = TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Min(attempts, 12) - 1)));
        return asked > own ? asked : own;
    }


    private sealed record Step(UnreachedPerson? Unreached, DateTimeOffset? LookAgain)
    {
        public static Step Nothing { get; } = new(null, null);
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "{Exception}: the {Kind} message is put off ({Code}) after try {Attempt}.")]
    private partial void PutOff(ExceptionId exception, NotificationKind kind, string code, int attempt);

    [LoggerMessage(EventId = 211, Level = LogLevel.Error, Message = "{Exception}: the {Kind} message is given up ({Code}).")]
    private partial void Dead(ExceptionId exception, NotificationKind kind, string code);

    [LoggerMessage(EventId = 212, Level = LogLevel.Warning, Message = "{Exception}: the {Kind} message is gone ({Code}); it is sent anew if it is still wanted.")]
    private partial void GoneMessage(ExceptionId exception, NotificationKind kind, string code);
}

/// <summary>What became of a delivery.</summary>
/// <param name="Unreached">Whom no channel can reach.</param>
/// <param name="LookAgain">When (UTC) to look again; null when nothing was put off.</param>
public sealed record Delivered(IReadOnlyList<UnreachedPerson> Unreached, DateTimeOffset? LookAgain);

/// <summary>Somebody whom no channel can reach.</summary>
/// <param name="OutboxMessage">The message that did not go out.</param>
/// <param name="Code">The last channel's word for it.</param>
public sealed record UnreachedPerson(OutboxKey OutboxMessage, string Code);
