using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>One thing that one proven person did.</summary>
/// <param name="Sender">Where it came from.</param>
/// <param name="Actor">Who did it.</param>
public sealed record Interaction(Sender Sender, Actor Actor)
{
    /// <summary>The person.</summary>
    public PersonId Person => Actor.Person;

    /// <summary>What is known of the account it came from; null where it was not asked for.</summary>
    public KnownAccount? Account { get; init; }

    /// <summary>
    /// A message that several people read: a press does not change it. A dialog is private to one person, wherever it was opened.
    /// </summary>
    public bool IsPublic => Sender is { Private: false, Dialog: null };
}
