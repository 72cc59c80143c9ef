using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests;

/// <summary>Makes what a draft begins with: its number and its first answers.</summary>
public sealed class DraftFactory(IEventStore store, IIndex index, IIdSource ids, ICatalog catalog)
{
    private const int LookedBack = 5;

    /// <summary>A number that no exception has.</summary>
    public ExceptionId NewId() => ids.ExceptionId();

    /// <summary>The answers that a new request of a person begins with, by field id.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Dictionary<string, string>> DefaultsAsync(PersonId person, CancellationToken cancellationToken) =>
        new(StringComparer.Ordinal) { [FieldIds.Department] = await FindLastDepartmentAsync(person, cancellationToken) };

    /// <summary>What the person answered last; empty when they never asked for anything, or the catalog has dropped it since.</summary>
    private async Task<string> FindLastDepartmentAsync(PersonId person, CancellationToken cancellationToken)
    {
        foreach (var id in await index.FindAsync(IndexHeading.ForPerson(person), LookedBack, cancellationToken))
        {
            if (await store.ReadHeadAsync(id, cancellationToken) is { State: { Content.Department: { Length: > 0 } department } state }
                && state.Requester == person
                && (catalog.Current.Departments.Count == 0 || catalog.Current.Departments.Contains(department)))
            {
                return department;
            }
        }

        return "";
    }
}
