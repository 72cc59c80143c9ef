using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner shows that a promise is kept.</summary>
internal sealed class ProvePromise : ExceptionButton
{
    public override string Verb => Views.Verbs.Prove;

    public override string OpeningVerb => Views.Verbs.AskProve;

    protected override ActionLook Look => ActionLook.Positive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotProve(state, asker.WithRoles(state));

    internal override CardView Form(ExceptionState state, Asker asker)
    {
        var form = PromiseScreens.Form(
            state.Promises.Where(promise => !promise.Kept),
            ReasonForm.Render(
                state, Words.ProveHeading, Words.ProveLabel, Verb, Words.Prove, ActionLook.Positive, TextLimits.MinimumComment));
        var link = new FormField
        {
            Id = FieldIds.Evidence,
            Label = Words.ProveLink,
            Kind = FieldKind.Line,
            Required = true,
            MaxLength = TextLimits.Other,
            Placeholder = "https://",
            ErrorMessage = Words.RefusedLinkUnreadable,
        };
        return form with { Fields = [.. form.Fields, link] };
    }

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Prove(PromiseScreens.Number(values), values.Comment, values.Text(FieldIds.Evidence)) { By = by };

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        asker.FindsRunning(state) && state.Promises.Any(promise => !promise.IsShown) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.Prove;
}
