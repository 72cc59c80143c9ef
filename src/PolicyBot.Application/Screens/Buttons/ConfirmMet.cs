using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>After the end, the owner says how they checked that the policy is met again.</summary>
internal sealed class ConfirmMet : ExceptionButton
{
    public override string Verb => Views.Verbs.Met;

    public override string OpeningVerb => Views.Verbs.AskMet;

    protected override ActionLook Look => ActionLook.Positive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotConfirmMet(state, asker.WithRoles(state));

    internal override CardView Form(ExceptionState state, Asker asker) =>
        ReasonForm.Render(
            state, Words.MetHeading, Words.MetLabel, Verb, Title(state, asker), ActionLook.Positive, TextLimits.MinimumComment);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.ConfirmMet(values.Comment) { By = by };

    // "Yes" answers the question; once that was answered, nothing above the button asks it.
    private protected override string Title(ExceptionState state, Asker asker) => state.IsEndAsked ? Words.Yes : Words.MetHeading;
}
