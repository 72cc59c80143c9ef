using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>The roles that the catalog of now gives a person over one exception.</summary>
[Flags]
public enum Roles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Owns the policy.</summary>
    PolicyOwner = 1,

    /// <summary>Owns the policy's area.</summary>
    AreaOwner = 2,

    /// <summary>Sees and exports everything, and changes nothing.</summary>
    Auditor = 4,

    /// <summary>Looks after the installation.</summary>
    Administrator = 8,
}

/// <summary>Who asks for access to an exception: a person with their roles, or a machine.</summary>
/// <param name="Person">The person; <c>default</c> for a machine.</param>
/// <param name="Roles">The person's roles over this exception; a machine has none.</param>
/// <param name="IsMachine">A machine asks: <see cref="Scopes"/> is what its key opens.</param>
public readonly record struct Subject(PersonId Person, Roles Roles = Roles.None, bool IsMachine = false)
{
    private readonly IReadOnlyList<(PersonId Person, DateTimeOffset Until)>? _formerSelves;

    /// <summary>What the key of a machine opens; nothing for a person, whose roles count.</summary>
    public Scopes Scopes { get; init; }

    /// <summary>
    /// They are asked by the record, and are in none of the groups any more by which they are; or the person is on whose behalf they would
    /// decide.
    /// </summary>
    public bool HasLeft { get; init; }

    /// <summary>Who was held for the same human once, and until when (UTC): see <see cref="PeopleDirectory.FormerSelves"/>.</summary>
    public IReadOnlyList<(PersonId Person, DateTimeOffset Until)> FormerSelves
    {
        get => _formerSelves ?? [];
        init => _formerSelves = value;
    }

    /// <summary>The person, with the roles that are about no exception alone.</summary>
    public static Subject From(PolicyCatalog catalog, PersonId person) => new(person, FindRoles(catalog, null, person));

    /// <summary>The person, with every role that they have over any exception there may be.</summary>
    public static Subject ForRegister(PolicyCatalog catalog, PersonId person) => new(
        person,
        FindRoles(catalog, null, person)
        | (person != default && catalog.Policies.Any(policy => policy.Owner == person) ? Roles.PolicyOwner : Roles.None)
        | (person != default && catalog.Areas.Any(area => area.Owner == person) ? Roles.AreaOwner : Roles.None));

    /// <summary>The person, with the roles they have over the exception.</summary>
    public static Subject From(PolicyCatalog catalog, ExceptionState state, PersonId person) =>
        new(person, FindRoles(catalog, state, person))
        {
            FormerSelves =
            [
                .. catalog.Directory.FormerSelves(person),
                .. state.Review?.PrincipalOf(person) is { } principal ? catalog.Directory.FormerSelves(principal) : [],
            ],
            HasLeft = StageMembers.Find(catalog, state).Left is [_, ..] left
                && (left.Contains(person) || (state.Review!.PrincipalOf(person) is { } behind && left.Contains(behind))),
        };

    /// <summary>The one who acts, with the roles they have over the exception.</summary>
    public static Subject From(PolicyCatalog catalog, ExceptionState state, Actor actor) =>
        actor is MachineActor ? From(actor, Roles.None) : From(catalog, state, actor.Person);

    /// <summary>The one who acts, with roles that were looked up before.</summary>
    public static Subject From(Actor actor, Roles roles) =>
        actor is MachineActor machine
            ? new(default, IsMachine: true) { Scopes = ScopeNames.Parse(machine.Scopes) ?? Scopes.None }
            : new(actor.Person, roles);

    /// <summary>The roles that the catalog gives a person over an exception. PolicyBot itself and machines have none.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="state">The exception; null: only the roles that are about no exception alone.</param>
    /// <param name="person">The person; <c>default</c> for a machine and for PolicyBot itself.</param>
    public static Roles FindRoles(PolicyCatalog catalog, ExceptionState? state, PersonId person)
    {
        if (person == default)
        {
            return Roles.None;
        }

        var policy = state?.Content is { } content ? catalog.Policy(content.PolicyId) : null;
        var area = (policy?.AreaId ?? state?.AreaId) is { } id ? catalog.FindArea(id) : null; // a policy may leave the catalog
        return (policy?.Owner == person ? Roles.PolicyOwner : Roles.None)
            | (area?.Owner == person ? Roles.AreaOwner : Roles.None)
            | (catalog.Roles.Auditors.Contains(person) ? Roles.Auditor : Roles.None)
            | (catalog.Roles.Administrators.Contains(person) ? Roles.Administrator : Roles.None);
    }

    /// <summary>Whether the one who asks is this person. A machine is no person.</summary>
    internal bool Is(PersonId? person) => person is { } named && named != default && Person == named;

    /// <summary>Whether the one who asks is this person, or was held for them after an instant (UTC).</summary>
    internal bool WasSince(PersonId person, DateTimeOffset instant) =>
        Is(person) || FormerSelves.Any(former => former.Person == person && former.Until > instant);

    /// <summary>Whether the one who asks has one of these roles.</summary>
    internal bool HasAny(Roles roles) => (Roles & roles) != Roles.None;
}
