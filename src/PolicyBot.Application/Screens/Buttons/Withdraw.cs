using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The requester takes the request back.</summary>
internal sealed class Withdraw : ExceptionButton
{
    public override string Verb => Views.Verbs.Withdraw;

    public override string OpeningVerb => Views.Verbs.AskWithdraw;

    protected override ActionLook Look => ActionLook.Destructive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotWithdraw(state, asker.WithRoles(state));

    internal override CardView Form(ExceptionState state, Asker asker) =>
        ReasonForm.Render(state, Words.WithdrawHeading, Words.WithdrawLabel, Verb, Words.Withdraw, ActionLook.Destructive, 0);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Withdraw(values.Comment) { By = by };

    private protected override string Title(ExceptionState state, Asker asker) => Words.Withdraw;
}
