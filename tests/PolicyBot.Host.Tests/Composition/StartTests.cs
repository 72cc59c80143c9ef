using PolicyBot.Lab.Slack;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Composition;

public sealed class StartTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Everything_that_is_wrong_with_the_settings_stops_the_start_with_one_line_each()
    {
        var settings = new Dictionary<string, string>
        {
            ["PolicyBot__CatalogPath"] = "nowhere.yaml",
            ["PolicyBot__PublicBaseUrl"] = "policybot",
            ["PolicyBot__DangerouslyFollowClock"] = "clock.txt",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["Storage__TablePrefix"] = "1",
            ["OpenAI__Deployment"] = "gpt",
            ["Teams__MicrosoftAppId"] = "12345678-90ab-cdef-1234-567890abcdef",
            ["Teams__ServiceUrls"] = "127.0.0.1",
            ["Slack__BotToken"] = "xoxp-1-secret",
            ["Slack__ApiBaseUrl"] = "http://slack.com/api/",
        };

        var (exitCode, output) = await TheProgram.RunAsync(settings);

        Assert.Equal(1, exitCode);
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        string[] expected =
        [
            "PolicyBot:CatalogPath: ", "PolicyBot:PublicBaseUrl ", "PolicyBot:DangerouslyFollowClock ",
                "Storage: Azurite loses acknowledged writes when killed", "Storage:TablePrefix ",
            "OpenAI:Endpoint ", "Teams:MicrosoftAppPassword ", "Teams:MicrosoftAppTenantId ", "Teams:ServiceUrls ",
            "Slack:BotToken ", "Slack:SigningSecret ", "Slack:ApiBaseUrl ",
        ];
        Assert.All(expected, start => Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, lines.Length);
    }

    [Fact]
    public async Task Without_any_settings_it_says_what_it_needs()
    {
        var (exitCode, output) = await TheProgram.RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["PolicyBot:CatalogPath is missing: the path of the catalog file (YAML).",
                "Storage:ConnectionString or Storage:AccountUri is missing: where the register is kept."],
            output.Split('\n', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_secret_is_told_with_a_fault()
    {
        var settings = TheProgram.Settings(azurite);
        settings["Storage__ConnectionString"] = "AccountName=contoso;AccountKey=c2VjcmV0LWtleQ==";
        settings["Teams__MicrosoftAppPassword"] = "secret-password";
        settings["OpenAI__ApiKey"] = "secret-api-key";
        settings["Slack__BotToken"] = "xoxp-secret";

        var (exitCode, output) = await TheProgram.RunAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains("Teams:MicrosoftAppId is missing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("c2Vj", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_Slack_refuses_stops_the_start_and_one_that_it_takes_does_not()
    {
        await using var workspace = await SlackWorkspace.StartAsync(new SlackWorkspaceOptions(), default);
        var settings = TheProgram.Settings(azurite);
        settings["Slack__BotToken"] = workspace.Options.BotToken;
        settings["Slack__SigningSecret"] = workspace.Options.SigningSecret;
        settings["Slack__ApiBaseUrl"] = workspace.ApiBaseUrl.ToString();

        await using (var host = await TheProgram.ServeAsync(settings))
        {
            using var client = new HttpClient { BaseAddress = host.Address };
            Assert.Equal("ready", await client.GetStringAsync("/readyz"));
        }

        workspace.TokenRevoked = true;
        var (exitCode, output) = await TheProgram.RunAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Slack:BotToken is refused (token_revoked)", output.Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(workspace.Options.BotToken, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_and_what_is_off_is_said_at_start()
    {
        var settings = TheProgram.Settings(azurite.ConnectionString, AzuriteFixture.NewTablePrefix());
        await using (var bare = await TheProgram.ServeAsync(settings))
        {
            string[] off =
            [
                "Slack is off: ", "Mail is off: Smtp:Host is not set.", "Webhooks are off: ", "OpenAI is off: ", "Checkpoints are off: ",
                "The API is on: /api, and /mcp for agents, open to keys of policybot api-key create, and to 0 of Api:Keys.",
            ];
            foreach (var words in off)
            {
                Assert.True(await bare.SaysAsync(words), words);
            }
        }

        settings["Smtp__Host"] = "mail.contoso.example";
        settings["Smtp__From"] = "policybot@contoso.example";
        settings["Api__Keys__0"] = $"ci:read:{new string('a', 64)}";
        Assert.Equal(
            0, (await TheProgram.RunAsync(settings, "webhook", "add", "https://hooks.contoso.example/x", "--name", "sheet")).ExitCode);
        await using var host = await TheProgram.ServeAsync(settings);
        Assert.True(await host.SaysAsync("Mail is on (starttls)."));
        Assert.True(await host.SaysAsync("Webhooks are on (1 of 1 endpoints)."));
        Assert.True(await host.SaysAsync("and to 1 of Api:Keys."));
    }

    [Fact]
    public async Task A_catalog_with_a_fault_stops_the_start_with_its_line()
    {
        using var catalog = new AFile("catalog.yaml", "version: 1\norganization: Contoso\n");
        var settings = TheProgram.Settings(azurite);
        settings["PolicyBot__CatalogPath"] = catalog.Path;

        var (exitCode, output) = await TheProgram.RunAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.All(output.Split('\n', StringSplitOptions.TrimEntries), line => Assert.Matches(@"catalog\.yaml:\d+", line));
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_the_start_and_is_named_last()
    {
        await using var first = await TheProgram.ServeAsync(TheProgram.Settings(azurite));
        var settings = TheProgram.Settings(azurite);
        settings["ASPNETCORE_URLS"] = first.Address.GetLeftPart(UriPartial.Authority);

        var (exitCode, output) = await TheProgram.RunAsync(settings);

        Assert.Equal(1, exitCode);
        Assert.Matches("^Failed to bind to address .* address already in use", output.Split('\n')[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2, "api-key", "list")]
    [InlineData(1, "doctor")]
    public async Task A_file_of_settings_that_is_no_JSON_is_named_with_its_line(int expected, params string[] arguments)
    {
        using var file = new AFile("appsettings.json", "{\n  PolicyBot: {} }");
        var folder = Path.GetDirectoryName(file.Path)!;

        var (exitCode, output) = await TheProgram.RunAsync(
            new Dictionary<string, string> { ["ASPNETCORE_CONTENTROOT"] = folder, ["DOTNET_CONTENTROOT"] = folder }, arguments);

        Assert.Equal(expected, exitCode);
        Assert.Contains("appsettings.json", output, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
