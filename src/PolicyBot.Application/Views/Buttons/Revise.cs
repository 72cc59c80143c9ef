using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Views.Buttons;

/// <summary>The requester edits what a reviewer asked to be changed.</summary>
internal sealed class Revise : Button
{
    public override string Verb => Views.Verbs.Revise;

    public override string OpeningVerb => Views.Verbs.Revise;

    protected override ActionLook Look => ActionLook.Positive;

    /// <summary>Why the person can't; null: they can.</summary>
    internal static Refusal? WhyNot(ExceptionState state, PersonId person) =>
        person != state.Requester ? new Refusal.NotTheRequester()
        : state.Status is Status.ChangesRequested ? null
        : new Refusal.NothingToRevise(state.Status);

    internal override bool IsOffered(ExceptionState state, Asker asker) => WhyNot(state, asker.Person) is null;

    private protected override string Title(ExceptionState state, Asker asker) => Words.Edit;
}
