using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>What a draft looks like: its form or its preview; and once it is sent or discarded, what stands in its place.</summary>
public sealed class DraftScreens(IEventStore register, IDrafts drafts, ICatalog catalog, RequestSubmission submission, TimeProvider time)
{
    private static readonly Dictionary<string, string> NoFaults = [];

    private DateOnly Today => CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);

    /// <summary>The form, with what is filled in so far.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="faults">What was wrong, by field id; null for nothing.</param>
    public async Task<FormView> FormAsync(Draft draft, IReadOnlyDictionary<string, string>? faults, CancellationToken cancellationToken)
    {
        var linked = draft.Purpose == DraftPurpose.New ? null : (await register.ReadHeadAsync(draft.Linked ?? draft.Id, cancellationToken))?.State;
        return catalog.Current.Policy(draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "") is { } policy
            ? RequestForm.Fill(catalog.Current, policy, draft, Today, faults ?? NoFaults, linked)
            : RequestForm.ChoosePolicy(catalog.Current, draft.Id, draft.Inputs.ContainsKey(FieldIds.Policy) ? Words.PolicyUnknown : null);
    }

    /// <summary>The fields that the draft's form asks for; none as long as no policy is chosen.</summary>
    public IEnumerable<RequestField> Fields(Draft draft) => catalog.Current.Policy(draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "") is { } policy
        ? FieldSchema.For(catalog.Current, policy, Today).Where(field => RequestForm.IsAsked(field, draft.Purpose))
        : [];

    /// <summary>The preview of a draft that can be sent.</summary>
    public PreviewView Preview(Draft draft, Prepared.Ready ready) =>
        EmergencyScreen.On(PreviewScreen.Of(catalog.Current.Assessment, draft, ready.Content, ready.Policy, ready.Assessment, ready.Route, Today), draft, ready, catalog.Current, time.GetUtcNow());

    /// <summary>The preview, or the form where something is missing or wrong.</summary>
    public async Task<CardView> PreviewAsync(Draft draft, Prepared prepared, CancellationToken cancellationToken) => prepared switch
    {
        Prepared.Ready ready => Preview(draft, ready),
        Prepared.Faulty faulty => await FormAsync(draft, FieldWords.Phrase(faulty.Faults), cancellationToken),
        Prepared.Refused { Why: Refusal.OwnerDecides why } when draft.Purpose != DraftPurpose.Renew => // a renewal's form does not ask for the owner
            await FormAsync(draft, new Dictionary<string, string> { [FieldIds.Owner] = Phrases.Refusal(why) }, cancellationToken),
        Prepared.Refused refused => await FormAsync(draft, null, cancellationToken) with { Fault = Phrases.Refusal(refused.Why) },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the person should be looking at now: the draft where they left it, or what became of it.</summary>
    public async Task<CardView> NowAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        if (await drafts.ReadAsync(person, id, cancellationToken) is { } draft)
        {
            return draft.Previewed
                ? await PreviewAsync(draft, await submission.PrepareAsync(draft, cancellationToken), cancellationToken)
                : await FormAsync(draft, null, cancellationToken);
        }

        return await register.ReadHeadAsync(id, cancellationToken) is { State: var state } && Access.CanSee(state, Subject.From(catalog.Current, state, person))
            ? StatusScreen.Of(state, catalog.Current, person, time.GetUtcNow())
            : ListView.Sentence(Words.Discarded);
    }
}
