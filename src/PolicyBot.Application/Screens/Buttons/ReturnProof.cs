using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>An approver of the record returns a proof.</summary>
internal sealed class ReturnProof : ProofJudgement
{
    public override string Verb => Views.Verbs.ReturnProof;

    public override string OpeningVerb => Views.Verbs.AskReturnProof;

    internal override CardView Form(ExceptionState state, Asker asker) =>
        Form(state, Words.ReturnProofHeading, Words.ReturnProofLabel, Words.ReturnProof);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.ReturnProof(PromiseScreens.Number(values), values.Comment) { By = by };

    private protected override string Title(ExceptionState state, Asker asker) => Words.ReturnProof;
}
