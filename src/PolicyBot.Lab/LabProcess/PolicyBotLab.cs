using System.Globalization;
using PolicyBot.Lab.Azurite;
using PolicyBot.Lab.Clock;
using PolicyBot.Lab.Mail;
using PolicyBot.Lab.Model;
using PolicyBot.Lab.Record;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Webhooks;

namespace PolicyBot.Lab.LabProcess;

/// <summary>
/// The whole product on this machine: a table store, a Teams tenant, a Slack workspace where wanted, a model, a mail server, a clock to
/// turn, and the real Host as a process of its own, which knows them only by its configuration.
/// </summary>
public sealed class PolicyBotLab : IAsyncDisposable
{
    private const string ChatsFile = "chats.json";
    private const string WorkspaceFile = "workspace.json";

    private readonly PolicyBotLabOptions _options;
    private readonly string _folder;
    private readonly LabTurns _turns;
    private readonly List<string> _earlierOutput = [];
    private AzuriteServer? _azurite;
    private HostProcess? _host;
    private bool _knowsEverybody;

    private PolicyBotLab(
        PolicyBotLabOptions options, string folder, LabClock clock, TeamsTenant tenant, ScriptedModel model, Uri hostAddress)
    {
        (_options, _folder, Clock, Tenant, Model, HostAddress) = (options, folder, clock, tenant, model, hostAddress);
        _turns = new LabTurns(this, CatalogPath);
    }

    /// <summary>The people and their Teams.</summary>
    public TeamsTenant Tenant { get; }

    /// <summary>Their Slack; null: there is none.</summary>
    public SlackWorkspace? Workspace { get; private set; }

    /// <summary>The model.</summary>
    public ScriptedModel Model { get; }

    /// <summary>A receiver of webhooks; the Host may call it once <c>webhook add</c> has named it.</summary>
    public WebhookReceiver Receiver { get; private set; } = null!;

    /// <summary>The mail server, which takes what the Host sends to those whom no chat reaches.</summary>
    public MailServer Mail { get; private set; } = null!;

    /// <summary>The clock that the Host follows.</summary>
    public LabClock Clock { get; }

    /// <summary>The stored rows.</summary>
    public TableRows Rows { get; private set; } = null!;

    /// <summary>Connection string of the store.</summary>
    public string StorageConnectionString { get; private set; } = null!;

    /// <summary>Start of all table names.</summary>
    public string TablePrefix => _options.TablePrefix;

    /// <summary>Where the Host serves; the same after a restart.</summary>
    public Uri HostAddress { get; }

    /// <summary>The Host as it runs now.</summary>
    public HostProcess Host => _host ?? throw new InvalidOperationException("The Host was not started.");

    /// <summary>Whether the Host is there and has not ended.</summary>
    public bool HostRuns => _host is { HasExited: false };

    /// <summary>The last lines the Host wrote, those of earlier runs before them.</summary>
    public IReadOnlyList<string> HostOutput => [.. _earlierOutput, .. _host?.Output ?? []];

    /// <summary>The Host's assembly.</summary>
    public string HostAssembly => _options.HostAssembly ?? WorkingCopy.HostAssembly;

    /// <summary>The configuration that the Host and its verbs get.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = HostAddress.GetLeftPart(UriPartial.Authority),
                ["PolicyBot__CatalogPath"] = CatalogPath,
                ["PolicyBot__PublicBaseUrl"] = HostAddress.GetLeftPart(UriPartial.Authority),
                ["PolicyBot__DangerouslyFollowClock"] = Clock.Path,
                ["Storage__ConnectionString"] = StorageConnectionString,
                ["Storage__TablePrefix"] = TablePrefix,
                ["Webhooks__AllowedHosts__0"] = Receiver.Address.Host,
                ["Smtp__Host"] = "127.0.0.1",
                ["Smtp__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
                ["Smtp__From"] = "policybot@contoso.example",
                ["Smtp__User"] = MailServer.User,
                ["Smtp__Password"] = Mail.Password,
                ["Smtp__CertificateSha256"] = Mail.CertificateSha256,
                ["Teams__MicrosoftAppType"] = "SingleTenant",
                ["Teams__MicrosoftAppId"] = Tenant.Options.AppId,
                ["Teams__MicrosoftAppPassword"] = Tenant.Options.AppPassword,
                ["Teams__MicrosoftAppTenantId"] = Tenant.Options.TenantId,
                ["Teams__OpenIdMetadataUrl"] = Tenant.OpenIdMetadataUrl.ToString(),
                ["Teams__AuthorityHost"] = Tenant.AuthorityHost.ToString(),
                ["Teams__AuthorityCertificateSha256"] = Tenant.AuthorityCertificateSha256,
            };
            if (Workspace is { Options: var slack })
            {
                environment["Slack__BotToken"] = slack.BotToken;
                environment["Slack__SigningSecret"] = slack.SigningSecret;
                environment["Slack__ApiBaseUrl"] = Workspace.ApiBaseUrl.ToString();
                environment["Slack__TeamId"] = slack.TeamId;
                environment["Slack__AppToken"] = slack.SocketMode ? slack.AppToken : "";
            }

            if (_options.WithModel)
            {
                environment["OpenAI__Endpoint"] = Model.Endpoint.ToString();
                environment["OpenAI__Deployment"] = Model.Deployment;
                environment["OpenAI__ApiKey"] = Model.ApiKey;
            }

            foreach (var (name, value) in _options.Environment)
            {
                environment[name] = value;
            }

            return environment.Where(setting => setting.Value.Length > 0).ToDictionary();
        }
    }

    /// <summary>Starts everything and returns once the Host is healthy and knows all people.</summary>
    /// <exception cref="InvalidOperationException">The store or the Host did not start; the message says what it wrote.</exception>
    public static async Task<PolicyBotLab> StartAsync(PolicyBotLabOptions options, CancellationToken cancellationToken)
    {
        var lab = await StartAroundAsync(options, cancellationToken);
        try
        {
            await lab.StartHostAsync(cancellationToken);
            if (options.InstallForEverybody && !lab._knowsEverybody)
            {
                await Parallel.ForEachAsync(
                    lab.Tenant.People, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
                    async (person, token) => await person.InstallAsync(token));
            }

            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts everything but the Host, for tests of what happens without it.</summary>
    public static async Task<PolicyBotLab> StartAroundAsync(PolicyBotLabOptions options, CancellationToken cancellationToken)
    {
        var folder = options.KeepFolder is null
            ? Directory.CreateTempSubdirectory("policybot-lab-").FullName : Directory.CreateDirectory(options.KeepFolder).FullName;
        var clock = new LabClock(Path.Combine(folder, "clock.txt"), TimeProvider.System);
        var people =
            (options.Tenant ?? new TeamsTenantOptions()) with
            {
                ClockOffset = () =>
                clock.Offset,
                ConnectorPort = KeptTenant.Port(Path.Combine(folder, ChatsFile))
            };
        var tenant = await TeamsTenant.StartAsync(people, cancellationToken);
        var model = await ScriptedModel.StartAsync(cancellationToken);
        model.Changed = tenant.Changes.Raise; // the page shows what it was asked
        var address = new Uri($"http://127.0.0.1:{LoopbackServer.ChoosePort(options.HostPort)}/");
        var lab = new PolicyBotLab(options, folder, clock, tenant, model, address);
        tenant.BotAddress = new Uri(address, "/api/messages");
        try
        {
            if (options.Workspace is { } slack)
            {
                // One signal for both: a waiting caller waits for either.
                lab.Workspace =
                    await SlackWorkspace.StartAsync(slack with { ClockOffset = () => clock.Offset }, tenant.Changes, cancellationToken);
                lab.Workspace.AppAddress = address;
                KeptWorkspace.Restore(lab.Workspace, Path.Combine(folder, WorkspaceFile));
            }

            lab.Receiver = await WebhookReceiver.StartAsync(tenant.Changes, cancellationToken);
            lab.Mail = MailServer.Start(TimeProvider.System.GetUtcNow());
            lab.Mail.Changed = tenant.Changes.Raise;
            lab.StorageConnectionString = options.StorageConnectionString ?? await lab.StartAzuriteAsync(cancellationToken);
            lab.Rows = new TableRows(lab.StorageConnectionString);
            lab._knowsEverybody = KeptTenant.Restore(tenant, Path.Combine(folder, ChatsFile));
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the Host, or starts it again after it was stopped or killed, at the same address.</summary>
    public async Task StartHostAsync(CancellationToken cancellationToken)
    {
        if (_host is not null)
        {
            _earlierOutput.AddRange(_host.Output);
            await _host.DisposeAsync();
        }

        _host = await HostProcess.StartAsync(HostAssembly, HostAddress, Environment, cancellationToken);
    }

    /// <summary>Starts one more Host on the same store, at an address of its own. The caller disposes it.</summary>
    public Task<HostProcess> StartAnotherHostAsync(CancellationToken cancellationToken) =>
        HostProcess.StartAsync(HostAssembly, new Uri($"http://127.0.0.1:{LoopbackServer.ChoosePort(0)}/"), Environment, cancellationToken);

    /// <summary>Runs a verb of the product with the Lab's configuration, such as <c>audit verify</c>.</summary>
    public Task<(int ExitCode, string Output)> RunVerbAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        HostProcess.RunAsync(HostAssembly, arguments, Environment, cancellationToken);

    /// <summary>Turns the clock on and returns once the Host has done what became due by that; after 30 seconds in any case.</summary>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken) => _turns.AdvanceAsync(by, cancellationToken);

    /// <summary>
    /// Turns the clock to the next thing that happens: to what is planned next, and on while the Host only looks and has nothing to do.
    /// False: nothing is planned. A Host that is not running does nothing; then the clock is at the next thing that is due.
    /// </summary>
    public Task<bool> AdvanceToNextEventAsync(CancellationToken cancellationToken) => _turns.AdvanceToNextEventAsync(cancellationToken);

    /// <summary>What happens next, of all that people will notice; empty: nothing is planned.</summary>
    /// <param name="exception">To this one; null: to any.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<IReadOnlyList<PlannedEvent>> NextAsync(string? exception, CancellationToken cancellationToken) =>
        _turns.NextAsync(exception, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_options.KeepFolder is not null)
        {
            KeptTenant.Save(Tenant, Path.Combine(_folder, ChatsFile));
        }

        if (Workspace is not null)
        {
            if (_options.KeepFolder is not null)
            {
                KeptWorkspace.Save(Workspace, Path.Combine(_folder, WorkspaceFile));
            }

            await Workspace.DisposeAsync();
        }

        await Tenant.DisposeAsync();
        await Model.DisposeAsync();
        await (Receiver?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Mail?.DisposeAsync() ?? ValueTask.CompletedTask);
        Rows?.Dispose();
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        if (_options.KeepFolder is null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string CatalogPath => _options.CatalogPath ?? WorkingCopy.SampleCatalog;

    private async Task<string> StartAzuriteAsync(CancellationToken cancellationToken)
    {
        _azurite = await AzuriteServer.StartAsync(_options.KeepFolder is null ? null : Path.Combine(_folder, "azurite"), cancellationToken);
        return _azurite.ConnectionString;
    }
}
