using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Views.Buttons;

/// <summary>The owner or the requester asks for a renewal.</summary>
internal sealed class Renew : Button
{
    public override string Verb => Views.Verbs.Renew;

    public override string OpeningVerb => Views.Verbs.Renew;

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        state.IsParty(asker.Person) && state.IsInForce(asker.Now) && StatusScreen.CanRenew(state, asker.Catalog);

    private protected override string Title(ExceptionState state, Asker asker) => Words.Renew;
}
