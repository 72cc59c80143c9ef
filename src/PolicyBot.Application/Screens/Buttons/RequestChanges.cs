using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>An approver sends the request back to its requester.</summary>
internal sealed class RequestChanges : DecisionButton
{
    public override string Verb => Views.Verbs.RequestChanges;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.RequestChanges(values.Revision, values.Comment, Seen(state, asker))
        {
            By = by,
            MaxRevisions = asker.Catalog.Policy(state.Content?.PolicyId ?? "")?.MaxRevisions ?? Policy.DefaultMaxRevisions,
        };

    internal override string Done(ExceptionState state, PolicyCatalog catalog) => Words.DoneChanges.With(state.Id);
}
