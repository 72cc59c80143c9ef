using System.Collections.Concurrent;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Requests;

/// <summary>
/// Shows a preview, and redraws it once the model has answered. The answer is kept with the draft and used when it is sent.
/// </summary>
public sealed class PreviewRenewal(
    IDrafts drafts, ModelQuestions questions, RequestPreparation preparation, DraftPages pages, LivingPreviews living,
    Reachability reachability, IBackgroundTasks background)
{
    private readonly ConcurrentDictionary<string, Func<PreviewView, PreviewView>?> _said = new(StringComparer.Ordinal);

    /// <summary>
    /// The preview of what was prepared, redrawn once the model has answered; or the form where something is missing or wrong.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <param name="turn">Who is shown it.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="prepared">What was prepared.</param>
    /// <param name="with">What is said with the preview, also once it is redrawn; null for nothing.</param>
    internal async Task<Answer> ShowAsync(
        Interaction turn, Draft draft, Prepared prepared, CancellationToken cancellationToken,
        Func<PreviewView, PreviewView>? with = null)
    {
        if (prepared is Prepared.Ready ready)
        {
            Start(turn, draft, ready, with);
        }

        var view = await pages.PreviewAsync(draft, prepared, cancellationToken);
        return new Answer(view is PreviewView preview && with is not null ? with(preview) : view);
    }

    /// <summary>
    /// Asks the model in the background, unless it has answered for exactly these answers, is asked already, or there is none.
    /// </summary>
    /// <param name="turn">Who is shown the preview.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="ready">What was prepared.</param>
    /// <param name="with">What is said with the preview, also once it is redrawn; null for nothing.</param>
    public void Start(Interaction turn, Draft draft, Prepared.Ready ready, Func<PreviewView, PreviewView>? with = null)
    {
        var about = draft.HashInputs();
        var follower = $"preview|{draft.Id}|{about}";
        if (!ready.HasModelAnswer
            && questions.About(ready.Content, ready.DurationDays, draft.Person, Languages.Current) is { } question
            && (questions.TryFollow(question, follower) || FollowsAlready(follower, with)))
        {
            _said[follower] = with;
            var spoken = Languages.Current;
            background.Wait(async cancellationToken =>
            {
                using var language = Languages.Use(spoken);
                try
                {
                    await RenewAsync(
                        turn, draft, await questions.AskAsync(question, cancellationToken), about, follower, cancellationToken);
                }
                finally
                {
                    questions.Leave(question, follower);
                    _said.TryRemove(follower, out _);
                }
            });
        }
    }

    // What is said with the preview that was shown last is what the redraw says.
    private bool FollowsAlready(string follower, Func<PreviewView, PreviewView>? with)
    {
        if (_said.TryGetValue(follower, out var before))
        {
            _said.TryUpdate(follower, with, before); // or it has just ended
        }

        return false;
    }

    private async Task RenewAsync(
        Interaction turn, Draft draft, ModelAnswer answer, string about, string follower, CancellationToken cancellationToken)
    {
        Draft answered;
        Prepared renewed;
        do
        {
            if (await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is not { } now || now.HashInputs() != about)
            {
                return; // sent, discarded or changed meanwhile
            }

            answered = now with { Model = answer, ModelAbout = about };
            renewed = await preparation.PrepareAsync(answered, cancellationToken);
            answered = renewed is Prepared.Ready routed ? answered.Shows(routed.Route) : answered;
        }
        while (!await drafts.TryReplaceAsync(answered, cancellationToken));

        if (answered.Previewed && renewed is Prepared.Ready drawn)
        {
            var preview = pages.Preview(answered, drawn);
            preview = _said.GetValueOrDefault(follower) is { } with ? with(preview) : preview;
            foreach (var card in new[] { turn.Sender.Dialog, answered.Living ?? turn.Sender.Card }.OfType<MessageRef>())
            {
                await RedrawAsync(answered, preview, card, about, cancellationToken);
            }
        }
    }

    private async Task RedrawAsync(
        Draft draft, PreviewView preview, MessageRef card, string about, CancellationToken cancellationToken)
    {
        if (reachability.ChannelOf(card.Channel) is { } channel)
        {
            var isRedrawn = false;
            await channel.RedrawAsync(
                card,
                async () =>
                {
                    isRedrawn = await IsShownAsync(); // else the person went on meanwhile, and was answered with what they see
                    return isRedrawn ? channel.Draw(preview) : null;
                },
                cancellationToken);
            if (isRedrawn && !await IsShownAsync())
            {
                // The person went on while it was redrawn: it must not hide the form or the status that they were answered with, nor look
                // like a preview where it does not stand any more.
                if (await FindMovedAsync() is { Living: { } there } moved)
                {
                    await living.RetireAsync(moved, card, LivingPreviews.SayMoved(moved, card, there), cancellationToken);
                    return;
                }

                var current = channel.Draw(await pages.NowAsync(draft.Person, draft.Id, cancellationToken));
                await channel.UpdateAsync(card, current, cancellationToken);
            }
        }

        async Task<bool> IsShownAsync() =>
            await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is { Previewed: true } shown
            && shown.HashInputs() == about
            && StandsIn(shown);

        async Task<Draft?> FindMovedAsync() =>
            await drafts.ReadAsync(draft.Person, draft.Id, cancellationToken) is { } now && !StandsIn(now) ? now : null;

        bool StandsIn(Draft now) => card.IsEphemeral || now.Living is null || card.IsSameAs(now.Living);
    }
}
