using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams.Client;
using PolicyBot.Lab.Teams.Connector;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.Lab.Teams;

/// <summary>
/// A Microsoft 365 tenant on this machine, as far as a Teams bot meets it: the Bot Connector with its keys and its REST API, Entra ID's
/// token endpoint, and people whose clients talk to the bot. It speaks the wire protocols only.
/// </summary>
public sealed class TeamsTenant : IAsyncDisposable
{
    private readonly TeamsDirectory _directory;
    private readonly BotEndpoint _bot = new();
    private readonly ConnectorService _connector;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, TeamsPerson> _people = new(StringComparer.OrdinalIgnoreCase);
    private LoopbackServer? _connectorServer;
    private LoopbackServer? _authorityServer;

    private TeamsTenant(TeamsTenantOptions options, TimeProvider time)
    {
        Options = options;
        _directory = new TeamsDirectory(options, time);
        Authority = new EntraAuthority(options, time);
        Tokens = new ConnectorTokens(options.AppId, () => ServiceUrl, time);
        Activities = new Activities(_directory, () => ServiceUrl);
        _connector = new ConnectorService(_directory, Authority, time);
        _certificate = LoopbackCertificate.Create(time.GetUtcNow());
        foreach (var account in options.Accounts)
        {
            _people[account.Key] = new TeamsPerson(account, _directory, Activities, _bot, Tokens);
        }
    }

    /// <summary>Ids and secrets.</summary>
    public TeamsTenantOptions Options { get; }

    /// <summary>Keys and tokens of the connector.</summary>
    public ConnectorTokens Tokens { get; }

    /// <summary>The stand-in for Entra ID.</summary>
    public EntraAuthority Authority { get; }

    /// <summary>What the connector is to do wrong.</summary>
    public ConnectorFaults Faults => _connector.Faults;

    /// <summary>Every request that reached the connector, in order.</summary>
    public IReadOnlyList<ConnectorRequest> Requests => _connector.Requests;

    /// <summary>Grows with everything that happens in a chat.</summary>
    public ChangeSignal Changes => _directory.Changes;

    /// <summary>All people, in the order of the directory; those who have left too.</summary>
    public IEnumerable<TeamsPerson> People =>
        _directory.Accounts.Select(account => _people.GetValueOrDefault(account.Key)).OfType<TeamsPerson>();

    /// <summary>The channel with all people and the bot.</summary>
    public TeamsConversation Channel => _directory.Channel;

    /// <summary>Value for <c>Teams:OpenIdMetadataUrl</c>.</summary>
    public Uri OpenIdMetadataUrl => new(_connectorServer!.Address, "/v1/.well-known/openidconfiguration");

    /// <summary>Value for <c>Teams:AuthorityHost</c>; HTTPS with a certificate that no trust store knows.</summary>
    public Uri AuthorityHost => _authorityServer!.Address;

    /// <summary>Value for <c>Teams:AuthorityCertificateSha256</c>, in hexadecimal digits.</summary>
    public string AuthorityCertificateSha256 => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>The base of all replies, as activities carry it now.</summary>
    public string ServiceUrl => new Uri(_connectorServer!.Address, $"/{_directory.Region}/{Options.TenantId}/").ToString();

    /// <summary>What <c>https://smba.trafficmanager.net/teams/</c> is in the world: an address that works for every tenant.</summary>
    public string GlobalServiceUrl => new Uri(_connectorServer!.Address, "/teams/").ToString();

    /// <summary>The bot's <c>/api/messages</c>; null: no events are delivered.</summary>
    public Uri? BotAddress
    {
        get => _bot.Address;
        set => _bot.Address = value;
    }

    /// <summary>Whether the connector answers 429 above its documented rates.</summary>
    public bool RateLimits
    {
        get => _connector.RateLimits;
        set => _connector.RateLimits = value;
    }

    internal Activities Activities { get; }

    /// <summary>Opens the tenant on free ports of 127.0.0.1.</summary>
    public static async Task<TeamsTenant> StartAsync(TeamsTenantOptions? options, CancellationToken cancellationToken)
    {
        var tenant = new TeamsTenant(options ?? new TeamsTenantOptions(), TimeProvider.System);
        tenant._connectorServer =
            await LoopbackServer.StartAsync(
                tenant.AnswerAsync, cancellationToken, port: LoopbackServer.ChoosePort(tenant.Options.ConnectorPort));
        tenant._authorityServer = await LoopbackServer.StartAsync(tenant.Authority.AnswerAsync, cancellationToken, tenant._certificate);
        tenant.Authority.Address = tenant.AuthorityHost;
        return tenant;
    }

    /// <summary>The person with this key: the address they had at first.</summary>
    /// <exception cref="KeyNotFoundException">There is no such person.</exception>
    public TeamsPerson Person(string email) => _people[email];

    /// <summary>Adds a person, who may have an address that another account had before. The bot hears nothing of it.</summary>
    /// <exception cref="ArgumentException">There is one with this key.</exception>
    public TeamsPerson Join(TeamsAccount account)
    {
        _directory.Join(account);
        return _people[account.Key] = new TeamsPerson(account, _directory, Activities, _bot, Tokens);
    }

    /// <summary>
    /// Changes an account in the directory, such as its addresses, or removes it. The bot is told nothing; the roster shows it from now on.
    /// </summary>
    public void Change(string email, Func<TeamsAccount, TeamsAccount> change) => _directory.Change(email, change);

    /// <summary>Moves the tenant to another region: the old service URL answers 403 <c>InvalidBotApiHost</c> from now on.</summary>
    public void Move(string region) => _directory.Region = region;

    /// <summary>Posts an activity to the bot exactly as given: for forged tokens, repeated deliveries and odd content.</summary>
    /// <param name="activity">The body.</param>
    /// <param name="token">Bearer token; null: no Authorization header.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<BotAnswer> DeliverAsync(JsonObject activity, string? token, CancellationToken cancellationToken) =>
        _bot.PostAsync(activity, token, Options.AnswerWithin, cancellationToken);

    /// <summary>A text message from this person as Teams would deliver it, to change and hand to <see cref="DeliverAsync"/>.</summary>
    public JsonObject TextActivity(string email, string text) => Activities.Text(Person(email).Account, text);

    /// <summary>An <c>adaptiveCard/action</c> invoke as Teams would deliver it, to change and hand to <see cref="DeliverAsync"/>.</summary>
    public JsonObject ExecuteActivity(string email, TeamsMessage message, string verb, JsonObject data) => Activities.Execute(
        Person(email).Account, Person(email).Chat, message,
        new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data.DeepClone() }, "manual");

    /// <summary>Drops every message and every request so far. A long run of load would fill the memory with them.</summary>
    public void Forget()
    {
        _directory.Forget();
        _connector.Forget();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _connectorServer, _authorityServer }.OfType<LoopbackServer>())
        {
            await server.DisposeAsync();
        }

        _bot.Dispose();
        Tokens.Dispose();
        Authority.Dispose();
        _certificate.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/v1/.well-known/openidconfiguration" or "/v1/.well-known/openid-configuration" =>
            context.Response.WriteJsonAsync(200, ConnectorTokens.Metadata(_connectorServer!.Address), context.RequestAborted),
        "/v1/.well-known/keys" => context.Response.WriteJsonAsync(200, Tokens.KeySet(), context.RequestAborted),
        _ => _connector.AnswerAsync(context),
    };
}
