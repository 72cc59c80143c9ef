using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Asks the question before once more.</summary>
internal sealed class GoBackInChat : ChatButton
{
    public override string Verb => Views.Verbs.TalkBack;

    /// <summary>The draft with the question before open again.</summary>
    public static Interpretation Back(Draft draft)
    {
        var talk = draft.Talk!;
        if (talk.Trail is not [.., var last])
        {
            return new Interpretation(draft) { Fault = Words.TalkNoWayBack, Stays = talk.Open.Length > 0 };
        }

        return new Interpretation(draft with
        {
            Talk = talk with
            {
                Open = last,
                Trail = [.. talk.Trail.SkipLast(1)],
                Skipped = [.. talk.Skipped.Where(skipped => skipped != last)]
            },
        })
        {
            Stays = true,
        };
    }

    internal override Task<Answer> PressAsync(
        ChatIntake chat, Interaction turn, Draft draft, string value, CancellationToken cancellationToken) =>
        chat.ChangeAsync(turn, draft, (_, now, _) => Back(now), cancellationToken);
}
