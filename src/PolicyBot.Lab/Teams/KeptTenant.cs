using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams;

/// <summary>
/// A tenant's chats in a file, and the port of its connector: the product keeps message ids and service URLs, and would find neither again.
/// </summary>
internal static class KeptTenant
{
    /// <summary>Writes what was said so far.</summary>
    public static void Save(TeamsTenant tenant, string path)
    {
        var chats = tenant.People.Select(person => person.Chat).Append(tenant.Channel);
        var kept = new JsonObject
        {
            ["port"] = new Uri(tenant.ServiceUrl).Port,
            ["chats"] = new JsonObject(chats.Select(chat => KeyValuePair.Create(chat.Id, (JsonNode?)new JsonObject
            {
                ["botMayWrite"] = chat.BotMayWrite,
                ["messages"] = new JsonArray([.. chat.Messages.Select(Write)]),
            }))),
        };
        File.WriteAllText(path, kept.ToJsonString(Wire.Relaxed));
    }

    /// <summary>The port the connector had; 0: nothing is kept.</summary>
    public static int Port(string path) => Read(path)?["port"]?.GetValue<int>() ?? 0;

    /// <summary>Puts back what was said. False: nothing is kept.</summary>
    public static bool Restore(TeamsTenant tenant, string path)
    {
        if (Read(path)?["chats"] is not JsonObject chats)
        {
            return false;
        }

        var accounts = tenant.People.Select(person => person.Account).ToDictionary(account => account.Mri);
        foreach (var chat in tenant.People.Select(person => person.Chat).Append(tenant.Channel))
        {
            if (chats[chat.Id] is JsonObject kept)
            {
                chat.BotMayWrite = kept["botMayWrite"]!.GetValue<bool>();
                foreach (var message in kept["messages"]!.AsArray())
                {
                    chat.Add(Read(message!.AsObject(), accounts));
                }
            }
        }

        return true;
    }

    private static JsonObject? Read(string path) => File.Exists(path) ? Wire.TryParseObject(File.ReadAllText(path)) : null;

    private static JsonObject Write(TeamsMessage message) => new()
    {
        ["id"] = message.Id,
        ["thread"] = message.ThreadId,
        ["author"] = message.Author?.Mri,
        ["text"] = message.Text,
        ["format"] = message.TextFormat,
        ["summary"] = message.Summary,
        ["card"] = message.Card?.DeepClone(),
        ["views"] = new JsonObject(message.Views.Select(view => KeyValuePair.Create(view.Key, (JsonNode?)view.Value.DeepClone()))),
        ["notices"] = new JsonObject(message.Notices.Select(notice => KeyValuePair.Create(notice.Key, (JsonNode?)notice.Value))),
        ["at"] = Instant(message.At),
        ["editedAt"] = message.EditedAt is { } edited ? Instant(edited) : null,
        ["deleted"] = message.Deleted,
    };

    private static TeamsMessage Read(JsonObject kept, Dictionary<string, TeamsAccount> accounts) => new()
    {
        Id = kept.Text("id")!,
        ThreadId = kept.Text("thread"),
        Author = kept.Text("author") is { } author ? accounts.GetValueOrDefault(author) : null,
        Text = kept.Text("text"),
        TextFormat = kept.Text("format")!,
        Summary = kept.Text("summary"),
        Card = kept["card"]?.DeepClone() as JsonObject,
        Views = kept["views"]!.AsObject().ToImmutableDictionary(view => view.Key, view => (JsonObject)view.Value!.DeepClone()),
        Notices = kept["notices"]!.AsObject().ToImmutableDictionary(notice => notice.Key, notice => notice.Value!.GetValue<string>()),
        At = Instant(kept.Text("at")!),
        EditedAt = kept.Text("editedAt") is { } edited ? Instant(edited) : null,
        Deleted = kept["deleted"]!.GetValue<bool>(),
    };

    private static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string at) => DateTimeOffset.ParseExact(at, "O", CultureInfo.InvariantCulture);
}
