using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>
/// Who may take a seat of the open stage by the catalog's groups of today. Route, rule, seats and stages stay as they were frozen.
/// </summary>
/// <param name="Left">Asked before, and in none of the groups any more by which they were.</param>
/// <param name="Joined">In the stage's group now, and not asked.</param>
public sealed record StageMembers(IReadOnlyList<PersonId> Left, IReadOnlyList<PersonId> Joined)
{
    private static readonly StageMembers Nothing = new([], []);

    /// <summary>Finds who has left and who has joined since the record was last told.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="state">The exception.</param>
    public static StageMembers Find(PolicyCatalog catalog, ExceptionState state)
    {
        if (state.Review is not { Open: { } open } review)
        {
            return Nothing;
        }

        var group = open.GroupId is { } id ? catalog.Group(id) : null;
        IReadOnlyList<PersonId> members = open.GroupId is not null ? group?.Members ?? []
            : catalog.Person(state.Requester)?.Manager is { } manager ? [manager]
            : [];
        var wider = SteppingIn(catalog, review, group).SelectMany(one => one.Members).Concat(members).ToHashSet();
        // Who turns out to be requester or owner, under another address, decides no more either; nor who was held for them meanwhile.
        var left = review.Principals.Where(person => IsBarred(catalog.Directory, state, person)
            || (review.Reassigned.All(known => known.Person != person)
                && !(IsOfGroup(review, open, person) ? members.Contains(person) : wider.Contains(person))));
        var joined = members.Where(person =>
            !review.Principals.Contains(person) && !review.ReassignedFrom.Contains(person)
            && !IsBarred(catalog.Directory, state, person));
        return new([.. left], [.. joined]);
    }

    /// <summary>
    /// Who steps in for the open stage's group by the catalog of now, nearest first; for the manager, the group that joins late.
    /// </summary>
    public static IEnumerable<Group> FindFallbacks(PolicyCatalog catalog, Group? group)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var next = group is null ? catalog.Review.EscalateTo : group.Fallback; next is not null && seen.Add(next);)
        {
            if (catalog.Group(next) is not { } found)
            {
                yield break;
            }

            yield return found;
            next = found.Fallback;
        }
    }

    /// <summary>Whether a person is requester or owner, or was held for one of them while it was open: they take no seat.</summary>
    public static bool IsBarred(PeopleDirectory directory, ExceptionState state, PersonId person) =>
        state.IsParty(person)
        || directory.FormerSelves(person).Any(former => former.Until > state.SubmittedAt && state.IsParty(former.Person));

    private static IEnumerable<Group> SteppingIn(PolicyCatalog catalog, Review review, Group? group) =>
        review.EscalatedBy > 0
        && (review.Policy.Hours?.EscalateTo ?? catalog.Review.EscalateTo) is { } late
        && catalog.Group(late) is { } joining
            ? FindFallbacks(catalog, group).Append(joining)
            : FindFallbacks(catalog, group);

    // Who is asked as a member, and not as a stand-in.
    private static bool IsOfGroup(Review review, Routing.RoutedStage open, PersonId person) =>
        review.Members.Any(member => member.Person == person)
        || open.People.Any(asked => asked is { InPlaceOf: null, SteppingInFor: null }
            && asked.Person == person
            && (asked.Group is null || asked.Group == open.GroupName));
}
