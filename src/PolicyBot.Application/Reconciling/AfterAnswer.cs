using System.Security.Cryptography;
using System.Text;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>What follows an answer: settling, and knowing which message shows which exception, so that none keeps a live button it should not have.</summary>
public sealed class AfterAnswer(IEventStore register, IBackgroundTasks background, Reconciler settlement, IWork work, Reachability reachability, TimeProvider time)
{
    /// <summary>How long a message in which somebody fills in a form is not redrawn: what they have typed would be lost.</summary>
    public static readonly TimeSpan FormHolds = TimeSpan.FromMinutes(30);

    /// <summary>How long a message goes on saying what became of a press on it, however it is redrawn: long enough to be read.</summary>
    public static readonly TimeSpan SayingHolds = TimeSpan.FromMinutes(2);

    /// <summary>Settles an exception once the answer is out, and takes its work row away.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="look">Its work row.</param>
    /// <param name="card">The message that was pressed, which is the person's own; null for none.</param>
    /// <param name="said">What its person is told there, and what a redrawn message goes on saying for a while; null for nothing.</param>
    public void Settle(ExceptionId id, WakeUp? look, MessageRef? card = null, string? said = null) => background.Run(async cancellationToken =>
    {
        if (said is not null && card is not null && await register.ReadAsync(id, cancellationToken) is { } record && Holder(record, card) is { } holder)
        {
            await register.TryWriteAsync(id, holder with { Said = said, SaidUntil = time.GetUtcNow() + SayingHolds }, cancellationToken);
        }

        await settlement.ReconcileAsync(id, cancellationToken);
        if (look is not null)
        {
            await work.RemoveAsync(look, cancellationToken);
        }
    });

    /// <summary>A button was pressed on a message: it may show another exception now, a form, or one that nobody knew it shows.</summary>
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
                    await LeaveAsync(turn.Person, message, before, cancellationToken);
                }

                await EnterAsync(turn.Person, message, about, answer.View, cancellationToken);
            });
        }
        else if (before != default && answer.View is FormView)
        {
            background.Run(cancellationToken => HoldAsync(message, before, cancellationToken));
        }
    }

    /// <summary>A new message shows an exception.</summary>
    public Task ShownAsync(PersonId person, MessageRef message, ExceptionId about, CardView view, CancellationToken cancellationToken) =>
        EnterAsync(person, message, about, view, cancellationToken);

    /// <summary>The notice whose message a card is; null when the exception has none there.</summary>
    internal static OutboxMessage? Holder(ExceptionRecord record, MessageRef? card) => card is null
        ? null
        : record.Notices.FirstOrDefault(notice => notice.DeadBecause.Length == 0 && notice.Message is { } message && IsSame(message, card));

    /// <summary>The key under which a message that shows an exception is kept.</summary>
    private static OutboxKey KeyOf(PersonId person, MessageRef message) => new(
        0,
        new NotificationKind.Shown(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Channel}|{message.Conversation}|{message.Message}")))[..16]),
        person);

    // The service address of a conversation may change.
    private static bool IsSame(MessageRef one, MessageRef other) =>
        one.Channel == other.Channel && one.Conversation == other.Conversation && one.Message == other.Message;

    private async Task EnterAsync(PersonId person, MessageRef message, ExceptionId about, CardView view, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(about, cancellationToken) is not { } record)
        {
            return;
        }

        var holder = Holder(record, message);
        if (holder is null)
        {
            var drawn = reachability.ChannelOf(message.Channel)?.Draw(view with { Done = null, Fault = null });
            await register.TryWriteAsync(about, new OutboxMessage { Key = KeyOf(person, message), Message = message, Shown = drawn?.Hash ?? "" }, cancellationToken);
        }
        else if (holder is { Attempts: 0 } && holder.NextTry > time.GetUtcNow())
        {
            await register.TryWriteAsync(about, holder with { NextTry = default }, cancellationToken); // the form is left
        }
        else
        {
            return;
        }

        await settlement.ReconcileAsync(about, cancellationToken); // it may have moved on before anybody knew that this message shows it
    }

    private async Task LeaveAsync(PersonId person, MessageRef message, ExceptionId before, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(before, cancellationToken) is not { } record || Holder(record, message) is not { } holder)
        {
            return;
        }

        if (holder.Key == KeyOf(person, message))
        {
            await register.RemoveAsync(before, holder.Key, cancellationToken);
        }
        else if (holder.Key.Person == person)
        {
            await register.TryWriteAsync(before, holder with { Message = null, Shown = "" }, cancellationToken); // sent anew should it be wanted once more
        }
    }

    private async Task HoldAsync(MessageRef message, ExceptionId shown, CancellationToken cancellationToken)
    {
        if (await register.ReadAsync(shown, cancellationToken) is { } record && Holder(record, message) is { Attempts: 0 } holder)
        {
            await register.TryWriteAsync(shown, holder with { NextTry = time.GetUtcNow() + FormHolds }, cancellationToken);
        }
    }
}
