using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Requests;

/// <summary>Redraws a preview once the model has answered. The answer is kept with the draft and used when it is sent.</summary>
public sealed class PreviewRenewal(
    IDrafts drafts, ModelQuestions questions, RequestSubmission submission, DraftScreens screens, Reachability reachability, IBackgroundTasks background)
{
    /// <summary>Asks the model in the background, unless it has answered for exactly these answers, is asked already, or there is none.</summary>
    public void Start(Interaction turn, Draft draft, Prepared.Ready ready)
    {
        var about = RequestSubmission.About(draft);
        var follower = $"preview|{draft.Id}|{about}";
        if (!ready.HasModelAnswer
            && questions.About(ready.Content, ready.DurationDays, draft.Person) is { } question
            && questions.TryFollow(question, follower))
        {
            background.Wait(async cancellationToken =>
            {
                try
                {
                    await RenewAsync(turn, draft, await questions.AskAsync(question, cancellationToken), about, cancellationToken);
                }
                finally
                {
                    questions.Leave(question, follower);
                }
            });
        }
    }

    private async Task RenewAsync(Interaction turn, Draft draft, ModelAnswer answer, string about, CancellationToken cancellationToken)
    {
        Draft answered;
        Prepared renewed;
        do
        {
            if (await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is not { } now || RequestSubmission.About(now) != about)
            {
                return; // sent, discarded or changed meanwhile
            }

            answered = now with { Model = answer, ModelAbout = about };
            renewed = await submission.PrepareAsync(answered, cancellationToken);
        }
        while (!await drafts.TryReplaceAsync(answered, cancellationToken));

        if (answered.Previewed
            && renewed is Prepared.Ready drawn
            && (turn.Sender.Card ?? turn.Sender.Dialog) is { } card
            && reachability.ChannelOf(card.Channel) is { } channel)
        {
            var isRedrawn = false;
            await channel.RedrawAsync(
                card,
                async () =>
                {
                    isRedrawn = await IsShownAsync(); // else the person went on meanwhile, and was answered with what they see
                    return isRedrawn ? channel.Draw(screens.Preview(answered, drawn)) : null;
                },
                cancellationToken);
            if (isRedrawn && !await IsShownAsync())
            {
                // The person went on while it was redrawn: it must not hide the form or the status that they were answered with.
                await channel.UpdateAsync(card, channel.Draw(await screens.NowAsync(draft.Person, draft.Id, cancellationToken)), cancellationToken);
            }
        }

        async Task<bool> IsShownAsync() =>
            await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is { Previewed: true } shown && RequestSubmission.About(shown) == about;
    }
}
