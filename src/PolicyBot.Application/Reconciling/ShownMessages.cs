using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>Knows which message shows which exception, so that none keeps a live button it should not have.</summary>
public sealed class ShownMessages(
    IEventStore store,
    IIndex index,
    ICatalog catalog,
    IBackgroundTasks background,
    Reconciler reconciler,
    Reachability reachability,
    TimeProvider time)
{
    /// <summary>How long a message in which a person fills in a form is not redrawn: what they have typed would be lost.</summary>
    public static readonly TimeSpan FormStays = TimeSpan.FromMinutes(30);

    private const int MostTries = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(0.3);

    /// <summary>
    /// A button was pressed on a message: it may show another exception now, a form, or one that it was not known to show.
    /// </summary>
    public void Track(Interaction turn, ButtonAction press, Answer answer)
    {
        var before = ExceptionId.TryParse(press.Id, out var id) ? id : default;
        if (turn.IsPublic)
        {
            Follow(turn, press);
        }

        if (turn.Sender.Card is not { } message || answer.LeavesCardUnchanged || (answer.IsFollowed && answer.About == before))
        {
            return;
        }

        if (answer.About is { } about)
        {
            background.Run(async cancellationToken =>
            {
                if (before != default && before != about)
                {
                    await ForgetAsync(turn.Person, message, before, cancellationToken);
                }

                await ShowAsync(turn.Person, message, about, answer.View, null, cancellationToken);
            });
        }
        else if (before != default && answer.View is FormView)
        {
            background.Run(cancellationToken => ShowFormAsync(message, before, cancellationToken));
        }
    }

    /// <summary>
    /// A button was pressed on a message that several people read, wherever its answer is shown: the message follows its exception.
    /// </summary>
    public void Follow(Interaction turn, ButtonAction press)
    {
        if (turn.Sender.Card is { } post && ExceptionId.TryParse(press.Id, out var id))
        {
            background.Run(cancellationToken => KeepPostAsync(post, id, turn.Person, cancellationToken));
        }
    }

    /// <summary>A message shows an exception now.</summary>
    /// <param name="person">Whose message it is.</param>
    /// <param name="message">The message.</param>
    /// <param name="about">The exception.</param>
    /// <param name="view">What it shows.</param>
    /// <param name="drawn">Its drawing; null where it is not at hand.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task ShowAsync(
        PersonId person,
        MessageRef message,
        ExceptionId about,
        CardView view,
        DrawnCard? drawn,
        CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(about, cancellationToken) is not { } record)
        {
            return;
        }

        var known = Find(record, message);
        if (known is null)
        {
            var stands = view is ApprovalView { Actions: [{ Value: ApprovalView.FromQueue }, ..] } card ? card.InQueue(false) : view;
            stands = stands with { Done = null, Fault = null }; // as it is drawn by itself
            drawn = drawn == DrawnCard.Unknown || (drawn is not null && stands == view)
                ? drawn
                : reachability.ChannelOf(message.Channel)?.Draw(stands);
            var shown = ForShown(record, OutboxKey.ForShown(person, message), message) with
            {
                Language = view.Language,
                Shown = drawn?.Hash ?? "",
            };
            await store.TryWriteAsync(about, shown, cancellationToken);
        }
        else if (IsSuperseded(known, record))
        {
            // An older message stays a line, also when it is pressed; what its person was told is read there.
            var now = time.GetUtcNow();
            var said = view.Fault ?? view.Done ?? "";
            await store.TryWriteAsync(
                about,
                known with
                {
                    NextTry = known.Attempts == 0 ? default : known.NextTry,
                    Language = view.Language,
                    Shown = "",
                    Said = said,
                    SaidUntil = said.Length > 0 ? now + PressedCard.SentenceStays : default,
                    SaidAt = record.Head.State.Version,
                    SaidFault = view.Fault is not null,
                },
                cancellationToken);
        }
        else if (known is { Attempts: 0 } && (known.NextTry > time.GetUtcNow() || known.Language != view.Language))
        {
            // the form is left
            await store.TryWriteAsync(about, known with { NextTry = default, Language = view.Language }, cancellationToken);
        }
        else
        {
            return;
        }

        // It may have moved on before this message was known to show it. The index is of no concern: what was read shows in it, or has a
        // work row.
        await reconciler.ReconcileAsync(about, record.Head.State.Version, null, null, cancellationToken);
    }

    /// <summary>What a person had open in a message of an exception is left: the message shows its exception again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="about">The exception.</param>
    /// <returns>False: it is no message of that exception.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> ShowAgainAsync(MessageRef message, ExceptionId about, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.ReadAsync(about, cancellationToken) is not { } record || Find(record, message) is not { } known)
            {
                return false;
            }

            var left = known with { Shown = "", NextTry = known.Attempts == 0 ? default : known.NextTry };
            if (await store.TryWriteAsync(about, left, cancellationToken) is not null)
            {
                await reconciler.ReconcileAsync(about, record.Head.State.Version, null, null, cancellationToken);
                return true;
            }
        }

        return true; // it is being redrawn all the time
    }

    /// <summary>The message of the outbox that stands where a card is; null: the exception has none there.</summary>
    internal static OutboxMessage? Find(ExceptionRecord record, MessageRef? card) => card is null
        ? null
        : record.Notices.FirstOrDefault(notice => notice.DeadBecause.Length == 0 && card.IsSameAs(notice.Message));

    private bool IsSuperseded(OutboxMessage known, ExceptionRecord record)
    {
        var (state, current) = (record.Head.State, catalog.Current);
        var living = NotificationPlan.Living(NotificationPlan.For(state, current, time.GetUtcNow()), record.Notices);
        return !known.InQueue && NotificationPlan.IsSuperseded(known.Key, living, state, current);
    }

    // It may have been given up earlier, because it could not be redrawn.
    private static OutboxMessage ForShown(ExceptionRecord record, OutboxKey key, MessageRef message) =>
        record.Notices.FirstOrDefault(notice => notice.Key == key) is { } dead
            ? MessageLife.Revive(dead) with { Message = message, Shown = "" }
            : new OutboxMessage { Key = key, Message = message };

    // A post whose answer was lost stands there twice: the one that is not known shows itself when it is pressed. Which exception
    // it shows is what the client says, so it must be one that the person sees and that is posted there.
    private async Task KeepPostAsync(MessageRef post, ExceptionId about, PersonId person, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(about, cancellationToken) is not { Head.State: { } state } record
            || Find(record, post) is not null
            || !IsPostedIn(record, post)
            || !Access.CanSee(state, Subject.From(catalog.Current, state, person))
            || await ShowsAnotherAsync(post, about, cancellationToken))
        {
            return;
        }

        var stage = IsPlaceOf(state.Review?.Open?.Channel, post) ? state.Review!.OpenedBy : 0;
        await index.ProjectAsync([new IndexEntry(IndexHeading.ShownIn(post), state.SubmittedAt, about)], [], cancellationToken);
        await store.TryWriteAsync(about, ForShown(record, OutboxKey.ForShown(default, post, stage), post), cancellationToken);
        await reconciler.ReconcileAsync(about, state.Version, null, null, cancellationToken);
    }

    private static bool IsPlaceOf(string? written, MessageRef post) =>
        SharedChannel.Parse(written) is { } place && place.Channel == post.Channel && place.Id == post.Conversation;

    private static bool IsPostedIn(ExceptionRecord record, MessageRef post) => record.Events
        .Select(stored => RecordedEvent.Read(stored.Json).Fact)
        .OfType<ExceptionEvent.Routed>()
        .SelectMany(routed => routed.ReviewPolicy.Stages)
        .Any(stage => IsPlaceOf(stage.Channel, post));

    private async Task<bool> ShowsAnotherAsync(MessageRef post, ExceptionId about, CancellationToken cancellationToken)
    {
        foreach (var other in await index.FindAsync(IndexHeading.ShownIn(post), 2, cancellationToken))
        {
            if (other != about && await store.ReadAsync(other, cancellationToken) is { } record && Find(record, post) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task ForgetAsync(PersonId person, MessageRef message, ExceptionId before, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(before, cancellationToken) is not { } record || Find(record, message) is not { } known)
        {
            return;
        }

        if (known.Key == OutboxKey.ForShown(person, message))
        {
            await store.RemoveAsync(before, known.StoredBy ?? known.Key, cancellationToken);
        }
        else if (known.Key.Person == person)
        {
            // sent anew should it be wanted once more
            await store.TryWriteAsync(before, known with { Message = null, Shown = "" }, cancellationToken);
        }
    }

    // A redraw may be under way just then: the form is kept from those that follow.
    private async Task ShowFormAsync(MessageRef message, ExceptionId about, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.ReadAsync(about, cancellationToken) is not { } record || Find(record, message) is not { } known)
            {
                return;
            }

            var kept = known with { NextTry = time.GetUtcNow() + FormStays };
            if (known.Attempts == 0 && await store.TryWriteAsync(about, kept, cancellationToken) is not null)
            {
                return;
            }

            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }
}
