using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Sends a request and starts it before its review. It does not wait for the model: what is known now is frozen.</summary>
internal sealed class StartNow : SendButton
{
    public override string Verb => Views.Verbs.StartNow;

    protected override DraftStep Send(Prepared.Ready ready) =>
        ready.Emergency is { } start ? new DraftStep.Send(ready.HasModelAnswer ? ready : WithoutModel(ready), start)
        : new DraftStep.RefuseStart(
            ready, ready.Assessment.Label == RiskLabel.Critical ? new Refusal.EmergencyTooRisky() : new Refusal.NoEmergency());

    private static Prepared.Ready WithoutModel(Prepared.Ready ready) =>
        ready with { HasModelAnswer = true, Assessment = ready.Assessment with { FallbackWhy = "emergency" } };
}
