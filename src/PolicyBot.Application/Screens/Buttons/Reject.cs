using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>An approver rejects the request.</summary>
internal sealed class Reject : DecisionButton
{
    public override string Verb => Views.Verbs.Reject;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Reject(values.Revision, values.Comment, Seen(state, asker)) { By = by };

    internal override string Done(ExceptionState state, PolicyCatalog catalog) => Words.DoneRejected.With(state.Id);
}
