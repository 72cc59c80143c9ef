using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Views.Buttons;

/// <summary>After the end, the owner says that the policy is not met yet.</summary>
internal sealed class DenyMet : ExceptionButton
{
    public override string Verb => Views.Verbs.NotMet;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.DenyMet { By = by };

    internal override bool IsOffered(ExceptionState state, Asker asker) => asker.Person == state.Owner && state.IsEndAsked;

    private protected override string Title(ExceptionState state, Asker asker) => Words.NotYet;
}
