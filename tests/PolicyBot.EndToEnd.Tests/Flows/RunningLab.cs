using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams;
using PolicyBot.Testing;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>
/// The whole product, started once for a collection of tests: a Host of its own on tables of its own, in the Azurite that all tests of this
/// process share.
/// </summary>
/// <param name="casts">How many casts there are; fewer tests need fewer.</param>
/// <param name="settings">Settings for the Host, name and value.</param>
public abstract partial class RunningLab(int casts, params (string Name, string Value)[] settings) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AzuriteFixture _azurite = new();
    private readonly string _catalog = Path.Combine(Path.GetTempPath(), $"policybot-{Path.GetRandomFileName()}.yaml");
    private readonly ConcurrentQueue<string> _heard = new();
    private int _casts;

    /// <summary>The product and what is around it.</summary>
    public PolicyBotLab Lab { get; private set; } = null!;

    /// <summary>The file that the product reads its catalog from.</summary>
    public string CatalogPath => _catalog;

    /// <summary>Whether the Host has a model.</summary>
    protected virtual bool WithModel => true;

    /// <summary>How many requests wait as a card each: tests that share people leave many open.</summary>
    protected virtual string FullCards => "1000";

    /// <summary>The Slack workspace; null: there is none.</summary>
    protected virtual SlackWorkspaceOptions? Workspace => null;

    /// <summary>The people in Teams.</summary>
    protected virtual IReadOnlyList<TeamsAccount> TeamsAccounts => Cast.Everybody(casts);

    /// <summary>How many casts there are.</summary>
    protected int Casts => casts;

    /// <summary>The catalog.</summary>
    protected virtual string Catalog => Cast.Catalog(casts);

    /// <summary>Hears what the Host writes from now on; to be called again when it was started again.</summary>
    public void Listen()
    {
        foreach (var line in Lab.Host.Output)
        {
            _heard.Enqueue(line);
        }

        Lab.Host.LineWritten += _heard.Enqueue;
    }

    /// <summary>
    /// Fails if the Host has written anything that belongs into no log: what people wrote, who they are, tokens, secrets.
    /// </summary>
    public void AssertDiscreet()
    {
        var key = Lab.StorageConnectionString.Split("AccountKey=")[1].Split(';')[0];
        string[] kept =
            [Wish.Justification[..40], "svc-", "vendor", "@contoso.example", Lab.Tenant.Options.AppPassword, Lab.Model.ApiKey, key,
            .. OfSlack()];
        while (_heard.TryDequeue(out var line))
        {
            Assert.All(kept, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotMatch(Trigger(), line);
            Assert.DoesNotMatch(JsonWebToken(), line);
        }
    }

    /// <summary>
    /// What Slack is asked with, and where it may be answered: tokens, the signing secret, response URLs, sockets' addresses.
    /// </summary>
    private string[] OfSlack() => Lab.Workspace is { Options: var slack }
        ? ["xoxb-", "xapp-", slack.BotToken, slack.SigningSecret, slack.AppToken, $"/actions/{slack.TeamId}", $"/commands/{slack.TeamId}",
        "ticket="]
        : [];

    /// <summary>People whom <see cref="NextCast"/> never returns.</summary>
    public Cast LastCast => new(casts);

    /// <summary>The people for one more test.</summary>
    public Cast NextCast() => new(((Interlocked.Increment(ref _casts) - 1) % (casts - 1)) + 1);

    public virtual async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        await File.WriteAllTextAsync(_catalog, Catalog);
        var options = new PolicyBotLabOptions
        {
            CatalogPath = _catalog,
            Tenant = new TeamsTenantOptions { Accounts = TeamsAccounts },
            Workspace = Workspace,
            StorageConnectionString = _azurite.ConnectionString,
            TablePrefix = _azurite.TablePrefix,
            HostPort = 0,
            WithModel = WithModel,
            Environment = settings.Append((Name: "PolicyBot__FullCards", Value: FullCards)).ToDictionary(
                setting => setting.Name, setting => setting.Value),
        };
        using var deadline = new CancellationTokenSource(Patience);
        Lab = await PolicyBotLab.StartAsync(options, deadline.Token);
        Listen();
        var members = Lab.Tenant.People.Where(person => person.Account.Role == "user");
        await Task.WhenAll(members.Select(person => person.ReceiveAsync(_ => true, deadline.Token))); // the welcome
    }

    public virtual async Task DisposeAsync()
    {
        await Lab.DisposeAsync().AsTask().WaitAsync(Patience); // what hangs here would keep the whole run
        File.Delete(_catalog);
    }

    /// <summary>A trigger as the workspace gives it out.</summary>
    [GeneratedRegex(@"\d{13}\.\d+\.[0-9a-f]{32}")]
    private static partial Regex Trigger();

    /// <summary>The beginning of a JSON web token: its header in base64url, and a dot. Ids in random letters do not match it.</summary>
    [GeneratedRegex(@"\beyJ[\w-]{16,}\.")]
    private static partial Regex JsonWebToken();
}
