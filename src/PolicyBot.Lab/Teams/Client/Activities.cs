using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Teams.Client;

/// <summary>Activities as Teams sends them to a bot ("Conversation basics", "Bot events", "Universal Action Model").</summary>
internal sealed class Activities(TeamsDirectory directory, Func<string> serviceUrl)
{
    public const string BotName = "PolicyBot";

    private string BotId => $"28:{directory.Options.AppId}";

    public JsonObject Text(TeamsAccount person, string text)
    {
        var activity = Common(person, directory.Personal(person), "message", directory.NextMessageId());
        activity["text"] = text;
        activity["textFormat"] = "plain";
        activity["attachments"] =
            new JsonArray(
                new JsonObject { ["contentType"] = "text/html", ["content"] = $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>" });
        return activity;
    }

    /// <summary>A message in the channel that names the bot; only those reach it.</summary>
    public JsonObject Mention(TeamsAccount person, string text)
    {
        var id = directory.NextMessageId();
        var activity = Common(person, directory.Channel, "message", id);
        activity["conversation"]!["id"] = $"{directory.Channel.Id};messageid={id}";
        activity["text"] = $"<at>{BotName}</at>&nbsp;{text}";
        activity["textFormat"] = "plain";
        activity["entities"]!.AsArray().Add(new JsonObject
        {
            ["type"] = "mention",
            ["mentioned"] = new JsonObject { ["id"] = BotId, ["name"] = BotName },
            ["text"] = $"<at>{BotName}</at>",
        });
        return activity;
    }

    public JsonObject Execute(TeamsAccount person, TeamsConversation conversation, TeamsMessage message, JsonObject action, string trigger)
    {
        var activity = Common(person, conversation, "invoke", $"f:{TeamsDirectory.NewOpaqueId()}");
        InThread(activity, conversation, message);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = message.Id;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        activity["value"] = new JsonObject { ["action"] = action, ["trigger"] = trigger };
        return activity;
    }

    /// <summary>What is asked of the bot while a person types into a choice that it fills.</summary>
    public JsonObject Search(TeamsAccount person, TeamsConversation conversation, TeamsMessage message, string dataset, string typed)
    {
        var activity = Common(person, conversation, "invoke", $"f:{TeamsDirectory.NewOpaqueId()}");
        InThread(activity, conversation, message);
        activity["name"] = "application/search";
        activity["replyToId"] = message.Id;
        activity["value"] = new JsonObject
        {
            ["queryText"] = typed,
            ["queryOptions"] = new JsonObject { ["skip"] = 0, ["top"] = 15 },
            ["dataset"] = dataset,
        };
        return activity;
    }

    public JsonObject Submit(TeamsAccount person, TeamsConversation conversation, TeamsMessage message, JsonObject value)
    {
        var activity = Common(person, conversation, "message", $"f:{TeamsDirectory.NewOpaqueId()}");
        InThread(activity, conversation, message);
        activity["replyToId"] = message.Id;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        activity["value"] = value;
        return activity;
    }

    public JsonObject Installation(TeamsAccount person, string action)
    {
        var activity = Common(person, directory.Personal(person), "installationUpdate", $"f:{TeamsDirectory.NewOpaqueId()}");
        activity["action"] = action;
        activity["channelData"]!["settings"] =
            new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = person.PersonalConversationId } };
        return activity;
    }

    public JsonObject BotAdded(TeamsAccount person)
    {
        var activity = Common(person, directory.Personal(person), "conversationUpdate", $"f:{TeamsDirectory.NewOpaqueId()}");
        activity["membersAdded"] = new JsonArray(
            new JsonObject { ["id"] = person.Mri, ["aadObjectId"] = person.ObjectId }, new JsonObject { ["id"] = BotId });
        return activity;
    }

    private static void InThread(JsonObject activity, TeamsConversation conversation, TeamsMessage message)
    {
        if (conversation.Type == "channel")
        {
            activity["conversation"]!["id"] = $"{conversation.Id};messageid={message.ThreadId ?? message.Id}";
        }
    }

    private JsonObject Common(TeamsAccount person, TeamsConversation conversation, string type, string id)
    {
        var now = directory.Now();
        var tenantId = directory.Options.TenantId;
        var place = new JsonObject { ["conversationType"] = conversation.Type, ["tenantId"] = tenantId, ["id"] = conversation.Id };
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenantId } };
        if (conversation.Type == "channel")
        {
            place["isGroup"] = true;
            place["name"] = conversation.Name;
            data["channel"] = new JsonObject { ["id"] = conversation.Id, ["name"] = conversation.Name };
            data["team"] = new JsonObject { ["id"] = "19:contoso-governance@thread.tacv2", ["name"] = "Governance" };
        }

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["localTimestamp"] = now.ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["localTimezone"] = "Europe/Berlin",
            ["locale"] = person.Locale,
            ["serviceUrl"] = serviceUrl(),
            ["channelId"] = "msteams",
            ["from"] = new JsonObject { ["id"] = person.Mri, ["name"] = person.Name, ["aadObjectId"] = person.ObjectId },
            ["recipient"] = new JsonObject { ["id"] = BotId, ["name"] = BotName },
            ["conversation"] = place,
            ["channelData"] = data,
            ["entities"] = new JsonArray(new JsonObject
            {
                ["type"] = "clientInfo",
                ["locale"] = person.Locale,
                ["country"] = "DE",
                ["platform"] = "Web",
                ["timezone"] = "Europe/Berlin",
            }),
        };
    }
}
