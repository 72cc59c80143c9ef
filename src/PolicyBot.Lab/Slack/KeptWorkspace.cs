using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack;

/// <summary>
/// A workspace's messages and App Homes in a file: the product keeps their ids and would find them nowhere else. Open modals close with the
/// client.
/// </summary>
internal static class KeptWorkspace
{
    /// <summary>Writes what was said so far.</summary>
    public static void Save(SlackWorkspace workspace, string path)
    {
        var homes = workspace.People.Select(person => person.Home).OfType<SlackView>();
        var kept = new JsonObject
        {
            ["conversations"] = new JsonObject(workspace.Directory.Conversations.Select(conversation =>
                KeyValuePair.Create(conversation.Id, (JsonNode?)new JsonArray([.. conversation.Messages.Select(Write)])))),
            ["homes"] = new JsonObject(homes.Select(home =>
            {
                var view = (JsonObject)home.Json.DeepClone();
                view["blocks"] = home.Blocks.DeepClone();
                return KeyValuePair.Create(home.UserId, (JsonNode?)view);
            })),
        };
        File.WriteAllText(path, kept.ToJsonString(Wire.Relaxed));
    }

    /// <summary>Puts back what was said, if anything is kept.</summary>
    public static void Restore(SlackWorkspace workspace, string path)
    {
        if (!File.Exists(path) || Wire.TryParseObject(File.ReadAllText(path)) is not { } kept)
        {
            return;
        }

        foreach (var conversation in workspace.Directory.Conversations)
        {
            foreach (var message in (kept["conversations"]![conversation.Id] as JsonArray ?? []).OfType<JsonObject>().Select(Read))
            {
                workspace.Directory.Post(conversation, message);
                workspace.Directory.GoOnAfter(message.Ts);
            }
        }

        foreach (var (userId, view) in kept["homes"]!.AsObject().Where(home => workspace.Directory.Account(home.Key) is not null))
        {
            workspace.Views.Publish(userId, view!.AsObject());
        }
    }

    private static JsonObject Write(SlackMessage message) => new()
    {
        ["ts"] = message.Ts,
        ["thread"] = message.ThreadTs,
        ["author"] = message.AuthorId,
        ["text"] = message.Text,
        ["blocks"] = message.Blocks.DeepClone(),
        ["metadata"] = message.Metadata?.DeepClone(),
        ["onlyFor"] = message.OnlyFor,
        ["at"] = Instant(message.At),
        ["editedAt"] = message.EditedAt is { } edited ? Instant(edited) : null,
        ["deleted"] = message.Deleted,
    };

    private static SlackMessage Read(JsonObject kept) => new()
    {
        Ts = kept.Text("ts")!,
        ThreadTs = kept.Text("thread"),
        AuthorId = kept.Text("author"),
        Text = kept.Text("text")!,
        Blocks = (JsonArray)kept["blocks"]!.DeepClone(),
        Metadata = kept["metadata"]?.DeepClone() as JsonObject,
        OnlyFor = kept.Text("onlyFor"),
        At = Instant(kept.Text("at")!),
        EditedAt = kept.Text("editedAt") is { } edited ? Instant(edited) : null,
        Deleted = kept["deleted"]!.GetValue<bool>(),
    };

    private static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string at) => DateTimeOffset.ParseExact(at, "O", CultureInfo.InvariantCulture);
}
