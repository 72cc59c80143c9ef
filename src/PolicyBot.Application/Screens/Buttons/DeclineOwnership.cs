using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The person who is asked to own the exception declines.</summary>
internal sealed class DeclineOwnership : ExceptionButton
{
    public override string Verb => Views.Verbs.OwnerDecline;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.DeclineOwnership { By = by };

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.WhyNotAnswerOwnership(state, asker.WithRoles(state));

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        (state.IsOpen || asker.FindsRunning(state)) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.NotMe;
}
