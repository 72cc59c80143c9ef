using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.Api;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>One person with one Slack client: what they type, press and submit goes to the app as Slack would send it.</summary>
public sealed class SlackPerson
{
    private readonly SlackDirectory _directory;
    private readonly SlackViews _views;
    private readonly SlackPayloads _payloads;
    private readonly AppDelivery _app;
    private readonly Triggers _triggers;
    private readonly Func<string, SlackConversation, string, string?, Uri> _responseUrl;
    private readonly string _id;

    internal SlackPerson(
        SlackAccount account, SlackDirectory directory, SlackViews views, SlackPayloads payloads, AppDelivery app, Triggers triggers,
        Func<string, SlackConversation, string, string?, Uri> responseUrl)
    {
        (_id, _directory, _views, _payloads, _app, _triggers, _responseUrl) =
            (account.Id, directory, views, payloads, app, triggers, responseUrl);
        Chat = directory.Direct(account);
    }

    /// <summary>Who it is, as of now.</summary>
    public SlackAccount Account => _directory.Account(_id)!;

    /// <summary>The direct messages with the bot.</summary>
    public SlackConversation Chat { get; }

    /// <summary>What stands there, oldest first.</summary>
    public IReadOnlyList<SlackMessage> Messages => Chat.Messages;

    /// <summary>The open modals, the one on top last.</summary>
    public IReadOnlyList<SlackView> Views => _views.Stack(_id);

    /// <summary>The modal on top; null: none is open.</summary>
    public SlackView? View => Views.Count == 0 ? null : Views[^1];

    /// <summary>The App Home; null: nothing was published yet.</summary>
    public SlackView? Home => _views.Home(_id);

    /// <summary>Types a message to the bot.</summary>
    public Task<SlackOutcome> SayAsync(string text, CancellationToken cancellationToken) => PostAsync(Chat, text, cancellationToken);

    /// <summary>Names the bot in the public channel.</summary>
    public Task<SlackOutcome> MentionAsync(string text, CancellationToken cancellationToken) =>
        PostAsync(_directory.Channel, $"<@{_directory.Options.BotUserId}> {text}", cancellationToken);

    /// <summary>Types the slash command, in the direct messages or in the channel.</summary>
    public async Task<SlackOutcome> SlashAsync(string text, CancellationToken cancellationToken, bool inChannel = false)
    {
        var conversation = inChannel ? _directory.Channel : Chat;
        var fields =
            _payloads.Command(Account, conversation, text, _triggers.Issue(_id, inModal: false),
            _responseUrl("commands", conversation, _id, null).ToString());
        var answer = await _app.CommandAsync(fields, cancellationToken);
        if (answer.Status != 200)
        {
            Tell(conversation,
                $"{_directory.Options.Command} failed with the error \"{(answer.Status == 0 ? "operation_timeout" : "dispatch_failed")}\"");
            return Failed(answer);
        }

        if (SlashAnswer.Read(answer) is { } said)
        {
            _directory.Post(
                conversation, said with { Ts = _directory.NextTs(), At = _directory.Now(), OnlyFor = said.OnlyFor is null ? null : _id });
        }

        return new SlackOutcome.Taken();
    }

    /// <summary>Uses the global shortcut.</summary>
    public async Task<SlackOutcome> ShortcutAsync(CancellationToken cancellationToken) =>
        Read(await _app.InteractionAsync(_payloads.Shortcut(Account, _triggers.Issue(_id, inModal: false)), cancellationToken));

    /// <summary>Opens the App Home, or another of the app's tabs.</summary>
    public async Task<SlackOutcome> OpenHomeAsync(CancellationToken cancellationToken, string tab = "home") =>
        Read(await _app.EventAsync(_payloads.HomeOpened(Account, tab), cancellationToken));

    /// <summary>Presses the button with this title on what this person sees now.</summary>
    /// <exception cref="InvalidOperationException">It is gone, or has no such button.</exception>
    public Task<SlackOutcome> PressAsync(SlackSurface surface, string title, CancellationToken cancellationToken)
    {
        var shown = Current(surface);
        return SendAsync(shown, Button(shown, title), cancellationToken);
    }

    /// <summary>Presses a button of an old copy: a client that does not know of the change.</summary>
    public Task<SlackOutcome> PressOldAsync(SlackSurface surface, string title, CancellationToken cancellationToken) =>
        SendAsync(surface, Button(surface, title), cancellationToken);

    /// <summary>Presses or chooses by ids, as the Lab's page does.</summary>
    internal async Task<SlackOutcome> ActAsync(
        SlackSurface surface, string blockId, string actionId, string? value, CancellationToken cancellationToken)
    {
        var shown = Current(surface);
        var part = BlockForm.Of(shown.Blocks).FirstOrDefault(one => one.BlockId == blockId && one.ActionId == actionId)
            ?? throw new InvalidOperationException("That is not there any more.");
        if (value is not null && shown is SlackView view && part.HasState)
        {
            shown = Put(view, part, value);
        }

        return await SendAsync(shown, part, cancellationToken);
    }

    /// <summary>Chooses or types a value in a block of an open view. The app hears of it where the block asks for that.</summary>
    /// <exception cref="InvalidOperationException">The view is closed, or has no such block or choice.</exception>
    public async Task<SlackOutcome> ChooseAsync(SlackView view, string blockId, string value, CancellationToken cancellationToken)
    {
        var part = Part(Open(view), blockId);
        var typed = Put(view, part, value);
        return part.Dispatches ? await SendAsync(typed, part, cancellationToken) : new SlackOutcome.Taken();
    }

    /// <summary>Types into a list of an open view that the app fills.</summary>
    /// <returns>The values that it offers; none before the fewest letters.</returns>
    /// <exception cref="InvalidOperationException">The view is closed or has no such block, or the app does not answer.</exception>
    public async Task<IReadOnlyList<string>> LookUpAsync(SlackView view, string blockId, string typed, CancellationToken cancellationToken)
    {
        var open = Open(view);
        var part = Part(open, blockId);
        if (typed.Length < (part.Element["min_query_length"]?.GetValue<int>() ?? 3))
        {
            return [];
        }

        var answer = await _app.InteractionAsync(_payloads.BlockSuggestion(Account, open, part, typed), cancellationToken);
        return answer.Taken && JsonNode.Parse(answer.Body)?["options"] is JsonArray { Count: <= 100 } options
            ? [.. options.Select(option => option.Text("value")!)]
            : throw new InvalidOperationException($"There are no options in HTTP {answer.Status}. {answer.Body}");
    }

    /// <summary>Types into the inputs of an open view, and no more.</summary>
    public SlackView Fill(SlackView view, IReadOnlyDictionary<string, string> inputs)
    {
        var filled = Open(view);
        foreach (var (blockId, value) in inputs)
        {
            filled = Put(filled, Part(filled, blockId), value);
        }

        return filled;
    }

    /// <summary>Fills in and submits the modal on top; the client checks the inputs first.</summary>
    /// <exception cref="InvalidOperationException">The view is closed, covered, or has no such input or nothing to submit.</exception>
    public async Task<SlackOutcome> SubmitAsync(
        SlackView view, IReadOnlyDictionary<string, string> inputs, CancellationToken cancellationToken)
    {
        var filled = Fill(view, inputs);
        if (filled.Submit is null || View?.Id != filled.Id)
        {
            throw new InvalidOperationException(filled.Submit is null ? "The view has nothing to submit." : "Another view lies on top.");
        }

        var refused = Submission.Refused(filled);
        _views.Change(filled.Id, old => old with { Errors = refused, Trouble = null });
        if (refused.Count > 0)
        {
            return new SlackOutcome.InputsRefused(refused);
        }

        var answer =
            await _app.InteractionAsync(_payloads.ViewSubmission(Account, filled, _triggers.Issue(_id, inModal: true)), cancellationToken);
        return Submission.Apply(_views, filled, answer);
    }

    /// <summary>Closes the modal on top, or all of them.</summary>
    public async Task<SlackOutcome> CloseAsync(SlackView view, CancellationToken cancellationToken, bool all = false)
    {
        var closed = Open(view);
        if (all || closed.Json["clear_on_close"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
        {
            _views.Clear(_id);
        }
        else
        {
            _views.Close(_id, closed.Id);
        }

        return closed.Json["notify_on_close"]?.GetValueKind() == System.Text.Json.JsonValueKind.True
            ? Read(await _app.InteractionAsync(_payloads.ViewClosed(Account, closed, all), cancellationToken))
            : new SlackOutcome.ViewClosed();
    }

    /// <summary>Waits until a message of the bot's satisfies <paramref name="wanted"/>; the newest such one.</summary>
    public Task<SlackMessage> ReceiveAsync(Func<SlackMessage, bool> wanted, CancellationToken cancellationToken) =>
        _directory.Changes.UntilAsync(() =>
            Messages.LastOrDefault(message => message.AuthorId is null && !message.Deleted && wanted(message)), cancellationToken);

    /// <summary>Waits for a message with a button of this title.</summary>
    public Task<SlackMessage> ReceiveButtonAsync(string title, CancellationToken cancellationToken) =>
        ReceiveAsync(message => message.Buttons.Contains(title), cancellationToken);

    /// <summary>Waits until the modal on top satisfies <paramref name="wanted"/>.</summary>
    public Task<SlackView> ReceiveViewAsync(Func<SlackView, bool> wanted, CancellationToken cancellationToken) =>
        _directory.Changes.UntilAsync(() => View is { } view && wanted(view) ? view : null, cancellationToken);

    /// <summary>Waits until the App Home satisfies <paramref name="wanted"/>.</summary>
    public Task<SlackView> ReceiveHomeAsync(Func<SlackView, bool> wanted, CancellationToken cancellationToken) =>
        _directory.Changes.UntilAsync(() => Home is { } home && wanted(home) ? home : null, cancellationToken);

    private static SlackOutcome.Failed Failed(AppAnswer answer) => new($"HTTP {answer.Status}. {answer.Body}");

    private static SlackOutcome Read(AppAnswer answer) => answer.Taken ? new SlackOutcome.Taken() : Failed(answer);

    private static BlockPart Button(SlackSurface surface, string title) =>
        BlockForm.Of(surface.Blocks).FirstOrDefault(part => part.IsButton && part.Title == title)
        ?? throw new InvalidOperationException($"No button '{title}' there. There are: {string.Join(", ", surface.Buttons)}.");

    private static BlockPart Part(SlackView view, string blockId) =>
        BlockForm.Of(view.Blocks).FirstOrDefault(part => part.BlockId == blockId && part.HasState)
        ?? throw new InvalidOperationException($"No input '{blockId}' there. There are: {string.Join(", ", view.Inputs)}.");

    private async Task<SlackOutcome> SendAsync(SlackSurface surface, BlockPart part, CancellationToken cancellationToken)
    {
        var message = surface as SlackMessage;
        var conversation = message is null ? null : PlaceOf(message);
        var url = message is null ? null : _responseUrl("actions", conversation!, _id, message.Ts).ToString();
        var state = surface is SlackView view && part.HasState ? view.StateOf(part) : null;
        var trigger = _triggers.Issue(_id, inModal: surface is SlackView { Type: "modal" });
        var payload = _payloads.BlockActions(Account, surface, conversation, _payloads.Action(part, state), trigger, url);
        var answer = await _app.InteractionAsync(payload, cancellationToken);
        Warn(surface, answer.Status == 200 ? null : "This app is not responding.");
        return answer.Status != 200
            ? Failed(answer)
            : part.IsButton && part.Element["url"] is { } link
            ? new SlackOutcome.LinkOpened(new Uri(link.ToString())) : new SlackOutcome.Taken();
    }

    private void Warn(SlackSurface surface, string? words)
    {
        switch (surface)
        {
            case SlackMessage message when words is not null || message.Warnings.ContainsKey(_id):
                _directory.Change(PlaceOf(message), message.Ts, old =>
                    old with { Warnings = words is null ? old.Warnings.Remove(_id) : old.Warnings.SetItem(_id, words) });
                break;
            case SlackView view when words != view.Trouble:
                _views.Change(view.Id, old => old with { Trouble = words });
                break;
        }
    }

    private SlackSurface Current(SlackSurface surface) => surface switch
    {
        SlackView view => Open(view),
        SlackMessage message => PlaceOf(message).Find(message.Ts) ?? throw new InvalidOperationException("The message is gone."),
        _ => surface,
    };

    private SlackView Open(SlackView view) => _views.Find(view.Id) ?? throw new InvalidOperationException("The view is closed.");

    private SlackView Put(SlackView view, BlockPart part, string value) =>
        _views.Change(view.Id, old =>
            old with { Typed = old.Typed.SetItem((part.BlockId, part.ActionId), ElementState.Of(part.Element, value)) })
        ?? throw new InvalidOperationException("The view is closed.");

    private SlackConversation PlaceOf(SlackMessage message) => Chat.Find(message.Ts) is null ? _directory.Channel : Chat;

    private void Tell(SlackConversation conversation, string words) =>
        _directory.Post(conversation,
            new SlackMessage { Ts = _directory.NextTs(), Text = words, OnlyFor = _id, AuthorId = "USLACKBOT", At = _directory.Now() });

    private async Task<SlackOutcome> PostAsync(SlackConversation conversation, string text, CancellationToken cancellationToken)
    {
        var ts = _directory.NextTs();
        _directory.Post(conversation, new SlackMessage { Ts = ts, AuthorId = _id, Text = text, At = _directory.Now() });
        return Read(await _app.EventAsync(_payloads.Message(Account, conversation, text, ts), cancellationToken));
    }
}
