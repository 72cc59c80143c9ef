using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The requester edits what a reviewer asked to be changed.</summary>
internal sealed class Revise : Button
{
    public override string Verb => Views.Verbs.Revise;

    public override string OpeningVerb => Views.Verbs.Revise;

    protected override ActionLook Look => ActionLook.Positive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotRevise(state, asker.WithRoles(state));

    private protected override string Title(ExceptionState state, Asker asker) => Words.Edit;
}
