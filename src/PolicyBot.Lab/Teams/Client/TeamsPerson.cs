using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.Lab.Teams.Client;

/// <summary>One person with one Teams client: what they type and press goes to the bot as Teams would send it.</summary>
public sealed class TeamsPerson
{
    private readonly TeamsDirectory _directory;
    private readonly Activities _activities;
    private readonly BotEndpoint _bot;
    private readonly ConnectorTokens _tokens;
    private readonly string _key;

    internal TeamsPerson(TeamsAccount account, TeamsDirectory directory, Activities activities, BotEndpoint bot, ConnectorTokens tokens)
    {
        (_key, _directory, _activities, _bot, _tokens) = (account.Key, directory, activities, bot, tokens);
        Chat = directory.Personal(account);
    }

    /// <summary>Who it is, as of now.</summary>
    public TeamsAccount Account => _directory.Account(_key);

    /// <summary>The chat with the bot.</summary>
    public TeamsConversation Chat { get; }

    /// <summary>Whether the app is installed for this person; without it the bot may not write to them.</summary>
    public bool Installed => Chat.BotMayWrite;

    /// <summary>Whether this client knows Action.Execute; if not, it falls back to Action.Submit as old clients do.</summary>
    public bool KnowsExecute { get; set; } = true;

    /// <summary>Installs the app: the bot hears of it twice, as in Teams.</summary>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        Chat.BotMayWrite = true;
        _directory.Changes.Raise();
        await DeliverAsync(_activities.Installation(Account, "add"), cancellationToken);
        await DeliverAsync(_activities.BotAdded(Account), cancellationToken);
    }

    /// <summary>Removes the app.</summary>
    public async Task UninstallAsync(CancellationToken cancellationToken)
    {
        Chat.BotMayWrite = false;
        _directory.Changes.Raise();
        await DeliverAsync(_activities.Installation(Account, "remove"), cancellationToken);
    }

    /// <summary>Types a message to the bot.</summary>
    public Task<BotAnswer> SayAsync(string text, CancellationToken cancellationToken) =>
        PostAsync(Chat, _activities.Text(Account, text), text, cancellationToken);

    /// <summary>Names the bot in the channel.</summary>
    public Task<BotAnswer> MentionAsync(string text, CancellationToken cancellationToken) =>
        PostAsync(_directory.Channel, _activities.Mention(Account, text), $"@{Activities.BotName} {text}", cancellationToken);

    /// <summary>Presses the button with this title on the card as this person sees it, after typing into its inputs.</summary>
    /// <exception cref="InvalidOperationException">There is no such card or button.</exception>
    public async Task<ClickOutcome> PressAsync(
        TeamsMessage message, string title, IReadOnlyDictionary<string, string> inputs, CancellationToken cancellationToken)
    {
        var shown = Current(message).CardFor(Account) ?? throw new InvalidOperationException("The message has no card.");
        var button = CardForm.Read(shown).Find(title)
            ?? throw new InvalidOperationException(
                $"No button '{title}' there. There are: {string.Join(", ", CardForm.Read(shown).Buttons.Select(one => one.Title))}.");
        var action = !KnowsExecute && button.Action["fallback"] is JsonObject fallback ? fallback : button.Action;
        switch (action.Text("type"))
        {
            case "Action.OpenUrl":
                return new ClickOutcome.LinkOpened(new Uri(action.Text("url")!));
            case "Action.ToggleVisibility":
                return new ClickOutcome.PartToggled();
        }

        var (values, refused) = button.Fill(inputs);
        if (refused.Count > 0)
        {
            return new ClickOutcome.InputsRefused(refused);
        }

        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        foreach (var (id, value) in values)
        {
            data[id] = value?.DeepClone();
        }

        return action.Text("type") == "Action.Execute"
            ? await ExecuteAsync(message, action.Text("verb"), data, cancellationToken, title: button.Title, id: action.Text("id"))
            : await SubmitAsync(message, data, cancellationToken);
    }

    /// <summary>Sends this Action.Execute even if the card has no such button.</summary>
    /// <param name="message">The message that carries the card.</param>
    /// <param name="verb">Null: no verb.</param>
    /// <param name="data">Data with the inputs in it; null: none.</param>
    /// <param name="title">Null: not sent.</param>
    /// <param name="id">Null: not sent.</param>
    /// <param name="trigger"><c>manual</c> or <c>automatic</c>.</param>
    public async Task<ClickOutcome> ExecuteAsync(
        TeamsMessage message, string? verb, JsonObject? data, CancellationToken cancellationToken, string? title = null, string? id = null,
        string trigger = "manual")
    {
        var action = new JsonObject { ["type"] = "Action.Execute" };
        AddUnlessNull(action, "title", title);
        AddUnlessNull(action, "id", id);
        AddUnlessNull(action, "verb", verb);
        AddUnlessNull(action, "data", data?.DeepClone());
        var conversation = PlaceOf(message);
        var activity = _activities.Execute(Account, conversation, message, action, trigger);
        var answer = await _bot.PostAsync(activity, _tokens.Issue(), _directory.Options.AnswerWithin, cancellationToken);
        var outcome = InvokeAnswer.Read(answer);
        _directory.Change(conversation, message.Id, old => Show(old, outcome));
        return outcome;
    }

    /// <summary>Types into a choice of a card that the bot fills.</summary>
    /// <param name="message">The message that carries the card.</param>
    /// <param name="dataset">What the card's query names.</param>
    /// <returns>The values that it offers.</returns>
    /// <exception cref="InvalidOperationException">It does not answer with results.</exception>
    public async Task<IReadOnlyList<string>> LookUpAsync(
        TeamsMessage message, string dataset, string typed, CancellationToken cancellationToken)
    {
        var activity = _activities.Search(Account, PlaceOf(message), message, dataset, typed);
        var answer = await _bot.PostAsync(activity, _tokens.Issue(), _directory.Options.AnswerWithin, cancellationToken);
        return answer.Status == 200 && JsonNode.Parse(answer.Body) is JsonObject body
            && body.Text("type") == "application/vnd.microsoft.search.searchResponse"
            && body["value"]?["results"] is JsonArray { Count: <= 15 } results
                ? [.. results.Select(result => result.Text("value")!)]
                : throw new InvalidOperationException($"There are no results in HTTP {answer.Status}. {answer.Body}");
    }

    /// <summary>Sends an Action.Submit: a message with a value and no text.</summary>
    public async Task<ClickOutcome> SubmitAsync(TeamsMessage message, JsonObject value, CancellationToken cancellationToken)
    {
        var activity = _activities.Submit(Account, PlaceOf(message), message, (JsonObject)value.DeepClone());
        var answer = await DeliverAsync(activity, cancellationToken);
        return answer.Status is >= 200 and < 300
            ? new ClickOutcome.Submitted() : new ClickOutcome.SomethingWentWrong($"HTTP {answer.Status}. {answer.Body}");
    }

    /// <summary>
    /// Looks at a card that refreshes itself for this person, as a client does when it comes into view. Null: the card does not.
    /// </summary>
    public async Task<ClickOutcome?> RefreshAsync(TeamsMessage message, CancellationToken cancellationToken)
    {
        var refresh = message.CardFor(Account)?["refresh"];
        var mine = refresh?["userIds"] is not JsonArray ids || ids.Any(id => id?.GetValue<string>() == Account.Mri);
        return refresh?["action"] is JsonObject action && mine
            ? await ExecuteAsync(message, action.Text("verb"), action["data"] as JsonObject, cancellationToken, trigger: "automatic")
            : null;
    }

    /// <summary>Waits until a message of the bot's in this chat satisfies <paramref name="wanted"/>; the newest such one.</summary>
    public Task<TeamsMessage> ReceiveAsync(Func<TeamsMessage, bool> wanted, CancellationToken cancellationToken) =>
        _directory.Changes.UntilAsync(() =>
            Chat.Messages.LastOrDefault(message => message.Author is null && !message.Deleted && wanted(message)), cancellationToken);

    /// <summary>Waits for a card in this chat that has a button with this title, as this person sees it.</summary>
    public Task<TeamsMessage> ReceiveCardAsync(string buttonTitle, CancellationToken cancellationToken) =>
        ReceiveAsync(message =>
            message.CardFor(Account) is { } card && CardForm.Read(card).Find(buttonTitle) is not null, cancellationToken);

    private static void AddUnlessNull(JsonObject members, string name, JsonNode? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }

    private TeamsMessage Show(TeamsMessage message, ClickOutcome outcome) => outcome switch
    {
        ClickOutcome.CardShown(var card) =>
            message with { Views = message.Views.SetItem(Account.Mri, card), Notices = message.Notices.Remove(Account.Mri) },
        ClickOutcome.NoticeShown(var text) => Noted(message, text),
        ClickOutcome.ErrorShown(_, var text) => Noted(message, text),
        _ => Noted(message, "Something went wrong. Please try again."),
    };

    private TeamsMessage Noted(TeamsMessage message, string text) => message with { Notices = message.Notices.SetItem(Account.Mri, text) };

    private TeamsConversation PlaceOf(TeamsMessage message) => Chat.Find(message.Id) is null ? _directory.Channel : Chat;

    private TeamsMessage Current(TeamsMessage message) => PlaceOf(message).Find(message.Id) ?? message;

    private async Task<BotAnswer> PostAsync(
        TeamsConversation conversation, JsonObject activity, string text, CancellationToken cancellationToken)
    {
        _directory.Post(conversation,
            new TeamsMessage { Id = activity.Text("id")!, Author = Account, Text = text, TextFormat = "plain", At = _directory.Now() });
        return await DeliverAsync(activity, cancellationToken);
    }

    /// <summary>Messages and events that are not answered in time are delivered once more, with the same id.</summary>
    private async Task<BotAnswer> DeliverAsync(JsonObject activity, CancellationToken cancellationToken)
    {
        var answer = await _bot.PostAsync(activity, _tokens.Issue(), _directory.Options.AnswerWithin, cancellationToken);
        return answer.Status == 0 && _bot.Address is not null
            ? await _bot.PostAsync(activity, _tokens.Issue(), _directory.Options.AnswerWithin, cancellationToken)
            : answer;
    }
}
