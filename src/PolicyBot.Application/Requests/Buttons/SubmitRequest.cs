namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Sends a request to its review.</summary>
internal sealed class SubmitRequest : SendButton
{
    public override string Verb => Views.Verbs.Submit;

    protected override DraftStep Send(Prepared.Ready ready, string shown) => new DraftStep.Send(ready);
}
