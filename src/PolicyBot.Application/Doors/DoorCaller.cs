using System.Security.Cryptography;
using System.Text;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Doors;

/// <summary>Who came through a door: a machine with a key, or a person whom a token proves.</summary>
/// <param name="Machine">The machine; null for a person.</param>
/// <param name="Person">The person; <c>default</c> for a machine.</param>
public sealed record DoorCaller(MachineActor? Machine, PersonId Person)
{
    /// <summary>What names the caller; of a person not their address.</summary>
    public string Key => Machine?.KeyId ?? $"p{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Person.Value)))[..24]}";

    /// <summary>What a log and a metric may say of the caller: the id of a key, and of a person only that it is one.</summary>
    public string LogName => Machine?.KeyId ?? "person";

    /// <summary>Whether policies and routes may be asked for, as <see cref="Access"/> says.</summary>
    public bool CanAskAboutPolicies => Access.CanAskAboutPolicies(ToSubject());

    /// <summary>Whether it may be asked who would decide for a person, as <see cref="Access"/> says.</summary>
    /// <param name="requester">Who would ask for an exception, as the directory resolves them.</param>
    public bool CanAskRouteOf(PersonId requester) => Access.CanAskRouteOf(requester, ToSubject());

    /// <summary>Whether reports of mail may be handed in, as <see cref="Access"/> says.</summary>
    public bool CanReportMail => Access.CanReportMail(ToSubject());

    /// <summary>Whether a request may be begun in a person's name, as <see cref="Access"/> says.</summary>
    internal bool CanAskFor(PersonId requester) => Access.CanAskFor(requester, ToSubject());

    /// <summary>Whether a door opens, as <see cref="Access"/> says.</summary>
    /// <param name="scope">What the door needs.</param>
    public bool CanUse(Scopes scope) => Access.CanUse(ToSubject(), scope);

    /// <summary>What they may see is asked for with it.</summary>
    internal Asker ToAsker(PolicyCatalog catalog, DateTimeOffset now) => new(Person, catalog, now) { Machine = Machine };

    private Subject ToSubject() => Machine is null ? new Subject(Person) : Subject.From(Machine, Roles.None);
}
