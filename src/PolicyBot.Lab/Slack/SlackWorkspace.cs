using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.Api;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Slack.SocketMode;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack;

/// <summary>
/// A Slack workspace on this machine, as far as an app meets it: the Web API, response URLs, Socket Mode, and people whose clients talk to
/// the app. It speaks the wire protocols only.
/// </summary>
public sealed class SlackWorkspace : IAsyncDisposable
{
    private readonly SlackDirectory _directory;
    private readonly SlackViews _views;
    private readonly SlackPayloads _payloads;
    private readonly SocketServer _sockets;
    private readonly AppDelivery _app;
    private readonly WebApi _api;
    private readonly ResponseUrls _responseUrls;
    private readonly PeopleMethods _users;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, SlackPerson> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<SlackAccount, SlackPerson> _newPerson;
    private LoopbackServer? _server;

    private SlackWorkspace(SlackWorkspaceOptions options, ChangeSignal changes, TimeProvider time)
    {
        Options = options;
        _time = time;
        _directory = new SlackDirectory(options, changes, time);
        _views = new SlackViews(_directory, time);
        _sockets = new SocketServer(options, time);
        _app = new AppDelivery(options, _sockets, time);
        _users = new PeopleMethods(_directory);
        _payloads = new SlackPayloads(_directory, _views, new ChatMethods(_directory).Write);
        var triggers = new Triggers(options.TriggerLasts, time);
        _api = new WebApi(_directory, _views, triggers, _sockets.NewAddress, time);
        _responseUrls = new ResponseUrls(_directory, _api, time);
        _directory.Happened = inner => _app.EventInBackground(_payloads.Event(inner));
        _newPerson = account => new SlackPerson(account, _directory, _views, _payloads, _app, triggers, NewResponseUrl);
        foreach (var account in options.Accounts)
        {
            _people[account.Key] = _newPerson(account);
        }
    }

    /// <summary>Ids and secrets.</summary>
    public SlackWorkspaceOptions Options { get; }

    /// <summary>Value for <c>Slack:ApiBaseUrl</c>.</summary>
    public Uri ApiBaseUrl => new(_server!.Address, "/api/");

    /// <summary>What the API and the response URLs are to do wrong.</summary>
    public SlackFaults Faults => _api.Faults;

    /// <summary>Every call that reached the API or a response URL, in order.</summary>
    public IReadOnlyList<SlackApiRequest> Requests => _api.Requests;

    /// <summary>Grows with everything that happens in a conversation or a view.</summary>
    public ChangeSignal Changes => _directory.Changes;

    /// <summary>All people, in the order in which they came; those who were deactivated too.</summary>
    public IEnumerable<SlackPerson> People =>
        _directory.Accounts.Select(account => _people.GetValueOrDefault(account.Key)).OfType<SlackPerson>();

    /// <summary>The public channel with all people and the bot.</summary>
    public SlackConversation Channel => _directory.Channel;

    /// <summary>
    /// The app's address, under which <c>slack/events</c>, <c>slack/interactions</c> and <c>slack/commands</c> are; null: no events are
    /// delivered.
    /// </summary>
    public Uri? AppAddress
    {
        get => _app.Address;
        set => _app.Address = value;
    }

    /// <summary>Whether the API answers 429 above its documented rates.</summary>
    public bool RateLimits
    {
        get => _api.RateLimits;
        set => _api.RateLimits = value;
    }

    /// <summary>Whether the app's tokens were revoked: every call answers <c>token_revoked</c>.</summary>
    public bool TokenRevoked
    {
        get => _api.TokenRevoked;
        set => _api.TokenRevoked = value;
    }

    /// <summary>Whether Slack is down: the API and the response URLs answer 503 and do nothing. People's clients go on.</summary>
    public bool IsDown
    {
        get => _api.IsDown;
        set => _api.IsDown = value;
    }

    /// <summary>How many sockets the app has open.</summary>
    public int SocketConnections => _sockets.Connections;

    /// <summary>How long a socket waits before its <c>hello</c>.</summary>
    public TimeSpan HelloAfter
    {
        get => _sockets.HelloAfter;
        set => _sockets.HelloAfter = value;
    }

    /// <summary>Opens the workspace on a free port of 127.0.0.1.</summary>
    public static Task<SlackWorkspace> StartAsync(SlackWorkspaceOptions? options, CancellationToken cancellationToken) =>
        StartAsync(options, new ChangeSignal(), cancellationToken);

    /// <summary>The person with this key: the address they had at first.</summary>
    /// <exception cref="KeyNotFoundException">There is no such person.</exception>
    public SlackPerson Person(string email) => _people[email];

    /// <summary>The person with this key; null: they have no Slack.</summary>
    public SlackPerson? FindPerson(string email) => _people.GetValueOrDefault(email);

    /// <summary>Changes an account, such as its address, or deactivates it, and tells the app.</summary>
    public Task<AppAnswer> ChangeAsync(string email, Func<SlackAccount, SlackAccount> change, CancellationToken cancellationToken)
    {
        var changed = change(Person(email).Account);
        _directory.Change(changed);
        return _app.EventAsync(_payloads.UserChanged(_users.Write(changed)), cancellationToken);
    }

    /// <summary>Adds a person, who may have an address that another account had before, and tells the app.</summary>
    /// <exception cref="ArgumentException">There is one with this key.</exception>
    public async Task<SlackPerson> JoinAsync(SlackAccount account, CancellationToken cancellationToken)
    {
        _directory.Join(account);
        var person = _people[account.Key] = _newPerson(account);
        await _app.EventAsync(_payloads.TeamJoined(_users.Write(account)), cancellationToken);
        return person;
    }

    /// <summary>Delivers any event, in an envelope with a new id.</summary>
    public Task<AppAnswer> DeliverEventAsync(JsonObject inner, CancellationToken cancellationToken) =>
        _app.EventAsync(_payloads.Event(inner), cancellationToken);

    /// <summary>Delivers an envelope exactly as given, for repeated deliveries.</summary>
    public Task<AppAnswer> DeliverEnvelopeAsync(JsonObject envelope, CancellationToken cancellationToken) =>
        _app.EventAsync(envelope, cancellationToken);

    /// <summary>A typed message as Slack would deliver it, to change and hand to <see cref="DeliverEnvelopeAsync"/>.</summary>
    public JsonObject MessageEnvelope(string email, string text) =>
        _payloads.Message(Person(email).Account, Person(email).Chat, text, _directory.NextTs());

    /// <summary>Posts bytes to the app, for forged signatures and odd content.</summary>
    /// <param name="path">Such as <c>slack/events</c>.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="body">The body.</param>
    /// <param name="secret">What it is signed with; null: it is not signed.</param>
    /// <param name="signedAgo">How long ago, as its timestamp says; negative: in the future.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<AppAnswer> PostAsync(
        string path, string contentType, byte[] body, string? secret, TimeSpan signedAgo, CancellationToken cancellationToken) =>
        _app.PostAsync(path, contentType, body, secret, _time.GetUtcNow() - signedAgo, cancellationToken);

    /// <summary>Tells every socket to go: <c>warning</c> (leaves it 10 s), <c>refresh_requested</c> or <c>link_disabled</c>.</summary>
    public Task DisconnectSocketsAsync(string reason, CancellationToken cancellationToken) =>
        _sockets.DisconnectAsync(reason, cancellationToken);

    /// <summary>Cuts every socket without a word.</summary>
    public void CutSockets() => _sockets.Cut();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _sockets.Cut();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal static async Task<SlackWorkspace> StartAsync(
        SlackWorkspaceOptions? options, ChangeSignal changes, CancellationToken cancellationToken)
    {
        var workspace = new SlackWorkspace(options ?? new SlackWorkspaceOptions(), changes, TimeProvider.System);
        workspace._server = await LoopbackServer.StartAsync(workspace.AnswerAsync, cancellationToken);
        workspace._sockets.Address = new UriBuilder(workspace._server.Address) { Scheme = "ws" }.Uri;
        return workspace;
    }

    internal SlackDirectory Directory => _directory;

    internal SlackViews Views => _views;

    private Uri NewResponseUrl(string kind, SlackConversation conversation, string userId, string? originalTs) =>
        new(_server!.Address, _responseUrls.Issue(kind, conversation, userId, originalTs));

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            return _api.AnswerAsync(context, path["/api/".Length..]);
        }

        if (path.StartsWith("/link", StringComparison.Ordinal))
        {
            return _sockets.AcceptAsync(context);
        }

        if (path.StartsWith("/actions/", StringComparison.Ordinal) || path.StartsWith("/commands/", StringComparison.Ordinal))
        {
            return _responseUrls.AnswerAsync(context);
        }

        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
