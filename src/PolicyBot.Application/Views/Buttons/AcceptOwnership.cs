using PolicyBot.Application.Notifications;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Views.Buttons;

/// <summary>The person who is asked to own the exception accepts.</summary>
internal sealed class AcceptOwnership : ExceptionButton
{
    public override string Verb => Views.Verbs.OwnerAccept;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.AcceptOwnership { By = by };

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        (asker.Person == state.Owner && NotificationPlan.IsOwnerAsked(state))
        || (asker.FindsRunning(state) && state.HandOver?.To == asker.Person);

    private protected override string Title(ExceptionState state, Asker asker) => Words.IAccept;

    protected override ActionLook Look => ActionLook.Positive;
}
