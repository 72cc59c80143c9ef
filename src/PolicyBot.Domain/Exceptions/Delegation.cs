using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>A person has delegated their reviews for a time: the delegate may decide in their place, but can't delegate further.</summary>
/// <param name="Principal">Who handed over.</param>
/// <param name="To">Who may decide on their behalf.</param>
/// <param name="Until">First instant (UTC) from which they may not any more.</param>
/// <param name="Since">When (UTC) the principal said so.</param>
public sealed record Delegation(PersonId Principal, PersonId To, DateTimeOffset Until, DateTimeOffset Since);
