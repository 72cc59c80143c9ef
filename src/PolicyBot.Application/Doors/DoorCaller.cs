using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Doors;

/// <summary>Who came through a door: a machine with a key, or a person whom a token proves.</summary>
/// <param name="Machine">The machine; null for a person.</param>
/// <param name="Person">The person; <c>default</c> for a machine.</param>
public sealed record DoorCaller(MachineActor? Machine, PersonId Person)
{
    /// <summary>Whether a door opens, as <see cref="Access"/> says.</summary>
    /// <param name="scope">What the door needs.</param>
    public bool CanUse(Scopes scope) =>
        Access.CanUse(Machine is null ? new Subject(Person) : Subject.From(Machine, Roles.None), scope);

    /// <summary>What they may see is asked for with it.</summary>
    internal Asker ToAsker(PolicyCatalog catalog, DateTimeOffset now) => new(Person, catalog, now) { Machine = Machine };
}
