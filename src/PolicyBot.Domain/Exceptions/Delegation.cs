using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Somebody has handed their reviews over for a while: another may decide on what is asked of them, in one step and no further.</summary>
/// <param name="Principal">Who handed over.</param>
/// <param name="To">Who may decide on their behalf.</param>
/// <param name="Until">First instant (UTC) from which they may not any more.</param>
/// <param name="Since">When (UTC) the principal said so.</param>
public sealed record Delegation(PersonId Principal, PersonId To, DateTimeOffset Until, DateTimeOffset Since);
