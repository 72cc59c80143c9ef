using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The requester edits what a reviewer asked to be changed.</summary>
internal sealed class Revise : FollowUpButton
{
    public override string Verb => Views.Verbs.Revise;

    internal override DraftPurpose Purpose => DraftPurpose.Revise;

    protected override ActionLook Look => ActionLook.Positive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotRevise(
        state, asker.WithRoles(state), asker.Catalog.Policy(state.Content!.PolicyId)?.MaxRevisions ?? Policy.DefaultMaxRevisions);

    private protected override string Title(ExceptionState state, Asker asker) => Words.Edit;
}
