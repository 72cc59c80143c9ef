using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>What an approver of the record says of a proof.</summary>
internal abstract class ProofJudgement : ExceptionButton
{
    internal sealed override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.WhyNotJudgeProof(state, asker.WithRoles(state));

    internal sealed override bool IsOffered(ExceptionState state, Asker asker) => asker.FindsRunning(state) && base.IsOffered(state, asker);

    protected FormView Form(ExceptionState state, string heading, string label, string title)
    {
        var form = PromiseScreens.Form(
            Waiting(state),
            ReasonForm.Render(state, heading, label, Verb, title, ActionLook.Positive, TextLimits.MinimumComment));
        return form with
        {
            Intro =
            [
                .. form.Intro,
                .. Waiting(state).Select(promise =>
                    new TextPart(
                        Words.PromiseShown.With(promise.Number, promise.Text), $"{promise.Proof!.Comment}\n{promise.Proof.Link}",
                            Quoted: true)),
            ],
        };
    }

    private static IEnumerable<Promise> Waiting(ExceptionState state) => state.Promises.Where(promise => promise.IsWaiting);
}
