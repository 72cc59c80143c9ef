using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>What an approver decides. The card that asks for it is its form, also on a card that several people read.</summary>
internal abstract class DecisionButton : ExceptionButton
{
    internal sealed override bool LeadsToQueue(FormValues values) => values.IsFromQueue;

    internal sealed override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.CanDecide(state, asker.WithRoles(state)) ? null : new Refusal.NotAnApprover();

    // The card that asks for the decision has it, the status never.
    internal sealed override bool IsOffered(ExceptionState state, Asker asker) => false;

    internal sealed override CardView Form(ExceptionState state, Asker asker) => ApprovalScreen.Render(state, asker.Catalog);

    /// <summary>
    /// SHA-256 of the card that is decided on, in the language of records, with people by their addresses and with the numbers of other
    /// exceptions: who reads it in which language, what a channel calls people, and which others that reader may see, is no part of what is
    /// decided, and an auditor who draws the card again knows none of it.
    /// </summary>
    protected static string Seen(ExceptionState state, Asker asker)
    {
        using var recorded = Languages.Use(Languages.Default);
        return state.Review is { Open: not null }
            ? ApprovalScreen.Hash(ApprovalScreen.Render(state, asker.Catalog with { NamesByAddress = true }))
            : "";
    }
}
