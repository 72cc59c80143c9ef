using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The person who is asked to own the exception accepts.</summary>
internal sealed class AcceptOwnership : ExceptionButton
{
    public override string Verb => Views.Verbs.OwnerAccept;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.AcceptOwnership { By = by };

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.WhyNotAnswerOwnership(state, asker.WithRoles(state));

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        (state.IsOpen || asker.FindsRunning(state)) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.IAccept;

    protected override ActionLook Look => ActionLook.Positive;
}
