using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;

namespace PolicyBot.Application.Requests;

/// <summary>
/// Keeps one living message a draft: the newest that asks its question, or shows its form or preview. The one before becomes one line, so
/// that nothing older looks as if it could be answered or sent. The own message of the exception that a draft revises or follows shows that
/// exception again.
/// </summary>
public sealed class LivingPreviews(IDrafts drafts, ShownMessages shown, Reachability reachability, IBackgroundTasks background)
{
    /// <summary>
    /// The draft as it is kept when its question, form or preview is drawn in the pressed message. In a dialog it stays where it is.
    /// </summary>
    internal static Draft PutInto(Interaction turn, Draft draft) =>
        turn.Sender is { Private: true, Card: { IsEphemeral: false } card } ? draft with { Living = card } : draft;

    /// <summary>
    /// The message of which a button was pressed: the card itself, or for a dialog the message beside it. Null in a shared channel and
    /// where words were typed.
    /// </summary>
    internal static MessageRef? PressedOf(Interaction turn, Draft draft) =>
        !turn.Sender.Private ? null : turn.Sender.Card ?? (turn.Sender.Dialog is null ? null : draft.Living);

    /// <summary>It is drawn in a pressed message: the one before becomes a line.</summary>
    /// <param name="turn">Who pressed what.</param>
    /// <param name="before">The draft as it was before, with where it stood.</param>
    internal void Moved(Interaction turn, Draft before)
    {
        if (turn.Sender.Card is { } card && !card.IsSameAs(before.Living))
        {
            Retire(before, former => SayMoved(before, former, card));
        }
    }

    /// <summary>Typed words were answered in a message of its own, below what stood before.</summary>
    /// <param name="draft">The draft as it was kept.</param>
    /// <param name="message">The message.</param>
    /// <param name="then">What is done once it is known where the draft lives.</param>
    internal void Answered(Draft draft, MessageRef message, Action then)
    {
        var spoken = Languages.Current;
        background.Run(async cancellationToken =>
        {
            using var language = Languages.Use(spoken);
            Draft? read;
            do
            {
                read = await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken);
            }
            while (read is not null
                && !message.IsSameAs(read.Living)
                && !await drafts.TryReplaceAsync(read with { Living = message }, cancellationToken));
            then();
            if ((read?.Living ?? draft.Living) is { } former && !message.IsSameAs(former))
            {
                await RetireAsync(draft, former, SayMoved(draft, former, message), cancellationToken);
            }
        });
    }

    /// <summary>The message in which a draft lived becomes one line.</summary>
    /// <param name="draft">The draft, with where it stood; nothing happens where it stood nowhere.</param>
    /// <param name="sentence">What the line says.</param>
    /// <param name="except">Where the answer is drawn: that message stays; null for no message.</param>
    internal void Retire(Draft draft, string sentence, MessageRef? except = null)
    {
        if (draft.Living?.IsSameAs(except) != true)
        {
            Retire(draft, _ => sentence);
        }
    }

    /// <summary>The same for one message that showed it, at once.</summary>
    internal async Task RetireAsync(Draft draft, MessageRef former, string sentence, CancellationToken cancellationToken)
    {
        if (draft.Linked is not { } own || !await shown.ShowAgainAsync(former, own, cancellationToken))
        {
            await DrawAsync(former, ListView.Sentence(sentence), cancellationToken);
        }
    }

    /// <summary>A living preview is drawn anew where it stands.</summary>
    /// <param name="message">Where; null for nowhere.</param>
    /// <param name="render">What it shows.</param>
    internal void Draw(MessageRef? message, Func<CardView> render) =>
        Run(message, (there, cancellationToken) => DrawAsync(there, render(), cancellationToken));

    /// <summary>Whether the pressed button belongs to something older than what the person is shown of the draft now.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="press">What came back: a question's button carries how often was asked before, a preview's what it would send.</param>
    internal static bool IsOutdated(Draft draft, ButtonAction press)
    {
        var seal = press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "";
        return press.Revision > 0 ? draft.Previewed || draft.Talk?.Asked != press.Revision
            : press.Verb == Verbs.Discard && seal.Length > 0
                && (draft.Talk?.Open.Length > 0 || seal.Split('.')[0] != draft.Seal.Split('.')[0]);
    }

    /// <summary>Says where a draft went on: further down, or in another channel.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="former">Where it stood.</param>
    /// <param name="now">Where it stands.</param>
    internal static string SayMoved(Draft draft, MessageRef former, MessageRef now) => former.Channel == now.Channel
        ? Words.PreviewMoved.With(draft.Id)
        : Words.PreviewMovedTo.With(draft.Id, Phrases.Channel(now.Channel));

    private void Retire(Draft draft, Func<MessageRef, string> say) =>
        Run(draft.Living, (former, cancellationToken) => RetireAsync(draft, former, say(former), cancellationToken));

    private void Run(MessageRef? message, Func<MessageRef, CancellationToken, Task> act)
    {
        if (message is { IsEphemeral: false })
        {
            var spoken = Languages.Current;
            background.Run(async cancellationToken =>
            {
                using var language = Languages.Use(spoken);
                await act(message, cancellationToken);
            });
        }
    }

    private async Task DrawAsync(MessageRef message, CardView view, CancellationToken cancellationToken)
    {
        if (reachability.ChannelOf(message.Channel) is { } channel)
        {
            await channel.UpdateAsync(message, channel.Draw(view), cancellationToken); // gone: then it misleads no one
        }
    }
}
