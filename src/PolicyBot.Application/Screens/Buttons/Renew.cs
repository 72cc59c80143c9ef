using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner or the requester asks for a renewal.</summary>
internal sealed class Renew : Button
{
    public override string Verb => Views.Verbs.Renew;

    public override string OpeningVerb => Views.Verbs.Renew;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.WhyNotRenew(state, asker.WithRoles(state), asker.Catalog.Policy(state.Content!.PolicyId), asker.Now);

    private protected override string Title(ExceptionState state, Asker asker) => Words.Renew;
}
