using System.Security.Cryptography;
using System.Text;
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

    /// <summary>How long a message shows the result of a press through all redraws: long enough to be read.</summary>
    public static readonly TimeSpan SentenceStays = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A button was pressed on a message: it may show another exception now, a form, or one that it was not known to show.
    /// </summary>
    public void Track(Interaction turn, ButtonAction press, Answer answer)
    {
        if (turn.Sender.Card is not { } message || answer.LeavesCardUnchanged)
        {
            return;
        }

        var before = ExceptionId.TryParse(press.Id, out var id) ? id : default;
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
            var shown = new OutboxMessage { Key = KeyFor(person, message), Message = message, Shown = drawn?.Hash ?? "" };
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
        : record.Notices.FirstOrDefault(notice => notice.DeadBecause.Length == 0 && notice.Message is { } message && IsSame(message, card));

    /// <summary>A message goes on saying what became of a press on it, also once it is redrawn.</summary>
    internal async Task KeepSayingAsync(ExceptionId id, MessageRef card, string said, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(id, cancellationToken) is { } record && Find(record, card) is { } known)
        {
            await register.TryWriteAsync(id, known with { Said = said, SaidUntil = time.GetUtcNow() + SentenceStays }, cancellationToken);
        }
    }

    /// <summary>The key under which a message that shows an exception is kept.</summary>
    private static OutboxKey KeyFor(PersonId person, MessageRef message) => new(
        0,
        new NotificationKind.Shown(
            Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Channel}|{message.Conversation}|{message.Message}")))[..16]),
        person);

    // The service address of a conversation may change.
    private static bool IsSame(MessageRef one, MessageRef other) =>
        one.Channel == other.Channel && one.Conversation == other.Conversation && one.Message == other.Message;

    private async Task ForgetAsync(PersonId person, MessageRef message, ExceptionId before, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(before, cancellationToken) is not { } record || Find(record, message) is not { } known)
        {
            return;
        }

        if (known.Key == KeyFor(person, message))
        {
            await register.RemoveAsync(before, known.Key, cancellationToken);
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
