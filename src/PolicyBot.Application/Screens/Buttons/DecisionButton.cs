using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>What an approver decides. The card that asks for it is its form, also on a card that several people read.</summary>
internal abstract class DecisionButton : ExceptionButton
{
    public sealed override bool LeadsToQueue => true;

    internal sealed override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.CanDecide(state, asker.WithRoles(state)) ? null : new Refusal.NotAnApprover();

    // The card that asks for the decision has it, the status never.
    internal sealed override bool IsOffered(ExceptionState state, Asker asker) => false;

    internal sealed override CardView Form(ExceptionState state, Asker asker) => ApprovalScreen.Render(state, asker.Catalog);

    /// <summary>
    /// SHA-256 of the card that is decided on, with people by their addresses: what a channel calls them may become known between card and
    /// press, and is no part of what is decided.
    /// </summary>
    protected static string Seen(ExceptionState state, Asker asker) => state.Review is { Open: not null }
        ? ApprovalScreen.Hash(ApprovalScreen.Render(state, asker.Catalog with { NamesByAddress = true }))
        : "";
}
