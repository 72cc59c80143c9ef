using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Whose an address is that an account shows.</summary>
/// <param name="Address">The address.</param>
/// <param name="Holding">Whether it is the account's.</param>
/// <param name="Person">Whom the account belongs to by it; empty unless it is theirs.</param>
/// <param name="Row">What was known of the address.</param>
internal sealed record Judgement(PersonId Address, Holding Holding, PersonId Person, KnownAddress? Row);

/// <summary>Whether an address is an account's.</summary>
internal enum Holding
{
    /// <summary>No account has it yet.</summary>
    Free,

    /// <summary>It belongs to the same human.</summary>
    Theirs,

    /// <summary>It belongs to another human, although the account shows it.</summary>
    AnothersOwn,

    /// <summary>A directory that has to confirm it does not answer.</summary>
    Unsure,
}
