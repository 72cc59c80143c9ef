using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The policy's owner, an administrator or an approver of the record ends the exception.</summary>
internal sealed class RevokeException : ExceptionButton
{
    public override string Verb => Views.Verbs.Revoke;

    public override string OpeningVerb => Views.Verbs.AskRevoke;

    protected override ActionLook Look => ActionLook.Destructive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotRevoke(state, asker.WithRoles(state), asker.Now);

    internal override CardView Form(ExceptionState state, Asker asker) =>
        ReasonForm.Render(
            state, Words.RevokeHeading, Words.RevokeLabel, Verb, Words.Revoke, ActionLook.Destructive, TextLimits.MinimumComment);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Revoke(values.Comment) { By = by };

    internal override bool IsOffered(ExceptionState state, Asker asker) => asker.FindsHeld(state) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.Revoke;
}
