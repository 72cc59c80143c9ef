using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;

namespace PolicyBot.Application.Requests;

/// <summary>
/// Keeps one living preview a draft: the newest message that shows it. A message that showed it before becomes one line, so that no older
/// preview looks as if it could be sent.
/// </summary>
public sealed class LivingPreviews(IDrafts drafts, Reachability reachability, IBackgroundTasks background)
{
    /// <summary>
    /// The draft as it is kept when its preview, or the form before it, is drawn in the pressed message. In a dialog it stays where it is.
    /// </summary>
    internal static Draft PutInto(Interaction turn, Draft draft) =>
        turn.Sender is { Private: true, Card: { IsEphemeral: false } card } ? draft with { Living = card } : draft;

    /// <summary>The preview is drawn in a pressed message: the one before becomes a line.</summary>
    /// <param name="turn">Who pressed what.</param>
    /// <param name="before">The draft as it was before, with where it stood.</param>
    internal void Moved(Interaction turn, Draft before)
    {
        if (turn.Sender.Card is { } card && !card.IsSameAs(before.Living))
        {
            Retire(before.Living, Words.PreviewMoved.With(before.Id));
        }
    }

    /// <summary>Typed words were answered in a message of its own, below what stood before.</summary>
    /// <param name="draft">The draft as it was kept.</param>
    /// <param name="message">The message.</param>
    /// <param name="shows">Whether it shows the preview or the form; else it asks a question.</param>
    internal void Answered(Draft draft, MessageRef message, bool shows)
    {
        if (!shows && draft.Living is null)
        {
            return;
        }

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
                && !await drafts.TryReplaceAsync(read with { Living = shows ? message : null }, cancellationToken));
            if ((read?.Living ?? draft.Living) is { } former && !message.IsSameAs(former))
            {
                await DrawAsync(former, ListView.Sentence(Words.PreviewMoved.With(draft.Id)), cancellationToken);
            }
        });
    }

    /// <summary>A message that showed a preview becomes one line.</summary>
    /// <param name="message">The message; null for none.</param>
    /// <param name="sentence">What it says.</param>
    internal void Retire(MessageRef? message, string sentence) => Draw(message, () => ListView.Sentence(sentence));

    /// <summary>A living preview is drawn anew where it stands.</summary>
    /// <param name="message">Where; null for nowhere.</param>
    /// <param name="render">What it shows.</param>
    internal void Draw(MessageRef? message, Func<CardView> render)
    {
        if (message is { IsEphemeral: false })
        {
            var spoken = Languages.Current;
            background.Run(async cancellationToken =>
            {
                using var language = Languages.Use(spoken);
                await DrawAsync(message, render(), cancellationToken);
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
