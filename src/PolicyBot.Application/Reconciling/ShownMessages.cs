using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>Knows which message shows which exception, so that none keeps a live button it should not have.</summary>
public sealed class ShownMessages(
    IEventStore register, IBackgroundTasks background, Reconciler reconciler, Reachability reachability, TimeProvider time)
{
    /// <summary>How long a message in which a person fills in a form is not redrawn: what they have typed would be lost.</summary>
    public static readonly TimeSpan FormStays = TimeSpan.FromMinutes(30);

    /// <summary>
    /// A button was pressed on a message: it may show another exception now, a form, or one that it was not known to show.
    /// </summary>
    public void Track(Interaction turn, ButtonAction press, Answer answer)
    {
        var before = ExceptionId.TryParse(press.Id, out var id) ? id : default;
        if (turn is { IsPublic: true, Sender.Card: { } post } && before != default)
        {
            background.Run(cancellationToken => KeepPostAsync(post, before, cancellationToken));
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

                await ShowAsync(turn.Person, message, about, answer.View, cancellationToken);
            });
        }
        else if (before != default && answer.View is FormView)
        {
            background.Run(cancellationToken => ShowFormAsync(message, before, cancellationToken));
        }
    }

    /// <summary>A message shows an exception now.</summary>
    /// <param name="person">Whose message it is.</param>
    /// <param name="message">The message.</param>
    /// <param name="about">The exception.</param>
    /// <param name="view">What it shows.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task ShowAsync(PersonId person, MessageRef message, ExceptionId about, CardView view, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(about, cancellationToken) is not { } record)
        {
            return;
        }

        var known = Find(record, message);
        if (known is null)
        {
            var drawn = reachability.ChannelOf(message.Channel)?.Draw(view with { Done = null, Fault = null });
            var shown = new OutboxMessage { Key = OutboxKey.ForShown(person, message), Message = message, Shown = drawn?.Hash ?? "" };
            await register.TryWriteAsync(about, shown, cancellationToken);
        }
        else if (known is { Attempts: 0 } && known.NextTry > time.GetUtcNow())
        {
            await register.TryWriteAsync(about, known with { NextTry = default }, cancellationToken); // the form is left
        }
        else
        {
            return;
        }

        await reconciler.ReconcileAsync(about, cancellationToken); // it may have moved on before this message was known to show it
    }

    /// <summary>The message of the outbox that stands where a card is; null: the exception has none there.</summary>
    internal static OutboxMessage? Find(ExceptionRecord record, MessageRef? card) => card is null
        ? null
        : record.Notices.FirstOrDefault(notice => notice.DeadBecause.Length == 0 && card.IsSameAs(notice.Message));

    // A post whose answer was lost stands there twice: the one that is not known shows itself when somebody presses it.
    private async Task KeepPostAsync(MessageRef post, ExceptionId about, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(about, cancellationToken) is not { } record || Find(record, post) is not null)
        {
            return;
        }

        var review = record.Head.State.Review;
        var stage = SharedChannel.Of(review?.Open?.Channel)?.Id == post.Conversation ? review!.OpenedBy : 0;
        await register.TryWriteAsync(
            about, new OutboxMessage { Key = OutboxKey.ForShown(default, post, stage), Message = post }, cancellationToken);
        await reconciler.ReconcileAsync(about, cancellationToken);
    }

    private async Task ForgetAsync(PersonId person, MessageRef message, ExceptionId before, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(before, cancellationToken) is not { } record || Find(record, message) is not { } known)
        {
            return;
        }

        if (known.Key == OutboxKey.ForShown(person, message))
        {
            await register.RemoveAsync(before, known.StoredBy ?? known.Key, cancellationToken);
        }
        else if (known.Key.Person == person)
        {
            // sent anew should it be wanted once more
            await register.TryWriteAsync(before, known with { Message = null, Shown = "" }, cancellationToken);
        }
    }

    private async Task ShowFormAsync(MessageRef message, ExceptionId about, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(about, cancellationToken) is { } record && Find(record, message) is { Attempts: 0 } known)
        {
            await register.TryWriteAsync(about, known with { NextTry = time.GetUtcNow() + FormStays }, cancellationToken);
        }
    }
}
