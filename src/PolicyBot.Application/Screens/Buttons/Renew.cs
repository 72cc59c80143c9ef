using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner or the requester asks for a renewal: for a new reason, and until a new day.</summary>
internal sealed class Renew : FollowUpButton
{
    public override string Verb => Views.Verbs.Renew;

    internal override DraftPurpose Purpose => DraftPurpose.Renew;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.WhyNotRenew(state, asker.WithRoles(state), asker.Catalog.Policy(state.Content!.PolicyId), asker.Now);

    internal override Dictionary<string, string> Inputs(ExceptionState state) =>
        new(base.Inputs(state), StringComparer.Ordinal) { [FieldIds.Justification] = "", [FieldIds.ExpiresOn] = "" };

    private protected override string Title(ExceptionState state, Asker asker) => Words.Renew;
}
