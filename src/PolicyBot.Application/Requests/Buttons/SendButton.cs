using PolicyBot.Application.Views;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>
/// A button that sends a draft: exactly what was shown beside it, or nothing. The catalog or the calendar may have moved on since the preview.
/// </summary>
internal abstract class SendButton : DraftButton
{
    internal sealed override string WhenSent => Words.RefusedAlreadySubmitted;

    internal sealed override bool IsChecked(string verb) => true;

    internal sealed override DraftStep Press(DraftPress press) =>
        press.Action.Inputs.GetValueOrDefault(CardAction.ValueInput) != press.Draft.Seal ? new DraftStep.ShowCurrent(press.Prepared!)
        : press.Prepared is Prepared.Ready ready ? Send(ready) : new DraftStep.ShowFaults(press.Prepared!);

    /// <summary>What follows where the draft can be sent.</summary>
    protected abstract DraftStep Send(Prepared.Ready ready);
}
