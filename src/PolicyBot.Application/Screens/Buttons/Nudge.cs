using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The requester reminds the approvers.</summary>
internal sealed class Nudge : ExceptionButton
{
    public override string Verb => Views.Verbs.Nudge;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Nudge { By = by };

    internal override string Done(ExceptionState state, PolicyCatalog catalog) =>
        Words.DoneNudged.With(Phrases.Names(catalog, state.Review?.Asked ?? []));

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotNudge(state, asker.WithRoles(state), asker.Now);

    private protected override string Title(ExceptionState state, Asker asker) => Words.Nudge;
}
