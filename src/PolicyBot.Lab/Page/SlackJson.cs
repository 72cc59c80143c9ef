using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.Lab.Page;

/// <summary>The page's data about Slack, as JSON.</summary>
internal static class SlackJson
{
    public static JsonObject? Summary(SlackPerson? person) => person is null ? null : new JsonObject
    {
        ["id"] = person.Account.Id,
        ["mail"] = person.Account.Email,
        ["received"] = person.Messages.Count(message => message.AuthorId != person.Account.Id),
        ["messages"] = person.Messages.Count,
        ["modals"] = person.Views.Count,
    };

    /// <summary>Everything one person sees in the app.</summary>
    public static JsonObject Person(SlackPerson person) => new()
    {
        ["messages"] = Messages(person.Chat, person),
        ["views"] = new JsonArray([.. person.Views.Select(View)]),
        ["home"] = person.Home is { } home ? View(home) : null,
    };

    public static JsonArray Messages(SlackConversation conversation, SlackPerson reader) => new(
    [
        .. conversation.Messages.Where(message => message.OnlyFor is null || message.OnlyFor == reader.Account.Id)
        .Select(message => Message(message, reader.Account.Id)),
    ]);

    private static JsonObject Message(SlackMessage message, string readerId) => new()
    {
        ["id"] = message.Ts,
        ["at"] = Instant(message.At),
        ["from"] = message.AuthorId,
        ["text"] = message.Text,
        ["blocks"] = message.Blocks.DeepClone(),
        ["notice"] = message.Warnings.GetValueOrDefault(readerId),
        ["onlyYou"] = message.OnlyFor is not null,
        ["edited"] = message.EditedAt is not null,
        ["deleted"] = message.Deleted,
    };

    private static JsonObject View(SlackView view) => new()
    {
        ["id"] = view.Id,
        ["hash"] = view.Hash,
        ["callback"] = view.CallbackId,
        ["title"] = view.Title,
        ["submit"] = view.Submit,
        ["close"] = view.Json["close"]?["text"]?.DeepClone(),
        ["blocks"] = view.Blocks.DeepClone(),
        ["values"] = new JsonObject(BlockForm.Of(view.Blocks).Where(part => part.HasState).DistinctBy(part => part.BlockId)
            .Select(part => KeyValuePair.Create(part.BlockId, (JsonNode?)view.ValueOf(part.BlockId)))),
        ["errors"] = new JsonObject(view.Errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)error.Value))),
        ["trouble"] = view.Trouble,
    };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
