using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// An approver for whom much waits gets one card that lists it, in the place of a card each: the messages of all that stand in it are that
/// one card, so each of them redraws it when it changes.
/// </summary>
/// <param name="mostAlone">How much may wait for a person as a card each.</param>
public sealed class QueueCards(
    WaitingApprovals waiting, IEventStore store, IIndex index, IPeople people, Reachability reachability, IWork work,
    int mostAlone = QueueCards.MostAlone)
{
    /// <summary>How much may wait for a person as a card each, where nothing else is set.</summary>
    public const int MostAlone = 3;

    private const int MostCounted = 50; // beyond what is enough: some may have been submitted later than they were asked
    private const int MostLookedAt = 10; // of those that may know where the card stands
    private const int MostTries = 10;
    private const string Claim = "queue";

    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    /// <summary>What the queue cards list whose lines are among some messages, by person.</summary>
    public async Task<IReadOnlyDictionary<PersonId, IReadOnlyList<ExceptionState>>> OfAsync(
        IEnumerable<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        var queues = new Dictionary<PersonId, IReadOnlyList<ExceptionState>>();
        foreach (var person in notices.Where(notice => notice.InQueue).Select(notice => notice.Key.Person).Distinct())
        {
            queues[person] = await waiting.QueuedAsync(person, cancellationToken);
        }

        return queues;
    }

    /// <summary>Tells a person of a request in their queue card, if it belongs there.</summary>
    /// <param name="state">The request.</param>
    /// <param name="attempt">The message, as it is claimed.</param>
    /// <param name="sendAsync">Sends a message of its own.</param>
    /// <returns>What became of it; null: it is a message of its own.</returns>
    public async Task<MessageTry?> TryJoinAsync(
        ExceptionState state, MessageTry attempt, Func<MessageTry, Task<SendOutcome>> sendAsync, CancellationToken cancellationToken)
    {
        var message = attempt.Message;
        if (message.Key.Kind != NotificationKind.Review)
        {
            return null;
        }

        // What is in force already is a message of its own, however much waits beside it.
        if (!message.IsOpened
            && (message.InQueue
                || (!Phrases.IsRunningUnreviewed(state) && await IsManyAsync(state, message.Key.Person, cancellationToken))))
        {
            return await people.OnceAsync( // one after the other, or each would send a card
                message.Key.Person,
                Claim,
                () => JoinAsync(state, attempt, sendAsync, cancellationToken),
                _ => false,
                otherwise: attempt with { Outcome = new SendOutcome.Later(Busy, Claim, PauseReason.Held) },
                cancellationToken);
        }

        if (attempt.MayBeListed)
        {
            await index.ProjectAsync([], [Entry(message.Key.Person, state)], cancellationToken);
        }

        return null;
    }

    /// <summary>
    /// Whether a line has nothing to say any more: its request waits no longer, or a newer message asks about it. The card is drawn once
    /// more, and is not this message's from then on.
    /// </summary>
    /// <param name="state">The request.</param>
    /// <param name="message">What is stored of a message that is not to be told.</param>
    /// <param name="all">All that is stored of the request.</param>
    public bool IsOver(ExceptionState state, OutboxMessage message, IReadOnlyList<OutboxMessage> all) =>
        message is { InQueue: true, Key: var key }
        && (!waiting.WaitsFor(state, key.Person)
            || all.Any(
                other => other is { Message: not null, Key: var newer }
                    && newer.Kind == key.Kind
                    && newer.Person == key.Person
                    && newer.Sequence > key.Sequence));

    /// <summary>A person opens a request of their queue: it becomes a message of its own, once it is reconciled.</summary>
    /// <returns>The request, null where there is none; and whether it stood in the queue, waits for them, and comes.</returns>
    public async Task<(ExceptionState? State, bool Comes)> OpenAsync(
        PersonId person, ExceptionId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stood = false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.ReadAsync(id, cancellationToken) is not { Head.State: var state } record)
            {
                break;
            }

            var lines = record.Notices.Where(notice => notice.InQueue && notice.Key.Person == person).ToList();
            stood |= lines.Count > 0;
            var opened = stood && waiting.WaitsFor(state, person) ? Opened(state, person, record.Notices) : null;
            OutboxMessage[] written =
            [
                .. lines.Where(line => line.Key != opened?.Key).Select(MessageLife.LeaveQueue),
                .. opened is null ? Array.Empty<OutboxMessage>() : [opened],
            ];
            if (written.Length > 0)
            {
                await work.AddAsync(new WakeUp(now, id.Value, WakeUp.Wake), cancellationToken); // should this host die before it reconciles
                if ((await store.TryWriteAsync(id, written, cancellationToken)).Contains(null))
                {
                    continue;
                }
            }

            await index.ProjectAsync([], [Entry(person, state)], cancellationToken);
            return (state, opened is not null);
        }

        return default;
    }

    // The newest that asks about it: older ones are not sent any more. Null: it stands in a card of its own.
    private static OutboxMessage? Opened(ExceptionState state, PersonId person, IEnumerable<OutboxMessage> all)
    {
        var key = new OutboxKey(state.Review!.AskedBy(person).Max(), NotificationKind.Review, person);
        var newest = all.FirstOrDefault(notice => notice.Key == key) ?? new OutboxMessage { Key = key };
        return newest.InQueue ? MessageLife.LeaveQueue(newest) with { IsOpened = true }
            : newest.Message is null ? MessageLife.Revive(newest) with { IsOpened = true }
            : null;
    }

    // Which of those that wait have a card already is known from when their people were asked: the hosts of all of them see the same.
    private async Task<bool> IsManyAsync(ExceptionState state, PersonId person, CancellationToken cancellationToken)
    {
        var own = Asked(state, person);
        var others = await waiting.NewestAsync(person, mostAlone + MostCounted, state.Id, cancellationToken);
        return others.Count(other => Asked(other, person).CompareTo(own) < 0) >= mostAlone;
    }

    private static (DateTimeOffset At, DateTimeOffset Submitted, string Id) Asked(ExceptionState state, PersonId person) => (
        state.Review is { EscalatedAt: { } escalated } review && review.Joined.Contains(person) ? escalated : state.Review!.OpenedAt,
        state.SubmittedAt,
        state.Id.Value);

    private async Task<MessageTry> JoinAsync(
        ExceptionState state, MessageTry attempt, Func<MessageTry, Task<SendOutcome>> sendAsync, CancellationToken cancellationToken)
    {
        var person = attempt.Message.Key.Person;
        await index.ProjectAsync([Entry(person, state)], [], cancellationToken);
        var queue = await waiting.QueuedAsync(person, cancellationToken);
        var line = attempt.Showing(() => waiting.Card(queue), attempt.Message with { InQueue = true });
        foreach (var card in await FindCardsAsync(person, queue, cancellationToken))
        {
            if (reachability.ChannelOf(card.Channel) is not { } channel)
            {
                continue;
            }

            var drawn = channel.Draw(line.View);
            switch (await channel.UpdateAsync(card, drawn, cancellationToken))
            {
                case SendOutcome.Sent when attempt.Message.InQueue: // told before; only the card was lost
                    return line with { Outcome = new SendOutcome.Sent(card), ChannelName = channel.Name, Drawn = drawn };
                case SendOutcome.Sent: // a redraw makes no sound
                    var told = await sendAsync(
                        attempt.Showing(() => ListView.Sentence(
                            Words.QueueGrew.With(state.Id, state.Content!.Title, Phrases.Count(queue.Count)))));
                    return told is SendOutcome.Sent
                        ? line with { Outcome = new SendOutcome.Sent(card), ChannelName = channel.Name, Drawn = drawn }
                        : attempt with { Outcome = told };
                case SendOutcome.Later { Because: PauseReason.Refused }: // a card that can't be redrawn holds no other up
                    break;
                case (SendOutcome.Later or SendOutcome.Unsure) and var trouble:
                    return attempt with { Outcome = trouble };
            }
        }

        return line with { Outcome = await sendAsync(line) };
    }

    // Each line knows where the card stands that was its message last. One that was deleted is not the last word.
    private async Task<IReadOnlyList<MessageRef>> FindCardsAsync(
        PersonId person, IEnumerable<ExceptionState> queue, CancellationToken cancellationToken)
    {
        var cards = new List<MessageRef>();
        foreach (var listed in queue.OrderByDescending(state => state.Review!.OpenedAt).Take(MostLookedAt))
        {
            var known = (await store.ReadAsync(listed.Id, cancellationToken))?.Notices.FirstOrDefault(
                notice => notice is { InQueue: true, Message: not null, DeadBecause: "" } && notice.Key.Person == person);
            if (known is { Message: { } card } && !cards.Exists(card.IsSameAs))
            {
                cards.Add(card);
            }
        }

        return cards;
    }

    private static IndexEntry Entry(PersonId person, ExceptionState state) =>
        new(IndexHeading.QueuedFor(person), state.SubmittedAt, state.Id);
}
