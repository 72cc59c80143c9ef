using PolicyBot.Core.Catalog;
using PolicyBot.Core.Conversation.Screens;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Time;

namespace PolicyBot.Core.Conversation;

/// <summary>Redraws a preview once the model has answered. One call a revision: the answer is kept with the draft and used when it is sent.</summary>
public sealed class PreviewRenewal(IDrafts drafts, ICatalog catalog, Triage triage, RequestSubmission submission, Reachability reachability, IBackground background, TimeProvider time)
{
    /// <summary>Asks the model in the background, unless it has answered for exactly these answers or there is none.</summary>
    public void Start(Turn turn, Draft draft, Prepared.Ready ready)
    {
        if (!ready.HasModelAnswer)
        {
            background.Run(cancellationToken => RenewAsync(turn, draft, ready, cancellationToken));
        }
    }

    private async Task RenewAsync(Turn turn, Draft draft, Prepared.Ready ready, CancellationToken cancellationToken)
    {
        if (await triage.AskAsync(ready.Content, ready.DurationDays, cancellationToken) is not { } answer)
        {
            return;
        }

        var about = RequestSubmission.About(draft);
        if (await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is not { } now || RequestSubmission.About(now) != about)
        {
            return; // sent, discarded or changed meanwhile
        }

        var answered = now with { Model = answer, ModelAbout = about };
        await drafts.WriteAsync(answered, cancellationToken);
        if (turn.Sender.Card is { } card
            && reachability.ChannelOf(card.Channel) is { } channel
            && await submission.PrepareAsync(answered, cancellationToken) is Prepared.Ready renewed)
        {
            var today = CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);
            await channel.UpdateAsync(card, channel.Draw(PreviewScreen.Of(answered, renewed.Content, renewed.Policy, renewed.Assessment, renewed.Route, today)), cancellationToken);
        }
    }
}
