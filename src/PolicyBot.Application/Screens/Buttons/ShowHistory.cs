using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Shows what happened to an exception.</summary>
internal sealed class ShowHistory : Button
{
    public override string Verb => Views.Verbs.History;

    public override string OpeningVerb => Views.Verbs.History;

    private protected override string Title(ExceptionState state, Asker asker) => Words.History;
}
