using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Shows a draft as its form or its preview; once it is sent or discarded, what became of it.</summary>
public sealed class DraftPages(IEventStore store, IDrafts drafts, ICatalog catalog, RequestPreparation preparation, TimeProvider time)
{
    private static readonly Dictionary<string, string> NoFaults = [];

    private DateOnly Today => CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);

    /// <summary>The form, with what is filled in so far.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="faults">What was wrong, by field id; null for nothing.</param>
    public async Task<FormView> FormAsync(Draft draft, IReadOnlyDictionary<string, string>? faults, CancellationToken cancellationToken)
    {
        var linked = draft.Purpose == DraftPurpose.New
            ? null
            : (await store.ReadHeadAsync(draft.Linked ?? draft.Id, cancellationToken))?.State;
        var chosen = draft.Inputs.GetValueOrDefault(FieldIds.Policy);
        return catalog.Current.Policy(chosen ?? "") is { } policy
            ? RequestForm.Render(catalog.Current, policy, draft, Today, faults ?? NoFaults, linked)
            : RequestForm.ChoosePolicy(
                catalog.Current,
                draft.Id,
                null,
                chosen is null ? null : linked is null ? Words.PolicyUnknown : Words.PolicyGone.With(chosen),
                RequestForm.Said(catalog.Current, draft, linked));
    }

    /// <summary>The preview of a draft that can be sent.</summary>
    public PreviewView Preview(Draft draft, Prepared.Ready ready)
    {
        var current = catalog.Current;
        var view = PreviewScreen.Render(
            current, draft, ready.Content, ready.Policy, ready.Assessment, ready.Route, Today, ready.IsOwnerUnreached);
        view = view with
        {
            Parts =
            [
                .. view.Parts,
                TextPart.Paragraph(RouteSentence.Render(
                    current, ready.Route.Stages[0], [.. ready.Route.Stages[0].People.Select(one => one.Person)], ready.Route.Stages,
                    ready.Route.RuleId, ready.Route.Reasons)),
            ],
        };
        view = draft is { Purpose: DraftPurpose.Renew, Linked: { } old } ? view with
        {
            Parts =
            [
                new(Words.LabelRenews, Words.RenewalOf.With(old, ready.Renewal, ready.Policy.MaxRenewals)),
                .. view.Parts,
            ],
        } : view;
        view = view with { Parts = [.. view.Parts, .. PromiseScreens.Earlier(ready.EarlierConditions)] };
        view = ready.IsLastRevision ? view with { Parts = [.. view.Parts, TextPart.Paragraph(Words.LastRevision)] } : view;
        return ready.Emergency is { } start
            ? EmergencyScreen.AddOffer(view, draft.Id, start, ready, current, time.GetUtcNow()) : view;
    }

    /// <summary>The preview, or the form where something is missing or wrong.</summary>
    public async Task<CardView> PreviewAsync(Draft draft, Prepared prepared, CancellationToken cancellationToken) => prepared switch
    {
        Prepared.Ready ready => Preview(draft, ready),
        Prepared.Faulty faulty => await FormAsync(draft, FieldWords.Phrase(faulty.Faults), cancellationToken),
        // a renewal's form does not ask for the owner
        Prepared.Refused { Why: Refusal.OwnerDecides why } when draft.Purpose != DraftPurpose.Renew =>
            await FormAsync(
                draft, new Dictionary<string, string> { [FieldIds.Owner] = Phrases.Refusal(why, catalog.Current) }, cancellationToken),
        Prepared.Refused refused => await FormAsync(draft, null, cancellationToken) with
        {
            Fault = Phrases.Refusal(refused.Why, catalog.Current),
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>What the person should see now: the draft where they left it, or what became of it.</summary>
    public async Task<CardView> NowAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        if (await drafts.ReadAsync(person, id, cancellationToken) is { } draft)
        {
            return draft.Previewed
                ? await PreviewAsync(draft, await preparation.PrepareAsync(draft, cancellationToken), cancellationToken)
                : await FormAsync(draft, null, cancellationToken);
        }

        return (await SentAsync(person, id, null, cancellationToken))?.View ?? ListView.Sentence(Words.Discarded.With(id));
    }

    /// <summary>The status of the exception with a draft's number.</summary>
    /// <param name="person">Who looks.</param>
    /// <param name="id">The number.</param>
    /// <param name="done">What stands above it; null for nothing.</param>
    /// <returns>Null: there is no such exception, or the person may not see it.</returns>
    internal async Task<Answer?> SentAsync(PersonId person, ExceptionId id, string? done, CancellationToken cancellationToken) =>
        (await store.ReadHeadAsync(id, cancellationToken))?.State is { } state && MaySee(state, person)
            ? await StatusAsync(state, person, done, cancellationToken) : null;

    /// <summary>The status of the exception that a draft revises, renews or follows.</summary>
    /// <param name="turn">Who looks, on which card.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="done">What stands above it.</param>
    /// <returns>Null: the card does not belong to that exception.</returns>
    internal async Task<Answer?> LinkedAsync(Interaction turn, Draft draft, string done, CancellationToken cancellationToken) =>
        draft.Purpose is not DraftPurpose.New && draft.Linked is { } linked
        && await store.ReadAsync(linked, cancellationToken) is { Head.State: var state } record
        && ShownMessages.Find(record, turn.Sender.Card) is not null
        && MaySee(state, turn.Person)
            ? await StatusAsync(state, turn.Person, done, cancellationToken)
            : null;

    /// <summary>The status of an exception that a person may see.</summary>
    internal async Task<Answer> StatusAsync(ExceptionState state, PersonId person, string? done, CancellationToken cancellationToken)
    {
        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        var shown = await store.ShowToAsync(state, asker.WithRoles, cancellationToken);
        return new Answer(StatusScreen.Render(shown, asker.Catalog, person, asker.Now) with { Done = done }, state.Id);
    }

    private bool MaySee(ExceptionState state, PersonId person) =>
        ExceptionScreen.MaySee(state, new Asker(person, catalog.Current, time.GetUtcNow()));
}
