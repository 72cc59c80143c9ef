using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>A person who may see the exception comments on it.</summary>
internal sealed class AddComment : ExceptionButton
{
    public override string Verb => Views.Verbs.Comment;

    public override string OpeningVerb => Views.Verbs.AskComment;

    internal override CardView Form(ExceptionState state, Asker asker) =>
        ReasonForm.Render(state, Words.CommentHeading, Words.CommentFieldLabel, Verb, Words.Comment, ActionLook.Positive, 1);

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Remark(values.Comment) { By = by };

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.CanComment(state, asker.WithRoles(state)) ? null : new Refusal.NotFound();

    // Only people who may see the status get it, and each of them may comment.
    internal override bool IsOffered(ExceptionState state, Asker asker) => true;

    private protected override string Title(ExceptionState state, Asker asker) => Words.Comment;
}
