using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Slack;

/// <summary>One message as it stands in a conversation at one moment.</summary>
public sealed record SlackMessage : SlackSurface
{
    /// <summary>Its time stamp, which is its id within the conversation.</summary>
    public required string Ts { get; init; }

    /// <summary>The thread's first message; null: none.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Who wrote it; null: the bot.</summary>
    public string? AuthorId { get; init; }

    /// <summary>The text: what notifications and screen readers read when there are blocks.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the app keeps beside it; null: nothing.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The only person who sees it; null: all people in the conversation.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>When it was posted, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was last replaced; null: never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool Deleted { get; init; }

    /// <summary>Warning signs beside its buttons, by user id.</summary>
    public ImmutableDictionary<string, string> Warnings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <inheritdoc />
    public override string Words => Blocks.Count == 0 ? Text : base.Words;
}
