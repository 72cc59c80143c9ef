using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner or the requester says how the policy is met again; the exception ends.</summary>
internal sealed class CloseFixed : ExceptionButton
{
    public override string Verb => Views.Verbs.Close;

    public override string OpeningVerb => Views.Verbs.AskClose;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotClose(state, asker.WithRoles(state), asker.Now);

    internal override CardView Form(ExceptionState state, Asker asker) =>
        ReasonForm.Render(
            state, Words.CloseHeading, Words.CloseLabel, Verb, Words.CloseFixed, ActionLook.Positive, TextLimits.MinimumComment);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Close(values.Comment) { By = by };

    internal override bool IsOffered(ExceptionState state, Asker asker) => asker.FindsHeld(state) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.CloseFixed;
}
