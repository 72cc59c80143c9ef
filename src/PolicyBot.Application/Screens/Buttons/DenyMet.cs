using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>After the end, the owner says that the policy is not met yet.</summary>
internal sealed class DenyMet : ExceptionButton
{
    public override string Verb => Views.Verbs.NotMet;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.DenyMet { By = by };

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotConfirmMet(state, asker.WithRoles(state));

    internal override bool IsOffered(ExceptionState state, Asker asker) => state.IsEndAsked && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.NotYet;
}
