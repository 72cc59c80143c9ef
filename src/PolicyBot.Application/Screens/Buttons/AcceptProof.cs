using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>An approver of the record takes a proof.</summary>
internal sealed class AcceptProof : ProofJudgement
{
    public override string Verb => Views.Verbs.AcceptProof;

    public override string OpeningVerb => Views.Verbs.AskAcceptProof;

    protected override ActionLook Look => ActionLook.Positive;

    internal override CardView Form(ExceptionState state, Asker asker) =>
        Form(state, Words.AcceptProofHeading, Words.CommentLabel, Words.AcceptProof);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.AcceptProof(PromiseScreens.Number(values), values.Comment) { By = by };

    private protected override string Title(ExceptionState state, Asker asker) => Words.AcceptProof;
}
