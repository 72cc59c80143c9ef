using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Outbound;

/// <summary>The scopes that the bot's token needs, and no others.</summary>
internal static class SlackScopes
{
    /// <summary>What a slash command and a shortcut need.</summary>
    public const string OfCommands = "commands";

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<string> Needed { get; } =
        [.. SlackMethods.All.Values.SelectMany(method => method.Scopes)
            .Concat(SlackEventTypes.Scopes.Values.Where(scope => scope.Length > 0)).Append(OfCommands).Distinct()
            .Order(StringComparer.Ordinal)];
}
