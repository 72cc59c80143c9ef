using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Connector;

/// <summary>What each accepted request does.</summary>
internal sealed class ConnectorOperations(TeamsDirectory directory)
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";

    public ConnectorAnswer Do(ConnectorCall call, IQueryCollection query)
    {
        if (call.Operation == ConnectorOperation.Create)
        {
            return Create(call.Body!);
        }

        var (conversation, thread) = directory.Find(call.ConversationId!);
        if (conversation is null)
        {
            return ConnectorAnswer.ConversationNotFound();
        }

        if (!conversation.BotMayWrite)
        {
            return ConnectorAnswer.NotInRoster();
        }

        if (TeamsDirectory.IsLeft(conversation) && call.Operation != ConnectorOperation.Members)
        {
            return ConnectorAnswer.WritesBlocked();
        }

        return call.Operation switch
        {
            ConnectorOperation.Send => Send(conversation, thread, call.Body!),
            ConnectorOperation.Update => Update(conversation, call.ItemId!, call.Body!),
            ConnectorOperation.Delete => Delete(conversation, call.ItemId!),
            _ => Members(conversation, call.ItemId!, query),
        };
    }

    private static JsonObject Member(TeamsAccount account, string tenantId)
    {
        var member = new JsonObject
        {
            ["id"] = account.Mri,
            ["name"] = account.Name,
            ["objectId"] = account.ObjectId,
            ["aadObjectId"] = account.ObjectId,
            ["givenName"] = account.GivenName,
            ["surname"] = account.Surname,
            ["userPrincipalName"] = account.UserPrincipalName,
            ["tenantId"] = tenantId,
            ["userRole"] = account.Role,
        };
        if (account.Email.Length > 0)
        {
            member["email"] = account.Email;
        }

        return member;
    }

    private static ConnectorAnswer? Fault(JsonObject activity, out string? text, out JsonObject? card)
    {
        (text, card) = (activity.Text("text"), null);
        var type = activity.Text("type");
        if (type is not ("message" or "typing" or "event" or "invokeResponse"))
        {
            return ConnectorAnswer.BadArgument($"Unknown activity type '{type}'.");
        }

        if (activity.ToJsonString(Wire.Relaxed).Length > ConnectorCall.LongestMessage)
        {
            return ConnectorAnswer.TooBig();
        }

        var attachments = activity["attachments"] as JsonArray ?? [];
        if (attachments.Count > 1 || (attachments.Count == 1 && attachments[0].Text("contentType") != CardType))
        {
            return ConnectorAnswer.BadArgument("One attachment of type application/vnd.microsoft.card.adaptive is expected.");
        }

        if (attachments.Count == 1)
        {
            card = attachments[0]!["content"] as JsonObject;
            if (card.Text("type") != "AdaptiveCard")
            {
                return ConnectorAnswer.BadArgument("The attachment's content is no Adaptive Card.");
            }

            // "Cards reference": bots' cards are version 1.5 at most; later ones do not render in all clients.
            if (!Version.TryParse(card.Text("version"), out var version) || version > new Version(1, 5))
            {
                return ConnectorAnswer.BadArgument($"Card version '{card.Text("version")}' is not supported.");
            }
        }

        return type == "message" && string.IsNullOrEmpty(text) && card is null
            ? ConnectorAnswer.BadSyntax("The message has neither text nor attachment.")
            : null;
    }

    private ConnectorAnswer Send(TeamsConversation conversation, string? thread, JsonObject activity)
    {
        if (Fault(activity, out var text, out var card) is { } fault)
        {
            return fault;
        }

        if (activity.Text("type") != "message")
        {
            return new ConnectorAnswer(202, new JsonObject());
        }

        var id = directory.NextMessageId();
        var message = Message(id, activity, thread);
        if (string.IsNullOrEmpty(text) || card is null)
        {
            directory.Post(conversation, message);
            return new ConnectorAnswer(201, new JsonObject { ["id"] = id });
        }

        // Text and card in one activity become two messages, and no usable id comes back.
        directory.Post(conversation, message with { Card = null });
        directory.Post(conversation, message with { Id = directory.NextMessageId(), Text = null });
        return new ConnectorAnswer(202, new JsonObject());
    }

    private ConnectorAnswer Update(TeamsConversation conversation, string messageId, JsonObject activity)
    {
        if (Fault(activity, out _, out _) is { } fault)
        {
            return fault;
        }

        var old = conversation.Find(messageId);
        if (old is null || old.Deleted)
        {
            return ConnectorAnswer.ActivityNotFound();
        }

        if (old.Author is not null)
        {
            return ConnectorAnswer.Refuse(403, "NotEnoughPermissions", "Only the bot's own messages can be updated.");
        }

        directory.Change(conversation, messageId, _ =>
            Message(messageId, activity, old.ThreadId) with { At = old.At, EditedAt = directory.Now() });
        return new ConnectorAnswer(200, new JsonObject { ["id"] = messageId });
    }

    private ConnectorAnswer Delete(TeamsConversation conversation, string messageId)
    {
        if (conversation.Find(messageId) is not { Deleted: false })
        {
            return ConnectorAnswer.ActivityNotFound();
        }

        directory.Change(conversation, messageId, message =>
            message with { Deleted = true, Card = null, Text = null, Views = message.Views.Clear() });
        return new ConnectorAnswer(200);
    }

    private ConnectorAnswer Create(JsonObject body)
    {
        if (body["isGroup"]?.GetValue<bool>() == true)
        {
            return CreateThread(body);
        }

        if (body["members"] is not JsonArray { Count: 1 } members || members[0].Text("id") is not { } id)
        {
            return ConnectorAnswer.BadSyntax("A personal conversation has exactly one member.");
        }

        var tenant = body.Text("tenantId") ?? body["channelData"]?["tenant"].Text("id");
        if (tenant != directory.Options.TenantId)
        {
            return ConnectorAnswer.BadSyntax("The tenant id is missing or unknown.");
        }

        // Object ids and 29: ids of this bot; neither e-mail address nor sign-in name.
        var account = id.Contains('@', StringComparison.Ordinal) ? null : directory.FindAccount(id);
        if (account is null)
        {
            return ConnectorAnswer.BadSyntax("The member id is not known.");
        }

        var conversation = directory.Personal(account);
        if (!conversation.BotMayWrite)
        {
            return ConnectorAnswer.Forbidden("The bot is not installed in the user's personal scope.");
        }

        if (body["activity"] is JsonObject activity && Send(conversation, null, activity) is { Status: >= 400 } refusal)
        {
            return refusal;
        }

        return new ConnectorAnswer(201, new JsonObject { ["id"] = conversation.Id });
    }

    private ConnectorAnswer CreateThread(JsonObject body)
    {
        if (body["channelData"]?["channel"].Text("id") is not { } id || body["activity"] is not JsonObject activity)
        {
            return ConnectorAnswer.BadSyntax("Incorrect conversation creation parameters.");
        }

        if (directory.Find(id).Conversation is not { Type: "channel" } channel)
        {
            return ConnectorAnswer.ConversationNotFound();
        }

        var answer = Send(channel, null, activity);
        var root = answer.Body.Text("id");
        return answer.Status != 201
            ? answer : new ConnectorAnswer(201, new JsonObject { ["id"] = $"{id};messageid={root}", ["activityId"] = root });
    }

    private ConnectorAnswer Members(TeamsConversation conversation, string which, IQueryCollection query)
    {
        var tenant = directory.Options.TenantId;
        if (which == "*")
        {
            return new ConnectorAnswer(200, new JsonArray([.. conversation.Members.Select(member => Member(member, tenant))]));
        }

        if (which == "page")
        {
            return Page(conversation, query, tenant);
        }

        return directory.FindAccount(which) is { } account && conversation.Members.Contains(account)
            ? new ConnectorAnswer(200, Member(account, tenant))
            : ConnectorAnswer.Refuse(404, "MemberNotFoundInConversation", "The member was not found in the conversation.");
    }

    private static ConnectorAnswer Page(TeamsConversation conversation, IQueryCollection query, string tenant)
    {
        // A page has 50 to 500 members, even if another size is asked for.
        var size = Math.Clamp(int.TryParse(query["pageSize"], CultureInfo.InvariantCulture, out var asked) ? asked : 200, 50, 500);
        var start = int.TryParse(query["continuationToken"], CultureInfo.InvariantCulture, out var from) ? from : 0;
        var page =
            new JsonObject
            {
                ["members"] =
                new JsonArray([.. conversation.Members.Skip(start).Take(size).Select(member => Member(member, tenant))])
            };
        if (start + size < conversation.Members.Count)
        {
            page["continuationToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        }

        return new ConnectorAnswer(200, page);
    }

    private TeamsMessage Message(string id, JsonObject activity, string? thread) => new()
    {
        Id = id,
        ThreadId = thread,
        Text = activity.Text("text"),
        TextFormat = activity.Text("textFormat") ?? "markdown",
        Summary = activity.Text("summary"),
        Card = (activity["attachments"] as JsonArray)?.FirstOrDefault()?["content"]?.DeepClone() as JsonObject,
        At = directory.Now(),
    };
}
