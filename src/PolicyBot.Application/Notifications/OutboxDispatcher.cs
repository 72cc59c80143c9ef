using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Makes one exception's messages what they should be: sends what is missing, redraws what is old, puts off what can't go now.
/// </summary>
public sealed class OutboxDispatcher(
    IEventStore store, IPeople people, Reachability reachability, Digests digests, ICatalog catalog, DeliveryOutcomes outcomes)
{
    /// <summary>How long one claim holds: longer than a channel's call takes at the most.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Delivers what is due.</summary>
    /// <param name="record">The exception as it was just read.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Whom no channel can reach, and when (UTC) to go on with what was put off.</returns>
    public async Task<Delivered> DeliverAsync(ExceptionRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = record.Head.State;
        var current = catalog.Current;
        var stored = record.Notices.ToDictionary(notice => notice.Key);
        var wanted = NotificationPlan.For(state, current, now);
        var all = NotificationPlan.Living(wanted, record.Notices);
        var results = new List<DeliveryStep>();
        foreach (var key in wanted.Union(all)) // one after the other: channels limit how fast one may write anyway
        {
            var notice = stored.GetValueOrDefault(key);
            if (notice is null or { Message: null } && !wanted.Contains(key))
            {
                continue; // an ask that is no longer true is not sent
            }

            if (notice is null or { Message: null, DeadBecause: "" } && NotificationPlan.IsSuperseded(key, all, state, current))
            {
                continue; // nor one that a newer message of theirs says better: after a week away the latest is read
            }

            if (notice is { Unreachable: true, Message: null }
                && (await reachability.AccountsAsync(key.Person, cancellationToken)).Count > 0)
            {
                notice = notice with { DeadBecause = "", Unreachable = false, Attempts = 0, NextTry = default }; // they are back
            }

            results.Add(await DeliverAsync(state, current, key, notice, all, now, cancellationToken));
        }

        return new Delivered(
            [.. results.Select(step => step.Unreached).OfType<UnreachedPerson>()],
            results.Select(step => step.ContinueAt).Where(at => at is not null).DefaultIfEmpty(null).Min());
    }

    private async Task<DeliveryStep> DeliverAsync(
        ExceptionState state,
        PolicyCatalog current,
        OutboxKey key,
        OutboxMessage? notice,
        IReadOnlyCollection<OutboxKey> all,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (notice is { InDigest: true })
        {
            return DeliveryStep.Nothing;
        }

        if (notice is { DeadBecause.Length: > 0 })
        {
            // Said again as long as an approver is asked: the host that gave it up may have died before another person was asked.
            return notice.Message is null && key.Kind == NotificationKind.Review
                ? new DeliveryStep(new UnreachedPerson(key, notice.DeadBecause), null)
                : DeliveryStep.Nothing;
        }

        if (notice is not null && (notice.LeasedUntil > now || notice.NextTry > now))
        {
            return new DeliveryStep(null, notice.LeasedUntil > notice.NextTry ? notice.LeasedUntil : notice.NextTry);
        }

        var view = NotificationViews.Render(key, all, state, current, now);
        if (notice is { Said.Length: > 0 } && notice.SaidUntil > now)
        {
            var step = await DeliverAsync(state, key, notice, view with { Done = notice.Said }, now, cancellationToken);
            return step with { ContinueAt = step.ContinueAt < notice.SaidUntil ? step.ContinueAt : notice.SaidUntil };
        }

        return await DeliverAsync(state, key, notice, view, now, cancellationToken);
    }

    private async Task<DeliveryStep> DeliverAsync(
        ExceptionState state, OutboxKey key, OutboxMessage? notice, CardView view, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = notice?.Message is { } sent ? reachability.ChannelOf(sent.Channel) : null;
        if (at is null && notice?.Message is not null)
        {
            return DeliveryStep.Nothing; // its channel is switched off, so its buttons do nothing either
        }

        if (key.Kind == NotificationKind.Post)
        {
            var place = SharedChannel.Of(state.Review?.Open?.Channel);
            if ((at ?? reachability.ChannelOf(place?.Channel ?? "")) is not { } there)
            {
                return DeliveryStep.Nothing; // that channel is switched off
            }

            return await ShowAsync(state, key, notice, view, there, PostAsync, now, cancellationToken);

            Task<SendOutcome> PostAsync(OutboxMessage claimed, DrawnCard drawn) =>
                there.PostAsync(place!.Id, drawn, MessageId(state.Id, claimed.Key), cancellationToken);
        }

        var reach = at is null ? await reachability.ReachAsync(key.Person, cancellationToken) : null;
        if (reach is { Accounts.Count: 0 })
        {
            var missed = (notice ?? new OutboxMessage { Key = key }) with { Attempts = (notice?.Attempts ?? 0) + 1 };
            return reach.IsUnsure && missed.Attempts < DeliveryOutcomes.MostAttempts
                ? await outcomes.PutOffAsync(
                    state.Id, missed, reach.WhyNot[^1].Channel, TimeSpan.Zero, reach.WhyNot[^1].Code, cancellationToken)
                : await outcomes.GiveUpAsync(state.Id, missed with { Unreachable = true }, "unreachable", cancellationToken);
        }

        var channel = at ?? reachability.ChannelOf(reach!.Accounts[0].Account.Channel)!;
        return await ShowAsync(state, key, notice, view, channel, SendToPersonAsync, now, cancellationToken);

        Task<SendOutcome> SendToPersonAsync(OutboxMessage claimed, DrawnCard drawn) =>
            SendAsync(state.Id, claimed, reach!.Accounts, view, channel, drawn, cancellationToken);
    }

    private async Task<DeliveryStep> ShowAsync(
        ExceptionState state,
        OutboxKey key,
        OutboxMessage? notice,
        CardView view,
        IChannel channel,
        Func<OutboxMessage, DrawnCard, Task<SendOutcome>> sendAsync,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var drawn = channel.Draw(view);
        if (notice?.Shown == drawn.Hash && notice.Message is not null)
        {
            return DeliveryStep.Nothing;
        }

        var claimed = await store.TryWriteAsync(
            state.Id,
            (notice ?? new OutboxMessage { Key = key }) with { LeasedUntil = now + Lease, Attempts = (notice?.Attempts ?? 0) + 1 },
            cancellationToken);
        if (claimed is null)
        {
            return new DeliveryStep(null, now + Lease); // another host is at it
        }

        if (claimed.Message is null
            && await digests.TellAsync(state, claimed, now, cancellationToken) is var mode and not DeliveryMode.Alone)
        {
            var later = mode as DeliveryMode.Later;
            await store.TryWriteAsync(
                state.Id,
                claimed with
                {
                    LeasedUntil = DateTimeOffset.MinValue,
                    Attempts = 0,
                    InDigest = mode is DeliveryMode.Told,
                    Digest = later?.Digest ?? claimed.Digest,
                    NextTry = later?.At ?? DateTimeOffset.MinValue,
                },
                cancellationToken);
            return new DeliveryStep(null, later?.At);
        }

        var outcome = claimed.Message is { } message
            ? await channel.UpdateAsync(message, drawn, cancellationToken)
            : await sendAsync(claimed, drawn);
        return await outcomes.RecordAsync(state.Id, claimed, drawn.Hash, channel, outcome, cancellationToken);
    }

    private static string MessageId(ExceptionId id, OutboxKey key) => $"{id}|{key.Sequence}|{key.Kind}|{key.Person}";

    private async Task<SendOutcome> SendAsync(
        ExceptionId id,
        OutboxMessage claimed,
        IReadOnlyList<KnownAccount> accounts,
        CardView view,
        IChannel first,
        DrawnCard drawn,
        CancellationToken cancellationToken)
    {
        SendOutcome outcome = new SendOutcome.Unreachable("unreachable");
        var key = claimed.Key;
        var messageId = MessageId(id, key);
        var tried = new HashSet<ChannelAccount>();
        while (accounts.FirstOrDefault(account => tried.Add(account.Account)) is { } account)
        {
            var channel = reachability.ChannelOf(account.Account.Channel)!;
            var card = channel == first ? drawn : channel.Draw(view);
            outcome = claimed.Attempts > 1 // the host that tried before may have died before it noted that it arrived
                ? await channel.SendAgainAsync(account, card, messageId, cancellationToken)
                : await channel.SendAsync(account, card, messageId, cancellationToken);
            if (outcome is not SendOutcome.Unreachable dead)
            {
                return outcome;
            }

            await people.WriteAsync(account with { DeadBecause = dead.Code }, cancellationToken); // the next channel is tried at once
            if (accounts.All(other => tried.Contains(other.Account)))
            {
                var reach = await reachability.ReachAsync(key.Person, cancellationToken); // and one that they were never met in
                accounts = reach.Accounts;
                outcome = reach.IsUnsure ? new SendOutcome.Later(TimeSpan.Zero, reach.WhyNot[^1].Code) : outcome;
            }
        }

        return outcome;
    }
}

/// <summary>The result of a delivery.</summary>
/// <param name="Unreached">Whom no channel can reach.</param>
/// <param name="ContinueAt">When (UTC) to go on with what was put off; null for nothing.</param>
public sealed record Delivered(IReadOnlyList<UnreachedPerson> Unreached, DateTimeOffset? ContinueAt);

/// <summary>A person whom no channel can reach.</summary>
/// <param name="Key">The message that did not go out.</param>
/// <param name="Code">The last channel's error code.</param>
public sealed record UnreachedPerson(OutboxKey Key, string Code);
