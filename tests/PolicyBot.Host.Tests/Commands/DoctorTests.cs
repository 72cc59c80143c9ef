using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PolicyBot.Application.Ports;
using PolicyBot.Host.Doctor;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Model;
using PolicyBot.Lab.Slack;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Host.Tests.Commands;

/// <summary><c>policybot doctor</c> against a whole installation, and against one with a fault of every kind.</summary>
public sealed class DoctorTests(DoctorTests.AnInstallation installation) : IClassFixture<DoctorTests.AnInstallation>
{
    private readonly PolicyBotLab lab = installation.Lab;

    [Fact]
    public async Task A_whole_installation_is_right_in_every_part_and_the_exit_code_says_so()
    {
        var (exitCode, output) = await lab.RunVerbAsync(default, "doctor", "--json");

        Assert.True(exitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        var right = json.RootElement.EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "right")
            .Select(one => one.GetProperty("part").GetString()!);
        Assert.Empty(new[] { "address", "catalog", "clock", "mail", "model", "slack", "store", "teams" }.Except(right));
        Assert.Empty(lab.Mail.Received);
        Assert.DoesNotContain(lab.Workspace!.Requests, request => request.Method.StartsWith("chat.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_comes_first_with_how_to_mend_it_and_the_exit_code_is_1()
    {
        lab.Workspace!.TokenRevoked = true;
        lab.Model.Next(new ModelAnswer.Failed(401));

        var (exitCode, output) = await lab.RunVerbAsync(default, "doctor");
        lab.Workspace.TokenRevoked = false;

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("WRONG     model     The deployment policybot-lab gives no assessment (misconfigured)", lines[0], StringComparison.Ordinal);
        Assert.Contains("OpenAI:ApiKey", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("WRONG     slack     ", lines[1], StringComparison.Ordinal);
        Assert.All(
            [lab.Mail.Password, lab.Model.ApiKey, lab.Tenant.Options.AppPassword, lab.Workspace.Options.BotToken, lab.Workspace.Options.AppToken],
            secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
    }

    /// <summary>What is changed of a whole installation, and what is then found. NOWHERE: an address where nothing listens.</summary>
    public static TheoryData<string, string, string, string> Faults { get; } = new()
    {
        { "PolicyBot:CatalogPath=", "settings", "PolicyBot:CatalogPath is missing", "" },
        { "PolicyBot:CatalogPath=nowhere.yaml", "settings", "there is no file nowhere.yaml", "" },
        { "PolicyBot:CatalogPath=LICENSE", "catalog", "LICENSE", "catalog check" },
        { "PolicyBot:PublicBaseUrl=policybot", "settings", "PolicyBot:PublicBaseUrl is no absolute", "" },
        { "PolicyBot:PublicBaseUrl=http://policybot.example", "settings", "must be https", "" },
        { "PolicyBot:PublicBaseUrl=NOWHERE", "address", "can't be reached", "proxy" },
        { "PolicyBot:PublicBaseUrl=MODEL", "address", "not as PolicyBot does", "proxy" },
        { "PolicyBot:FullCards=0", "settings", "PolicyBot:FullCards", "" },
        { "Storage:ConnectionString=", "settings", "Storage:ConnectionString or Storage:AccountUri is missing", "" },
        { "Storage:AccountUri=https://contoso.table.core.windows.net", "settings", "Storage:", "" },
        { "Storage:ConnectionString=AccountName=contoso", "settings", "Storage:ConnectionString", "" },
        { "Storage:ConnectionString=STORE-NOWHERE", "store", "It does not answer.", "reached from here" },
        { "Storage:ConnectionString=STORE-KEY", "store", "It refuses (403", "network rules" },
        { "Storage:TablePrefix=1", "settings", "Storage:TablePrefix", "" },
        { "Teams:MicrosoftAppPassword=wrong", "teams", "AADSTS7000215", "not its id" },
        { "Teams:MicrosoftAppId=99999999-1ab0-4ab0-8ab0-b07b07b07b07", "teams", "AADSTS700016", "Teams:MicrosoftAppId" },
        { "Teams:MicrosoftAppTenantId=99999999-6d11-4f6e-9c3b-c0470500c0de", "teams", "AADSTS90002", "no tenant" },
        { "Teams:AllowedTenants=99999999-6d11-4f6e-9c3b-c0470500c0de", "teams", "for the tenant 99999999", "Teams:AllowedTenants" },
        { "Teams:OpenIdMetadataUrl=NOWHERE", "teams", "signing keys can't be read", "Teams:OpenIdMetadataUrl" },
        { "Teams:MicrosoftAppType=Bot", "settings", "Teams:MicrosoftAppType", "" },
        { "Teams:MicrosoftAppPassword=", "settings", "Teams:MicrosoftAppPassword", "" },
        { "Slack:BotToken=xoxb-1-other", "slack", "The token is refused (invalid_auth)", "OAuth & Permissions" },
        { "Slack:BotToken=xoxp-1", "settings", "Slack:BotToken is no bot token", "" },
        { "Slack:AppToken=xapp-1-other", "slack", "Socket Mode is refused (invalid_auth)", "connections:write" },
        { "Slack:TeamId=T0OTHER", "slack", "Slack:TeamId is T0OTHER", "" },
        { "Slack:ApiBaseUrl=NOWHERE", "slack", "Slack does not answer", "reach 127.0.0.1" },
        { "OpenAI:ApiKey=wrong", "model", "(misconfigured)", "OpenAI:ApiKey" },
        { "OpenAI:Deployment=other", "model", "(misconfigured)", "OpenAI:Deployment" },
        { "OpenAI:Deployment=", "settings", "OpenAI:Deployment", "" },
        { "OpenAI:Endpoint=NOWHERE/openai/v1/", "model", "(unavailable)", "OpenAI:Endpoint" },
        { "Smtp:Password=wrong", "mail", "(signInRefused)", "Smtp:Password" },
        { "Smtp:CertificateSha256=", "mail", "(certificate)", "authority" },
        { "Smtp:Security=tls", "mail", "(certificate)", "another protocol" },
        { "Smtp:Port=1", "mail", "(connection)", "Smtp:Port" },
        { "Smtp:From=policybot", "settings", "Smtp:From", "" },
        { "Audit:SigningKeyPath=LICENSE", "settings", "Audit:SigningKeyPath", "" },
        { "Api:Keys:0=portal", "settings", "Api:Keys", "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_wrong_setting_is_found_and_named(string change, string part, string what, string mend)
    {
        var (key, value) = (change.Split('=', 2)[0], change.Split('=', 2)[1]);

        var found = await FindAsync((key, Filled(value)));

        var wrong = found.Where(finding => finding.Kind == FindingKind.Wrong).ToList();
        Assert.Contains(wrong, finding => finding.Part == part && finding.What.Contains(what, StringComparison.Ordinal)
            && finding.Mend.Contains(mend, StringComparison.Ordinal));
        Assert.All(wrong, finding => Assert.True(finding.Part == part, $"{finding}"));
    }

    [Fact]
    public async Task An_app_in_Slack_that_lacks_a_scope_is_told_which()
    {
        await using var poor = await SlackWorkspace.StartAsync(new SlackWorkspaceOptions { SocketMode = true, Scopes = ["chat:write"] }, default);

        var found = await FindAsync(("Slack:ApiBaseUrl", poor.ApiBaseUrl.ToString()));

        Assert.Contains(found, finding => finding is { Part: "slack", Kind: FindingKind.Wrong }
            && finding.What.Contains("users:read.email", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tables_that_are_not_there_are_named_and_none_at_all_is_a_first_start()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        var none = await FindAsync(("Storage:TablePrefix", prefix));
        await new TableServiceClient(installation.ConnectionString).CreateTableAsync($"{prefix}Exceptions");
        var few = await FindAsync(("Storage:TablePrefix", prefix));

        Assert.Contains(none, finding => finding is { Part: "store", Kind: FindingKind.Doubtful }
            && finding.Mend.StartsWith("Start PolicyBot once", StringComparison.Ordinal));
        Assert.Contains(few, finding => finding is { Part: "store", Kind: FindingKind.Wrong }
            && finding.What.Contains($"{prefix}Work", StringComparison.Ordinal)
            && !finding.What.Contains($"{prefix}Exceptions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-3600, FindingKind.Wrong)]
    [InlineData(3600, FindingKind.Wrong)]
    [InlineData(60, FindingKind.Doubtful)]
    [InlineData(1, FindingKind.Right)]
    public async Task A_clock_that_differs_from_the_store_s_is_found(int seconds, FindingKind kind)
    {
        await using var store = await ALoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.Date = DateTimeOffset.UtcNow.AddSeconds(-seconds).ToString("R");
            context.Response.StatusCode = context.Request.Method == HttpMethods.Get ? 404 : 204;
            context.Response.Headers["x-ms-error-code"] = "ResourceNotFound";
            return Task.CompletedTask;
        });

        var found = await FindAsync((
            "Storage:ConnectionString",
            $"AccountName=devstoreaccount1;AccountKey=Eby8;TableEndpoint={store.Address}devstoreaccount1"));

        Assert.Equal(kind, Assert.Single(found, finding => finding.Part == "clock").Kind);
    }

    [Fact]
    public async Task An_endpoint_that_nothing_was_sent_to_and_a_key_that_ends_soon_are_to_be_looked_at()
    {
        var (_, output) = await lab.RunVerbAsync(default, "webhook", "add", lab.Receiver.Address.ToString(), "--name", "risk sheet");
        var (_, key) = await lab.RunVerbAsync(default, "api-key", "create", "portal", "--scope", "read", "--days", "5");

        var found = await FindAsync();

        Assert.True(output.Contains("whsec_", StringComparison.Ordinal), output);
        Assert.Contains(found, finding => finding is { Part: "webhooks", Kind: FindingKind.Doubtful }
            && finding.Mend.Contains("policybot webhook test ", StringComparison.Ordinal));
        Assert.True(
            found.Any(finding => finding is { Part: "api", Kind: FindingKind.Doubtful }
                && finding.What.StartsWith("The key portal ends ", StringComparison.Ordinal)), $"{key}\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData(401, FindingKind.Right)]
    [InlineData(403, FindingKind.Wrong)]
    public async Task A_door_that_a_proxy_keeps_from_Slack_is_found(int status, FindingKind kind)
    {
        await using var proxy = await ALoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/healthz" ? 200 : status;
            return context.Request.Path == "/healthz" ? context.Response.WriteAsync("alive") : Task.CompletedTask;
        });

        var found = await FindAsync(("Slack:AppToken", ""), ("PolicyBot:PublicBaseUrl", proxy.Address.ToString()));

        Assert.Equal(kind, Assert.Single(found, finding => finding.What.StartsWith("/slack/events ", StringComparison.Ordinal)).Kind);
    }

    [Fact]
    public async Task An_endpoint_that_was_switched_off_is_wrong_and_one_that_takes_nothing_is_to_be_looked_at()
    {
        var now = DateTimeOffset.UtcNow;
        var hooks = new FakeWebhooks();
        var fresh = new WebhookEndpoint("000000000001", "off", new Uri("https://hooks.example/s3cret"), WebhookSecret.Draw(), now);
        await hooks.TryWriteAsync(fresh with { OffAt = now, Code = "410" }, default);
        await hooks.TryWriteAsync(fresh with { Id = "000000000002", Name = "failing", FailingSince = now, Code = "503" }, default);
        await hooks.TryWriteAsync(fresh with { Id = "000000000003", Name = "fine", TakenAt = now }, default);

        var found = await new IntegrationsCheck(hooks, new FakeApiKeys(), TimeProvider.System).LookAsync(default);

        Assert.Equal(
            [("off", FindingKind.Wrong), ("failing", FindingKind.Doubtful), ("fine", FindingKind.Right)],
            found.Where(finding => finding.Part == "webhooks").Select(finding => (finding.What.Split(' ')[0], finding.Kind)));
        Assert.DoesNotContain(found, finding => finding.What.Contains("s3cret", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<Finding>> FindAsync(params (string Key, string Value)[] changes)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(lab.Environment.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value));
        builder.Configuration.AddInMemoryCollection(changes.ToDictionary(change => change.Key, change => (string?)change.Value));
        return await DoctorCommand.FindAsync(builder, default);
    }

    private string Filled(string value)
    {
        var nowhere = $"http://127.0.0.1:{HostProcess.ChoosePort(0)}";
        return value switch
        {
            "STORE-NOWHERE" => $"AccountName=devstoreaccount1;AccountKey=Eby8;TableEndpoint={nowhere}/devstoreaccount1",
            "STORE-KEY" => $"AccountName=devstoreaccount1;AccountKey=Eby8;TableEndpoint={lab.StorageConnectionString.Split("TableEndpoint=")[1].Split(';')[0]}",
            "MODEL" => lab.Model.Endpoint.GetLeftPart(UriPartial.Authority),
            "LICENSE" => Path.Combine(Path.GetDirectoryName(Lab.WorkingCopy.SampleCatalog)!, "LICENSE"),
            _ => value.Replace("NOWHERE", value == "NOWHERE" ? $"{nowhere}/" : nowhere, StringComparison.Ordinal),
        };
    }

    /// <summary>Everything but Microsoft and Slack: the Lab with a Host that serves.</summary>
    public sealed class AnInstallation : IAsyncLifetime
    {
        private readonly AzuriteFixture azurite = new();

        public PolicyBotLab Lab { get; private set; } = null!;

        public string ConnectionString => azurite.ConnectionString;

        public async Task InitializeAsync()
        {
            await azurite.InitializeAsync();
            Lab = await PolicyBotLab.StartAroundAsync(
                new PolicyBotLabOptions
                {
                    StorageConnectionString = azurite.ConnectionString,
                    TablePrefix = azurite.TablePrefix,
                    HostPort = 0,
                    Workspace = new SlackWorkspaceOptions { SocketMode = true },
                },
                default);
            await Lab.StartHostAsync(default);
        }

        public async Task DisposeAsync() => await Lab.DisposeAsync();
    }
}
