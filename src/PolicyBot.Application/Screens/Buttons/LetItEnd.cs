using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner wants no more questions before the end; the exception ends on its day.</summary>
internal sealed class LetItEnd : ExceptionButton
{
    public override string Verb => Views.Verbs.LetItEnd;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.LetItEnd { By = by };

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotLetItEnd(state, asker.WithRoles(state), asker.Now);

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        OwnerAgenda.IsPinged(state, asker.Catalog, asker.Now) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.LetItEnd;
}
