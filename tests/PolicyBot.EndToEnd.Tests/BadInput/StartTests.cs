using PolicyBot.Lab;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Testing;

namespace PolicyBot.EndToEnd.Tests.BadInput;

/// <summary>The product's process with settings that it must not start with.</summary>
public sealed class StartTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(60));

    [Fact]
    public async Task Without_settings_it_says_what_is_missing_a_line_each()
    {
        var (exitCode, lines) = await StartAsync([]);

        Assert.Equal(1, exitCode);
        Assert.Equal(
        [
            "PolicyBot:CatalogPath is missing: the path of the catalog file (YAML).",
            "Storage:ConnectionString or Storage:AccountUri is missing: where the register is kept.",
        ], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_wrong_setting_of_every_section_is_named_in_one_start()
    {
        var (exitCode, lines) = await StartAsync(new()
        {
            ["PolicyBot__CatalogPath"] = "no-such-catalog.yaml",
            ["PolicyBot__PublicBaseUrl"] = "policybot",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["Storage__TablePrefix"] = "1-not-a-prefix",
            ["OpenAI__Endpoint"] = "https://contoso.openai.azure.com/",
            ["OpenAI__ApiKey"] = "a-key-that-nobody-may-read",
            ["OpenAI__TimeoutSeconds"] = "600",
            ["Teams__MicrosoftAppId"] = "0b07b07b-1ab0-4ab0-8ab0-b07b07b07b07",
            ["Teams__AuthorityHost"] = "http://login.example/",
            ["Teams__CardActions"] = "both",
        });

        Assert.Equal(1, exitCode);
        Assert.All(
            new[]
            {
                "PolicyBot:CatalogPath", "PolicyBot:PublicBaseUrl", "Storage:TablePrefix", "OpenAI:Endpoint", "OpenAI:Deployment",
                    "OpenAI:TimeoutSeconds",
                "Teams:MicrosoftAppPassword", "Teams:MicrosoftAppTenantId", "Teams:AuthorityHost", "Teams:CardActions",
            },
            name => Assert.Single(lines, line => line.StartsWith(name, StringComparison.Ordinal)));
        Assert.Equal(10, lines.Count);
        Assert.DoesNotContain(lines, line => line.Contains("a-key-that-nobody-may-read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outside_Development_neither_an_emulator_nor_a_turned_clock_nor_a_pinned_authority_is_accepted()
    {
        var (exitCode, lines) = await StartAsync(new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["PolicyBot__CatalogPath"] = WorkingCopy.SampleCatalog,
            ["PolicyBot__DangerouslyFollowClock"] = "clock.txt",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["Teams__OpenIdMetadataUrl"] = "http://127.0.0.1:1/keys",
            ["Teams__AuthorityHost"] = "https://127.0.0.1:1/",
            ["Teams__AuthorityCertificateSha256"] = new string('a', 64),
        });

        Assert.Equal(1, exitCode);
        Assert.All(
            new[] { "an audit record needs Azure Table storage", "PolicyBot:DangerouslyFollowClock", "Teams:OpenIdMetadataUrl",
                "Teams:AuthorityCertificateSha256" },
            words => Assert.Single(lines, line => line.Contains(words, StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count);
    }

    [Fact]
    public async Task A_catalog_with_faults_stops_the_start_with_file_line_and_rule_of_each()
    {
        var catalog = Path.Combine(Path.GetTempPath(), $"policybot-{Path.GetRandomFileName()}.yaml");
        var text = await File.ReadAllTextAsync(WorkingCopy.SampleCatalog, _deadline.Token);
        await File.WriteAllTextAsync(
            catalog,
            text.Replace("assets: assets.sample.csv", "", StringComparison.Ordinal)
                .Replace("stages: [{ group: hr-leads, needs: 1 }]", "stages: [{ group: hr-leaders, needs: 1 }]", StringComparison.Ordinal)
                .Replace("maxDays: 60   ", "maxDays: many", StringComparison.Ordinal),
            _deadline.Token);

        var (exitCode, lines) =
            await StartAsync(
                new()
                {
                    ["PolicyBot__CatalogPath"] = catalog,
                    ["Storage__ConnectionString"] = azurite.ConnectionString,
                    ["Storage__TablePrefix"] = azurite.TablePrefix
                });
        File.Delete(catalog);

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches($@"{Regex(Path.GetFileName(catalog))}:\d+: ", line));
    }

    public void Dispose() => _deadline.Dispose();

    private static string Regex(string text) => System.Text.RegularExpressions.Regex.Escape(text);

    private async Task<(int ExitCode, IReadOnlyList<string> Lines)> StartAsync(Dictionary<string, string> settings)
    {
        settings.TryAdd("ASPNETCORE_ENVIRONMENT", "Development");
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var (exitCode, output) = await HostProcess.RunAsync(WorkingCopy.HostAssembly, [], settings, _deadline.Token);
        return (exitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
