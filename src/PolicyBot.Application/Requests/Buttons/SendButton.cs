using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>
/// A button that sends a draft: exactly what was shown beside it, to those who were named there, or nothing. The catalog, the directory or
/// the calendar may have moved on since the preview.
/// </summary>
internal abstract class SendButton : DraftButton
{
    /// <summary>Stands between a draft's seal and what else a button carries.</summary>
    protected const char Separator = '|';

    internal sealed override string WhenSent => Words.RefusedAlreadySubmitted;

    internal sealed override bool IsChecked(string verb) => true;

    /// <summary>What comes back from the button of a preview that shows a draft as it is.</summary>
    internal static Dictionary<string, string> Inputs(Draft draft) => new() { [CardAction.ValueInput] = draft.Seal };

    internal sealed override DraftStep Press(DraftPress press)
    {
        if (press.Prepared is not Prepared.Ready ready)
        {
            return new DraftStep.ShowFaults(press.Prepared!);
        }

        var now = press.Draft.Shows(ready.Route).Seal;
        var value = (press.Action.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "").Split(Separator, 2);
        return value[0] == now
            ? Send(ready, value is [_, var shown] ? shown : "")
            : new DraftStep.ShowCurrent(
                ready, value[0].Split('.')[0] == now.Split('.')[0] ? PreviewDifference.Reviewers : PreviewDifference.Content);
    }

    /// <summary>What follows where the draft can be sent.</summary>
    /// <param name="ready">The draft, checked.</param>
    /// <param name="shown">What else the button carries of what its preview showed; empty for nothing.</param>
    protected abstract DraftStep Send(Prepared.Ready ready, string shown);
}
