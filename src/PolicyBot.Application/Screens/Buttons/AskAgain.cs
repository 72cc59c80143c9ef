using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The requester begins a new linked request after a rejection or a lapse.</summary>
internal sealed class AskAgain : FollowUpButton
{
    public override string Verb => Views.Verbs.AskAgain;

    internal override DraftPurpose Purpose => DraftPurpose.AskAgain;

    protected override ActionLook Look => ActionLook.Positive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotAskAgain(state, asker.WithRoles(state));

    private protected override string Title(ExceptionState state, Asker asker) => Words.AskAgain;
}
