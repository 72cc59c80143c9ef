using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Who ended an exception, before time did.</summary>
/// <param name="By">The person; <c>default</c> for a machine.</param>
/// <param name="Name">The name that people read.</param>
/// <param name="As">As what they could; null where the record does not say.</param>
public sealed record EndedByPerson(PersonId By, string Name, EndedAs? As);

/// <summary>As what a person ends an exception.</summary>
public enum EndedAs
{
    /// <summary>Its owner.</summary>
    Owner,

    /// <summary>Who asked for it.</summary>
    Requester,

    /// <summary>An approver who decided on it.</summary>
    Approver,

    /// <summary>The owner of its policy.</summary>
    PolicyOwner,

    /// <summary>Who looks after the installation.</summary>
    Administrator,
}
