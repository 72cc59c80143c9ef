using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Teams;

/// <summary>One message as it stands in a chat at one moment. Cards are not to be changed.</summary>
public sealed record TeamsMessage
{
    /// <summary>The id that the connector gave it.</summary>
    public required string Id { get; init; }

    /// <summary>Root message of the thread in a channel; null elsewhere and for the root itself.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Who wrote it; null: the bot.</summary>
    public TeamsAccount? Author { get; init; }

    /// <summary>The text; null on a message that is only a card.</summary>
    public string? Text { get; init; }

    /// <summary><c>plain</c>, <c>markdown</c> or <c>xml</c>.</summary>
    public string TextFormat { get; init; } = "markdown";

    /// <summary>What a toast would read.</summary>
    public string? Summary { get; init; }

    /// <summary>The card for all people who have no view of their own.</summary>
    public JsonObject? Card { get; init; }

    /// <summary>Cards that one person sees instead, by <c>29:</c> id: the answers to that person's clicks.</summary>
    public ImmutableDictionary<string, JsonObject> Views { get; init; } = ImmutableDictionary<string, JsonObject>.Empty;

    /// <summary>Short notices shown under the card, by <c>29:</c> id.</summary>
    public ImmutableDictionary<string, string> Notices { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When it was posted, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was last replaced; null: never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool Deleted { get; init; }

    /// <summary>The card this person sees.</summary>
    public JsonObject? CardFor(TeamsAccount person) => Views.GetValueOrDefault(person.Mri, Card!);
}
