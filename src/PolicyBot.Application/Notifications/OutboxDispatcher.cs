using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Makes one exception's messages what they should be: sends what is missing, redraws what is old, puts off what can't go now.
/// <see cref="MessageLife"/> says what to do with each; the claims of a reconcile are one batch.
/// </summary>
public sealed partial class OutboxDispatcher(
    IEventStore store,
    Digests digests,
    MessageSender sender,
    ChannelOutages outages,
    DeliveryMetrics metrics,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger)
{
    /// <summary>How many messages are claimed at once.</summary>
    private const int AtOnce = 8;

    private static readonly SendOutcome NoTimeLeft = new SendOutcome.Later(TimeSpan.Zero, "noTimeLeft", PauseReason.Held);

    /// <summary>Delivers what is due.</summary>
    /// <param name="record">The exception as it was just read.</param>
    /// <param name="current">The catalog that serves.</param>
    /// <param name="pressed">The person's own message in which a button was pressed; null for none.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Whom no channel can reach, and when (UTC) to go on with what was put off.</returns>
    public async Task<Delivered> DeliverAsync(
        ExceptionRecord record, PolicyCatalog current, PressedCard? pressed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = record.Head.State;
        var plan = NotificationPlan.For(state, current, now);
        var notices = pressed is null ? record.Notices : [.. record.Notices.Select(pressed.Mark), .. pressed.Added(record.Notices)];
        var living = NotificationPlan.Living(plan, notices);
        var wanted = plan.ToHashSet();
        var stored = notices.Where(notice => !MessageLife.IsShownBeside(notice, notices)).ToDictionary(notice => notice.Key);
        var queues = await sender.QueuesAsync(notices, cancellationToken);
        var links = await VisibleLinks.OfAsync(store, state, cancellationToken);
        var result = new Delivery(state, notices, queues.Keys);
        var due = new List<MessageTry>();
        foreach (var key in plan.Union(stored.Keys))
        {
            var isWanted = wanted.Contains(key);
            var isDue = isWanted && !NotificationPlan.IsSuperseded(key, living, state, current);
            var message = await sender.ReviveAsync(stored.GetValueOrDefault(key), isDue, cancellationToken);
            result.ContinueAt(message?.SaidUntil > now ? message.SaidUntil : null);
            var leaves = !isDue && message is { InQueue: true } && sender.IsOver(state, message, notices);
            message = leaves ? message! with { Shown = "" } : message; // drawn in any case
            if (isWanted
                && key.Kind == NotificationKind.Review
                && message is { Message: null, DeadBecause: { Length: > 0 } code })
            {
                // said again: the host that found it out may have died before another person was asked, or administrators were told
                result.Unreached(key, code, message.Unreachable);
            }
            else if (message is { RefusedSince.Ticks: > 0, DeadBecause: { Length: > 0 } refusal, Message: not null })
            {
                result.Refused(message, refusal); // said until administrators were told
            }

            MessageTry? attempt = null;
            var step = MessageLife.Next(isDue, message, () => sender.HashOf(attempt = Try()), now);
            if (step == MessageStep.Wait)
            {
                result.ContinueAt(message!.LeasedUntil > message.NextTry ? message.LeasedUntil : message.NextTry);
            }
            else if (step != MessageStep.None
                && await sender.PrepareAsync(state, (attempt ?? Try()) with { Step = step }, cancellationToken) is { } ready)
            {
                due.Add(ready);
            }

            MessageTry Try()
            {
                return new(message ?? new OutboxMessage { Key = key }, Render)
                {
                    MayBeListed = message is not null || queues.ContainsKey(key.Person),
                    LeavesQueue = leaves,
                };

                CardView Render()
                {
                    var view = message is { InQueue: true }
                        ? QueueScreen.Render(queues[key.Person], current)
                        : NotificationViews.Render(
                            key, living, links.For(state, NotificationViews.ReaderOf(key, current)), current, now, FindElsewhere());
                    view = message is { LeadsOn: true } && view is StatusView { Actions.Count: > 0 } status
                        ? status with { Actions = [WaitingApprovals.Next(state), .. status.Actions] }
                        : view;
                    return PressedCard.Say(view, message, record.Events, now);
                }

                string FindElsewhere() => isDue || message is null ? ""
                    : NotificationPlan.FindElsewhere(message, notices, state, current);
            }
        }

        foreach (var some in due.Chunk(AtOnce))
        {
            await DeliverAsync(result, some, cancellationToken);
        }

        foreach (var tellAsync in result.ToTell)
        {
            await tellAsync(); // once nothing is claimed any more: it may take long
        }

        return result.Done;
    }

    private async Task DeliverAsync(Delivery result, MessageTry[] due, CancellationToken cancellationToken)
    {
        var callable = due.Where(attempt => attempt.Outcome is null).ToList();
        var now = time.GetUtcNow();
        var claims = callable.Count == 0
            ? []
            : await store.TryWriteAsync(
                result.State.Id, callable.ConvertAll(attempt => MessageLife.Claim(attempt.Message, now)), cancellationToken);
        if (claims.Contains(null))
        {
            result.ContinueAt(now + MessageLife.Lease); // another host is at it
        }

        var claimed = callable.Zip(claims, (attempt, claim) => claim is null ? null : attempt with { Message = claim })
            .OfType<MessageTry>().ToLookup(attempt => attempt.IsNew);
        var redrawn = await Task.WhenAll(claimed[false].Select(attempt => SendAsync(result.State, attempt, cancellationToken)));
        await RecordAsync(result, [.. due.Where(attempt => attempt.Outcome is not null), .. redrawn], cancellationToken);

        // One after the other, and each noted at once: a host that dies over them leaves only one of which nothing is known. What this
        // host has no time left for is given back.
        var inTime = claimed[true].TakeWhile(_ => time.GetUtcNow() < now + MessageLife.BeginsWithin);
        var sent = 0;
        foreach (var attempt in inTime)
        {
            await RecordAsync(result, [await SendAsync(result.State, attempt, cancellationToken)], cancellationToken);
            sent++;
        }

        await RecordAsync(
            result, [.. claimed[true].Skip(sent).Select(attempt => attempt with { Outcome = NoTimeLeft })], cancellationToken);
    }

    private async Task RecordAsync(Delivery result, IReadOnlyList<MessageTry> tried, CancellationToken cancellationToken)
    {
        if (tried.Count == 0)
        {
            return;
        }

        var (id, now) = (result.State.Id, time.GetUtcNow());
        OutboxMessage[] after = [.. tried.Select(attempt => attempt.AfterIt(now))];
        var written = await store.TryWriteAsync(id, after, cancellationToken);
        for (var each = 0; each < after.Length; each++)
        {
            await NoteAsync(result, tried[each], after[each], now, cancellationToken);
            if (written[each] is null && tried[each].Outcome is SendOutcome.Sent sent)
            {
                await KeepCurrentAsync(id, tried[each], sent.Message, cancellationToken);
                result.ContinueAt(now);
            }
        }
    }

    private async Task<MessageTry> SendAsync(ExceptionState state, MessageTry attempt, CancellationToken cancellationToken)
    {
        if (attempt.IsNew
            && await digests.TellAsync(state, attempt.Message, time.GetUtcNow(), cancellationToken) is var mode and not DeliveryMode.Alone)
        {
            var later = mode as DeliveryMode.Later;
            return attempt with
            {
                After = attempt.Message with
                {
                    LeasedUntil = default,
                    Attempts = 0,
                    InDigest = mode is DeliveryMode.Told,
                    Digest = later?.Digest ?? attempt.Message.Digest,
                    NextTry = later?.At ?? default,
                },
            };
        }

        return await sender.SendAsync(state, attempt, cancellationToken);
    }

    private async Task NoteAsync(
        Delivery result, MessageTry attempt, OutboxMessage after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (id, kind, failing) = (result.State.Id, after.Key.Kind, attempt.Message.FailingSince);
        result.ContinueAt(after.NextTry > now ? after.NextTry : null);
        switch (attempt.Outcome)
        {
            case null:
                return;
            case SendOutcome.Sent sent:
                metrics.Delivered(sent.Message.Channel);
                if (attempt.Place is not null)
                {
                    await sender.NotePostAsync(sent.Message, result.State, cancellationToken);
                }

                result.ContinueAt(attempt.IsNew && result.ChangesOlder(after.Key, sent.Message) ? now : null);
                outages.Heard(sent.Message.Channel, failing);
                result.ToTell.Add(() => outages.EndedAsync(sent.Message.Channel, cancellationToken));
                return;
            case SendOutcome.Later { Code: var refusal } when attempt.IsGivenUp(after):
                metrics.Dead();
                Dead(id, kind, refusal);
                result.Refused(attempt.Message, refusal);
                return;
            case SendOutcome.Later or SendOutcome.Unsure when after.DeadBecause.Length == 0:
                var (channel, code) = (attempt.ChannelName, MessageLife.CodeOf(attempt.Outcome));
                metrics.PutOff(channel);
                if (attempt.Outcome is not SendOutcome.Later { Because: PauseReason.Held })
                {
                    PutOff(id, kind, code, after.Attempts);
                }

                if (MessageLife.IsOutage(after, attempt.Outcome, now))
                {
                    result.ToTell.Add(() => outages.BeganAsync(channel, after.FailingSince, code, cancellationToken));
                }

                return;
        }

        if (after.DeadBecause.Length == 0)
        {
            if (attempt.Message.Message is not null)
            {
                GoneMessage(id, kind, MessageLife.CodeOf(attempt.Outcome));
                result.ContinueAt(now); // sent anew if it is still wanted
            }

            return;
        }

        if (attempt.Step != MessageStep.Find)
        {
            metrics.Dead();
            Dead(id, kind, after.DeadBecause);
        }

        if (attempt.IsNew)
        {
            result.Unreached(after.Key, after.DeadBecause, after.Unreachable);
        }
    }

    // This host was at a standstill for longer than its lease, and another one wrote meanwhile. Where both put the message there, both stay
    // current; where it is one message, which of the two drew it last is not known.
    private async Task KeepCurrentAsync(ExceptionId id, MessageTry attempt, MessageRef message, CancellationToken cancellationToken)
    {
        var key = attempt.Message.Key;
        while (true)
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } record)
            {
                return;
            }

            var known = record.Notices.FirstOrDefault(notice => message.IsSameAs(notice.Message));
            if (known is null && attempt.Message.Message is not null)
            {
                return; // it shows another exception now
            }

            var stage = key.Target is MessageTarget.Place ? key.Sequence : 0;
            var unknown = new OutboxMessage { Key = OutboxKey.ForShown(key.Person, message, stage) };
            if (await store.TryWriteAsync(id, (known ?? unknown) with { Message = message, Shown = "" }, cancellationToken) is not null)
            {
                return;
            }
        }
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
