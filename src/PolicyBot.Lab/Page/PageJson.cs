using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Clock;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.Lab.Page;

/// <summary>The page's data, as JSON.</summary>
internal static class PageJson
{
    public static JsonObject State(PolicyBotLab lab) => new()
    {
        ["version"] = lab.Tenant.Changes.Version,
        ["now"] = Instant(lab.Clock.Now),
        ["offset"] = lab.Clock.Offset.ToString("c", CultureInfo.InvariantCulture),
        ["host"] = lab.HostAddress.ToString(),
        ["hostAlive"] = lab.HostRuns,
        ["model"] = ModelJson.State(lab),
        ["channel"] =
            new JsonObject
            {
                ["name"] = lab.Tenant.Channel.Name,
                ["received"] = lab.Tenant.Channel.Messages.Count(message => message.Author is null)
            },
        ["slackChannel"] = lab.Workspace is null
            ? null : new JsonObject
            {
                ["name"] = lab.Workspace.Channel.Name,
                ["bot"] = lab.Workspace.Options.BotUserId,
                ["command"] = lab.Workspace.Options.Command
            },
        ["slackNames"] =
            new JsonObject((lab.Workspace?.People ?? [])
                .Select(person => KeyValuePair.Create(person.Account.Id, (JsonNode?)person.Account.Name))),
        ["people"] = new JsonArray([.. People(lab)]),
    };

    public static JsonArray Chat(TeamsConversation conversation, TeamsPerson reader) =>
        new([.. conversation.Messages.Select(message => Message(message, reader.Account))]);

    public static JsonObject Outcome(ClickOutcome outcome) => outcome switch
    {
        ClickOutcome.CardShown => new JsonObject { ["shown"] = "card" },
        ClickOutcome.NoticeShown(var text) => new JsonObject { ["shown"] = "notice", ["text"] = text },
        ClickOutcome.ErrorShown(var code, var text) => new JsonObject { ["shown"] = "error", ["code"] = code, ["text"] = text },
        ClickOutcome.SomethingWentWrong(var why) => new JsonObject { ["shown"] = "wrong", ["text"] = why },
        _ => new JsonObject { ["shown"] = "nothing" },
    };

    public static JsonObject Answer(BotAnswer answer) =>
        new() { ["status"] = answer.Status, ["body"] = answer.Status is >= 200 and < 300 ? "" : answer.Body };

    /// <summary>What happens next, whose it is and what it is.</summary>
    public static JsonObject Next(IReadOnlyList<PlannedEvent> next, PolicyBotLab lab) =>
        next is [var first, ..] ? new JsonObject { ["at"] = Instant(first.At), ["words"] = InWords(next, lab) } : [];

    // Events of the same hour are listed by person; more than two are counted.
    private static string InWords(IReadOnlyList<PlannedEvent> all, PolicyBotLab lab)
    {
        var sentences = all.GroupBy(one => one.Person)
            .Select(whose =>
                (whose.Key.Length == 0
                    ? "" : $"{string.Join(", ", whose.Key.Split(", ").Select(email => NameOf(email, lab)))}: ") + string.Join(
                        "; ", whose.Select(one => one.Words).Distinct()))
            .ToList();
        return string.Join(" · ", sentences.Take(2)) + (sentences.Count > 2 ? $" · and {sentences.Count - 2} more" : "");
    }

    private static string NameOf(string email, PolicyBotLab lab) =>
        lab.Tenant.People.FirstOrDefault(person => email == person.Account.Email || email == person.Account.UserPrincipalName)?.Account.Name
            ?? lab.Workspace?.People.FirstOrDefault(person => person.Account.Email == email)?.Account.Name ?? email;

    /// <summary>All people with an account in Teams, in Slack or in both, known by the address they had at first.</summary>
    private static IEnumerable<JsonObject> People(PolicyBotLab lab)
    {
        foreach (var person in lab.Tenant.People)
        {
            var (key, name, title) = (person.Account.Key, person.Account.Name, person.Account.Title);
            yield return Person(key, name, title, person, lab.Workspace?.FindPerson(key));
        }

        foreach (var person in lab.Workspace?.People ?? [])
        {
            if (person.Account is { IsBot: false, Deleted: false } account
                && lab.Tenant.People.All(other => other.Account.Key != account.Key))
            {
                yield return Person(account.Key, account.Name, account.Title, null, person);
            }
        }
    }

    private static JsonObject Person(string email, string name, string title, TeamsPerson? teams, SlackPerson? slack) => new()
    {
        ["email"] = email,
        ["name"] = name,
        ["title"] = title,
        ["teams"] = teams is null ? null : new JsonObject
        {
            ["mail"] = teams.Account.Email,
            ["principalName"] = teams.Account.UserPrincipalName,
            ["installed"] = teams.Installed,
            ["received"] = teams.Chat.Messages.Count(message => message.Author is null),
            ["messages"] = teams.Chat.Messages.Count,
        },
        ["slack"] = SlackJson.Summary(slack),
    };

    private static JsonObject Message(TeamsMessage message, TeamsAccount reader) => new()
    {
        ["id"] = message.Id,
        ["at"] = Instant(message.At),
        ["from"] = message.Author?.Key,
        ["text"] = message.Text,
        ["format"] = message.TextFormat,
        ["summary"] = message.Summary,
        ["card"] = message.CardFor(reader)?.DeepClone(),
        ["notice"] = message.Notices.GetValueOrDefault(reader.Mri),
        ["edited"] = message.EditedAt is not null,
        ["deleted"] = message.Deleted,
    };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
